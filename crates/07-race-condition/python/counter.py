"""Many threads add to one counter, unprotected: a race that never shows.

Counterpart of src/counter.rs; source: A4, P4.7. From 3.10 on, CPython may
switch threads at a call or at a loop's jump back, and `counter += 1` contains
neither, so nothing comes between its read and its write. `counter_with_call.py`
puts a call there, and loses.
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
        counter += 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=5000)
    parser.add_argument("--increments", type=int, default=100)
    sizes = parser.parse_args()
    run(sizes.threads, sizes.increments)
