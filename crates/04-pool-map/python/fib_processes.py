"""A pool of processes computes eight Fibonacci numbers.

Counterpart of src/fib_processes.rs; source: A3. Without a number `Pool()`
has as many workers as there are cores. They are waited for, not terminated as
at the end of `with`, so that their CPU time is counted.
"""

import functools
import multiprocessing
import sys

from stopwatch import Stopwatch

FORK = multiprocessing.get_context("fork")


def run(n):
    stopwatch = Stopwatch()
    pool = FORK.Pool()
    results = pool.map(functools.partial(fib, n), range(1, 9), chunksize=1)
    pool.close()
    pool.join()
    for k, result in enumerate(results, start=1):
        print(f"fib({n}) x {k} = {result}")
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
