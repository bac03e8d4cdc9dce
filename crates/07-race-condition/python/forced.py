"""A barrier between read and write: half of the updates are lost, always.

Counterpart of src/forced.rs; source: A4, P4.7, made to fail.
"""

import argparse
import threading

counter = 0
barrier = threading.Barrier(2)


def run(increments):
    other = threading.Thread(target=increment, args=(increments,))
    other.start()
    increment(increments)
    other.join()

    expected = 2 * increments
    print(f"expected: {expected}")
    print(f"found: {counter}")
    print(f"lost: {expected - counter}")


def increment(increments):
    global counter
    for _ in range(increments):
        value = counter
        barrier.wait()  # both have read
        counter = value + 1
        barrier.wait()  # both have written


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--increments", type=int, default=1000)
    run(parser.parse_args().increments)
