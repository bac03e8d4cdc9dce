"""Each thread counts for itself, and the sums are added at the end.

Counterpart of src/local_sums.rs; source: A4, P4.7, cured.
"""

import argparse
from concurrent.futures import ThreadPoolExecutor


def run(threads, increments):
    with ThreadPoolExecutor(max_workers=threads) as pool:
        futures = [pool.submit(increment, increments) for _ in range(threads)]
    counter = sum(future.result() for future in futures)

    expected = threads * increments
    print(f"expected: {expected}")
    print(f"found: {counter}")
    print(f"lost: {expected - counter}")


def increment(increments):
    counter = 0
    for _ in range(increments):
        counter += 1
    return counter


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--increments", type=int, default=1000)
    sizes = parser.parse_args()
    run(sizes.threads, sizes.increments)
