"""Computes eight Fibonacci numbers in threads off the loop; one computes.

Counterpart of src/fib.rs; source: A3. The GIL lets one thread at a time
compute: the elapsed time is the CPU time, as with no threads at all.
"""

import argparse
import asyncio

from stopwatch import Stopwatch


async def run(n):
    stopwatch = Stopwatch()
    tasks = []
    for k in range(1, 9):
        tasks.append((k, asyncio.create_task(asyncio.to_thread(fib, n, k))))
    for k, task in tasks:
        print(f"fib({n}) x {k} = {await task}")
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
    asyncio.run(run(parser.parse_args().n))
