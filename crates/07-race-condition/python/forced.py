"""A barrier between read and write: half of the updates are lost, always.

Counterpart of src/forced.rs; source: A4, P4.7, made to fail.
"""

import argparse
import threading

counter = 0
barrier = threading.Barrier(2)


def run(increments):
    expected = 2 * increments
    found = count(increments)
    print(f"expected: {expected}")
    print(f"found: {found}")
    print(f"lost: {expected - found}")


def count(increments):
    workers = []
    for _ in range(2):
        worker = threading.Thread(target=increment, args=(increments,))
        worker.start()
        workers.append(worker)
    for worker in workers:
        worker.join()
    return counter


def increment(increments):
    global counter
    for _ in range(increments):
        value = counter
        barrier.wait()  # both have read
        counter = value + 1
        barrier.wait()  # both have written


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--increments", type=int, default=1000)
    run(parser.parse_args().increments)
