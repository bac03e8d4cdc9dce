"""Five processes start in order and finish in the order of their sleeps.

Counterpart of src/workers.rs; source: A1, P1.2. The article's program lacks
the `__main__` guard, without which it breaks wherever processes are spawned
and not forked.
"""

import multiprocessing
import os
import random
import sys
import time

SECOND = float(os.environ.get("SECOND", "1"))
FORK = multiprocessing.get_context("fork")


def run(sleeps):
    if not sleeps:
        sleeps = [random.randint(1, 9) for _ in range(5)]
    children = []
    for number, sleep in enumerate(sleeps):
        child = FORK.Process(target=worker, args=(number, sleep))
        child.start()
        children.append(child)
    # Starting a process does not wait for it, so this line comes first.
    print("All Processes are queued, let's see when they finish!")
    for child in children:
        child.join()


def worker(number, sleep):
    time.sleep(sleep * SECOND)
    print(f"I am Worker {number}, I slept for {sleep} seconds")


if __name__ == "__main__":
    run([int(argument) for argument in sys.argv[1:]])
