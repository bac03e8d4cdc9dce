"""An addition in one step reads and writes at once: nothing is lost.

Counterpart of src/atomic.rs; source: A4, P4.7, cured. Python has no atomic
integer. In CPython no other thread runs during the one call of `next`, which
is how the interpreter works and not what the language promises.
"""

import argparse
import itertools
import threading

counter = itertools.count()


def run(threads, increments):
    workers = []
    for _ in range(threads):
        worker = threading.Thread(target=increment, args=(increments,))
        worker.start()
        workers.append(worker)
    for worker in workers:
        worker.join()

    found = next(counter)
    expected = threads * increments
    print(f"expected: {expected}")
    print(f"found: {found}")
    print(f"lost: {expected - found}")


def increment(increments):
    for _ in range(increments):
        next(counter)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--increments", type=int, default=1000)
    sizes = parser.parse_args()
    run(sizes.threads, sizes.increments)
