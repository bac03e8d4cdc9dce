"""Computes eight Fibonacci numbers in eight threads, of which one computes.

Counterpart of src/fib.rs; source: A3. The GIL lets one thread at a time
compute: the elapsed time is the CPU time, as with no threads at all.
"""

import argparse
import threading

from stopwatch import Stopwatch


def run(n):
    stopwatch = Stopwatch()
    results = {}
    threads = []
    for k in range(1, 9):
        thread = threading.Thread(target=compute, args=(n, k, results))
        thread.start()
        threads.append((k, thread))
    for k, thread in threads:
        thread.join()
        # A thread that failed has left nothing here, and KeyError says so.
        print(f"fib({n}) x {k} = {results[k]}")
    stopwatch.report()


def compute(n, k, results):
    # A thread can't return anything, so it leaves its result behind.
    results[k] = fib(n, k)


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
