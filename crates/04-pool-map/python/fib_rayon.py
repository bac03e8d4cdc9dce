"""A pool of threads maps over eight jobs that compute: one runs at a time.

Counterpart of src/fib_rayon.rs; source: A3. The pool has a thread for
each core, and they share one GIL.
"""

import functools
import multiprocessing.pool
import sys

from stopwatch import Stopwatch


def run(n):
    stopwatch = Stopwatch()
    with multiprocessing.pool.ThreadPool() as pool:
        results = pool.map(functools.partial(fib, n), range(1, 9), chunksize=1)
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
