"""Five workers start in order, and finish in the order of their sleeps.

Counterpart of src/workers.rs; source: A1, P1.2. The article's program lacks
the `__main__` guard, without which it breaks where processes are spawned and
not forked.
"""

import argparse
import multiprocessing
import os
import random
import time

SECOND = float(os.environ.get("SECOND", "1"))
FORK = multiprocessing.get_context("fork")


def run(sleeps):
    children = []
    for number, sleep in enumerate(sleeps):
        child = FORK.Process(target=worker, args=(number, sleep))
        child.start()
        children.append(child)
    # In a pipe, the line would come last: each process has a buffer of its own.
    line = "All Processes are queued, let's see when they finish!"
    print(line, flush=True)
    for child in children:
        child.join()


def worker(number, sleep):
    time.sleep(sleep * SECOND)
    print(f"I am Worker {number}, I slept for {sleep} seconds")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sleeps", type=int, nargs="*")
    sleeps = parser.parse_args().sleeps
    run(sleeps or [random.randint(1, 9) for _ in range(5)])
