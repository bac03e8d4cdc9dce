"""Computes eight Fibonacci numbers, one after another, on one core.

Counterpart of src/fib.rs; source: A3.
"""

import argparse

from stopwatch import Stopwatch


def run(n):
    stopwatch = Stopwatch()
    for k in range(1, 9):
        print(f"fib({n}) x {k} = {fib(n, k)}")
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
