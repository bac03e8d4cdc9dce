"""Five workers start in order and finish in the order of their sleeps.

Counterpart of src/workers.rs; source: A1, P1.1. The sleeps can be given, as
in `workers.py 9 1 7 4 5`, which replays the article's own run.
"""

import os
import random
import sys
import threading
import time

SECOND = float(os.environ.get("SECOND", "1"))


def run(sleeps):
    if not sleeps:
        sleeps = [random.randint(1, 9) for _ in range(5)]
    threads = []
    for number, sleep in enumerate(sleeps):
        thread = threading.Thread(target=worker, args=(number, sleep))
        thread.start()
        threads.append(thread)
    # Starting a thread does not wait for it, so this line comes first.
    print("All Threads are queued, let's see when they finish!")
    for thread in threads:
        thread.join()


def worker(number, sleep):
    time.sleep(sleep * SECOND)
    print(f"I am Worker {number}, I slept for {sleep} seconds")


if __name__ == "__main__":
    run([int(argument) for argument in sys.argv[1:]])
