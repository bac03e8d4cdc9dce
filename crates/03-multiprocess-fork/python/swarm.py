"""A hundred processes wait for a second, all at the same time.

Counterpart of src/swarm.rs; source: A3, on what each model costs.
"""

import argparse
import multiprocessing
import os
import time

from meter import Meter

SECOND = float(os.environ.get("SECOND", "1"))
FORK = multiprocessing.get_context("fork")


def run(count):
    meter = Meter.of_processes()
    children = []
    for _ in range(count):
        child = FORK.Process(target=wait)
        child.start()
        children.append(child)
    peak = meter.memory_now()
    waited = 0
    for child in children:
        child.join()
        waited += 1
    print(f"{waited} waited")
    meter.report(count, SECOND, peak)


def wait():
    time.sleep(SECOND)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=100)
    run(parser.parse_args().count)
