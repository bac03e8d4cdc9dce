"""A pool of plain threads computes eight Fibonacci numbers, one at a time.

Counterpart of src/fib_threadpool.rs; source: A3. Written with `submit` and a
queue, to show what `map` does for you.
"""

import argparse
import os
import queue
from concurrent.futures import ThreadPoolExecutor

from stopwatch import Stopwatch


def run(n):
    stopwatch = Stopwatch()
    channel = queue.SimpleQueue()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for k in range(1, 9):
            pool.submit(send_fib, channel, n, k)
    results = []
    for _ in range(1, 9):
        # A job that failed has sent nothing, and `queue.Empty` says so.
        results.append(channel.get_nowait())
    results.sort()
    for k, result in results:
        print(f"fib({n}) x {k} = {result}")
    stopwatch.report()


def send_fib(channel, n, k):
    channel.put((k, fib(n, k)))


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
