"""A hundred processes wait for a second, all at the same time.

Counterpart of src/swarm.rs; source: A3, on what each model costs.
"""

import multiprocessing
import os
import sys
import time

import meter

SECOND = float(os.environ.get("SECOND", "1"))
FORK = multiprocessing.get_context("fork")


def run(count):
    swarm_meter = meter.Meter()
    children = []
    for _ in range(count):
        child = FORK.Process(target=wait)
        child.start()
        children.append(child)
    peak = meter.memory()
    waited = 0
    for child in children:
        child.join()
        waited += 1
    print(f"{waited} waited")
    swarm_meter.report(count, SECOND, peak)


def wait():
    time.sleep(SECOND)


if __name__ == "__main__":
    run(int(sys.argv[1]) if sys.argv[1:] else 100)
