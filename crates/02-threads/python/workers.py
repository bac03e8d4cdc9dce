"""Five workers start in order, and finish in the order of their sleeps.

Counterpart of src/workers.rs; source: A1, P1.1.
"""

import argparse
import os
import random
import threading
import time

SECOND = float(os.environ.get("SECOND", "1"))


def run(sleeps):
    threads = []
    for number, sleep in enumerate(sleeps):
        thread = threading.Thread(target=worker, args=(number, sleep))
        thread.start()
        threads.append(thread)
    print("All Threads are queued, let's see when they finish!")
    for thread in threads:
        thread.join()


def worker(number, sleep):
    time.sleep(sleep * SECOND)
    print(f"I am Worker {number}, I slept for {sleep} seconds")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sleeps", type=int, nargs="*")
    sleeps = parser.parse_args().sleeps
    run(sleeps or [random.randint(1, 9) for _ in range(5)])
