"""Computes eight Fibonacci numbers in eight jobs, of which one computes.

Counterpart of src/fib.rs; source: A3. The executor's threads share one GIL: the
elapsed time is the CPU time, as with no threads at all.
"""

import argparse
import os
from concurrent.futures import ThreadPoolExecutor

from stopwatch import Stopwatch


def run(n):
    stopwatch = Stopwatch()
    with ThreadPoolExecutor(min(os.cpu_count(), 8)) as executor:
        futures = []
        for k in range(1, 9):
            futures.append((k, executor.submit(fib, n, k)))
        for k, future in futures:
            print(f"fib({n}) x {k} = {future.result()}")
    stopwatch.report()


def fib(n, k):
    """The naive recursion, for the sequence that starts with 0 and `k`."""
    if n == 0:
        return 0
    if n == 1:
        return k
    return fib(n - 1, k) + fib(n - 2, k)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("n", type=int, nargs="?", default=30)
    run(parser.parse_args().n)
