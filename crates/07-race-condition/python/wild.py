"""Four threads that yield between read and write: updates are always lost.

Counterpart of src/wild.rs; source: A4, P4.7, made to fail.
"""

import argparse
import threading
import time

counter = 0


def run(threads, increments):
    expected = threads * increments
    found = count(threads, increments)
    print(f"expected: {expected}")
    print(f"found: {found}")
    print(f"lost: {expected - found}")


def count(threads, increments):
    start = threading.Barrier(threads)
    workers = []
    for _ in range(threads):
        worker = threading.Thread(target=increment, args=(start, increments))
        worker.start()
        workers.append(worker)
    for worker in workers:
        worker.join()
    return counter


def increment(start, increments):
    global counter
    start.wait()  # all have been started
    for _ in range(increments):
        value = counter
        time.sleep(0)
        counter = value + 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--increments", type=int, default=1000)
    args = parser.parse_args()
    run(args.threads, args.increments)
