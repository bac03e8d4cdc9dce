"""A lock makes read and write one critical section: nothing is lost.

Counterpart of src/mutex.rs; source: A4, P4.7, cured.
"""

import argparse
import threading

counter = 0
lock = threading.Lock()


def run(threads, increments):
    expected = threads * increments
    found = count(threads, increments)
    print(f"expected: {expected}")
    print(f"found: {found}")
    print(f"lost: {expected - found}")


def count(threads, increments):
    workers = []
    for _ in range(threads):
        worker = threading.Thread(target=increment, args=(increments,))
        worker.start()
        workers.append(worker)
    for worker in workers:
        worker.join()
    return counter


def increment(increments):
    global counter
    for _ in range(increments):
        with lock:
            counter += 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--increments", type=int, default=1000)
    args = parser.parse_args()
    run(args.threads, args.increments)
