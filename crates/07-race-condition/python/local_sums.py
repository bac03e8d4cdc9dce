"""Each thread counts for itself, and the sums are added at the end.

Counterpart of src/local_sums.rs; source: A4, P4.7, cured.
"""

import argparse
from concurrent.futures import ThreadPoolExecutor


def run(threads, increments):
    expected = threads * increments
    found = count(threads, increments)
    print(f"expected: {expected}")
    print(f"found: {found}")
    print(f"lost: {expected - found}")


def count(threads, increments):
    with ThreadPoolExecutor(max_workers=threads) as pool:
        futures = [pool.submit(increment, increments) for _ in range(threads)]
    return sum(future.result() for future in futures)


def increment(increments):
    counter = 0
    for _ in range(increments):
        counter += 1
    return counter


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--increments", type=int, default=1000)
    args = parser.parse_args()
    run(args.threads, args.increments)
