"""A thousand green threads wait for a second, each on its own stack.

Counterpart of src/swarm_stackful.rs; source: A3, on green threads, and on what
each model costs. Needs the package gevent.
"""

import os
import sys

import gevent

import meter

SECOND = float(os.environ.get("SECOND", "1"))


def run(count):
    swarm_meter = meter.Meter()
    greenlets = []
    for _ in range(count):
        greenlets.append(gevent.spawn(wait))
    # Everybody else gets a turn first: afterwards all of them wait.
    gevent.sleep(0)
    peak = meter.memory()
    waited = 0
    for greenlet in greenlets:
        greenlet.get()
        waited += 1
    print(f"{waited} waited")
    swarm_meter.report(count, SECOND, peak)


def wait():
    gevent.sleep(SECOND)


if __name__ == "__main__":
    run(int(sys.argv[1]) if sys.argv[1:] else 1000)
