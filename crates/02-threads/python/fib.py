"""Computes eight Fibonacci numbers in eight threads, of which one runs.

Counterpart of src/fib.rs; source: A3. The GIL lets one thread at a
time compute: elapsed time is CPU time, as with no threads at all.
"""

import sys
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
    run(int(sys.argv[1]) if sys.argv[1:] else 30)
