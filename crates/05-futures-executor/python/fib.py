"""Computes eight Fibonacci numbers by jobs of the executor, one at a time.

Counterpart of src/fib.rs; source: A3. The executor's threads share one GIL:
elapsed time is CPU time.
"""

import os
import sys
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
    run(int(sys.argv[1]) if sys.argv[1:] else 30)
