"""Five green threads start in order, and finish in the order of their sleeps.

Counterpart of src/workers.rs; source: A1, P1.1, as green threads.
"""

# /// script
# requires-python = ">=3.11"
# dependencies = ["gevent==26.9.0"]
# ///

import argparse
import os
import random

import gevent

SECOND = float(os.environ.get("SECOND", "1"))


def run(sleeps):
    greenlets = []
    for number, sleep in enumerate(sleeps):
        greenlets.append(gevent.spawn(worker, number, sleep))
    print("All Green threads are queued, let's see when they finish!")
    gevent.joinall(greenlets, raise_error=True)


def worker(number, sleep):
    gevent.sleep(sleep * SECOND)
    print(f"I am Worker {number}, I slept for {sleep} seconds")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sleeps", type=int, nargs="*")
    sleeps = parser.parse_args().sleeps
    run(sleeps or [random.randint(1, 9) for _ in range(5)])
