"""A thousand green threads wait for a second, each on a stack of its own.

Counterpart of src/swarm_stackful.rs; source: A3, on green threads, and on what
each model costs.
"""

# /// script
# requires-python = ">=3.11"
# dependencies = ["gevent==26.9.0"]
# ///

import argparse
import os

import gevent

from meter import Meter

SECOND = float(os.environ.get("SECOND", "1"))


def run(count):
    meter = Meter.of_tasks()
    greenlets = []
    for _ in range(count):
        greenlets.append(gevent.spawn(wait))
    # The others go first: when this one goes on, all of them wait.
    gevent.sleep(0)
    peak = meter.memory_now()
    waited = 0
    for greenlet in greenlets:
        greenlet.get()
        waited += 1
    print(f"{waited} waited")
    meter.report(count, SECOND, peak)


def wait():
    gevent.sleep(SECOND)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=1000)
    run(parser.parse_args().count)
