"""A call between read and write: CPython loses updates, too.

Source: A4, P4.7, made to fail. There is no Rust program like this, since Rust
threads can be interrupted anywhere. The threads count for longer than those of
counter.py, because CPython lets a thread run for 5 milliseconds before it asks
it to give way.
"""

import argparse
from concurrent.futures import ThreadPoolExecutor

counter = 0


def run(threads, increments):
    expected = threads * increments
    found = count(threads, increments)
    print(f"expected: {expected}")
    print(f"found: {found}")
    print(f"lost: {expected - found}")


def count(threads, increments):
    with ThreadPoolExecutor(max_workers=threads) as pool:
        futures = [pool.submit(increment, increments) for _ in range(threads)]
    for future in futures:
        future.result()
    return counter


def increment(increments):
    global counter
    for _ in range(increments):
        counter = one_more(counter)


def one_more(value):
    return value + 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--increments", type=int, default=500_000)
    args = parser.parse_args()
    run(args.threads, args.increments)
