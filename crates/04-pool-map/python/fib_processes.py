"""A pool of processes computes eight Fibonacci numbers.

Counterpart of src/fib_processes.rs; source: A3. Without a number, `Pool()` has
as many workers as there are cores. `close` and `join` wait for them, so that
their CPU time is counted; the end of `with` would kill them.
"""

import argparse
import functools
import multiprocessing

from stopwatch import Stopwatch

FORK = multiprocessing.get_context("fork")


def run(n):
    stopwatch = Stopwatch()
    jobs = range(1, 9)
    pool = FORK.Pool()
    results = pool.map(functools.partial(fib, n), jobs, chunksize=1)
    pool.close()
    pool.join()
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
