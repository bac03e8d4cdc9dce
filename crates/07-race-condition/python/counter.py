"""5000 jobs in threads add to one counter, unprotected: nothing is lost here.

Counterpart of src/counter.rs; source: A4, P4.7. From 3.10 on, CPython switches
threads only at a call or at a loop's jump back, and there is neither between
the read and the write of `counter += 1`. In counter_with_call.py there is a
call, and updates are lost.
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
        counter += 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=5000)
    parser.add_argument("--increments", type=int, default=100)
    args = parser.parse_args()
    run(args.threads, args.increments)
