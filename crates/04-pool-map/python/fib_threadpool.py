"""A pool of plain threads computes eight Fibonacci numbers, one at a time.

Counterpart of src/fib_threadpool.rs; source: A3. Written with `submit`
and a queue, to show what `map` does for you.
"""

import os
import queue
import sys
from concurrent.futures import ThreadPoolExecutor

from stopwatch import Stopwatch


def run(n):
    stopwatch = Stopwatch()
    results = queue.SimpleQueue()
    with ThreadPoolExecutor(min(os.cpu_count(), 8)) as pool:
        for k in range(1, 9):
            pool.submit(lambda k: results.put((k, fib(n, k))), k)

    results = [results.get() for _ in range(results.qsize())]
    # A job that raises sends nothing, and nobody else would miss it.
    missing = 8 - len(results)
    if missing:
        sys.exit(f"error: {missing} of 8 jobs failed")
    for k, result in sorted(results):
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
