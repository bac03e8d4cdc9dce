"""A pool of threads computes eight Fibonacci numbers, one at a time.

Counterpart of src/fib_rayon.rs; source: A3. Without a number, the pool has a
thread for each core, and they share one GIL.
"""

import argparse
import functools
import multiprocessing.pool

from stopwatch import Stopwatch


def run(n):
    stopwatch = Stopwatch()
    jobs = range(1, 9)
    with multiprocessing.pool.ThreadPool() as pool:
        results = pool.map(functools.partial(fib, n), jobs, chunksize=1)
    for k, result in zip(jobs, results):
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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("n", type=int, nargs="?", default=30)
    run(parser.parse_args().n)
