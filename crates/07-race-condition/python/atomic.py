"""An addition in one step reads and writes at once: nothing is lost.

Counterpart of src/atomic.rs; source: A4, P4.7, cured. Python has no atomic
integer. In CPython, the call of `next` keeps the GIL until it returns. That is
how this interpreter is made, and no promise of the language.
"""

import argparse
import itertools
import threading

counter = itertools.count()


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
    return next(counter)


def increment(increments):
    for _ in range(increments):
        next(counter)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--increments", type=int, default=1000)
    args = parser.parse_args()
    run(args.threads, args.increments)
