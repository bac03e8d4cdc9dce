"""Computes eight Fibonacci numbers at the same time, each in a process.

Counterpart of src/fib.rs; source: A3.
"""

import argparse
import multiprocessing

from stopwatch import Stopwatch

FORK = multiprocessing.get_context("fork")


def run(n):
    stopwatch = Stopwatch()
    children = []
    for k in range(1, 9):
        receiver, sender = FORK.Pipe(duplex=False)
        child = FORK.Process(target=compute, args=(n, k, sender))
        child.start()
        # The parent's copy would keep the pipe open if the child died.
        sender.close()
        children.append((k, child, receiver))
    for k, child, receiver in children:
        # If the child was killed, this raises EOFError.
        result = receiver.recv()
        child.join()
        print(f"fib({n}) x {k} = {result}")
    stopwatch.report()


def compute(n, k, sender):
    sender.send(fib(n, k))


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
