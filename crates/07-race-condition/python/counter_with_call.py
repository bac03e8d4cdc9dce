"""The same with a call between read and write: CPython loses updates too.

No Rust program has this form: there, a call is no invitation to switch. Source:
A4, P4.7, made to fail. The threads count for longer than `counter.py`, because
CPython asks one to make way only after 5 milliseconds.
"""

import argparse
from concurrent.futures import ThreadPoolExecutor

counter = 0


def run(threads, increments):
    with ThreadPoolExecutor(max_workers=threads) as pool:
        futures = [pool.submit(increment, increments) for _ in range(threads)]
    for future in futures:
        future.result()

    expected = threads * increments
    print(f"expected: {expected}")
    print(f"found: {counter}")
    print(f"lost: {expected - counter}")


def increment(increments):
    global counter
    for _ in range(increments):
        counter = one(counter)


def one(value):
    return value + 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--increments", type=int, default=500_000)
    sizes = parser.parse_args()
    run(sizes.threads, sizes.increments)
