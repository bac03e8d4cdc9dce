"""A process leaves a large result in shared memory: no byte crosses.

Counterpart of src/big_result_shared_memory.rs; source: A3, on moving large
objects.
"""

import argparse
import mmap
import multiprocessing
import sys

from stopwatch import Stopwatch

FORK = multiprocessing.get_context("fork")


def run(size):
    stopwatch = Stopwatch()
    result = mmap.mmap(-1, size)
    child = FORK.Process(target=compute, args=(result,))
    child.start()
    child.join()
    if child.exitcode != 0:
        sys.exit(f"error: the child ended with {child.exitcode}")
    # A view yields numbers, as `bytes` do; an `mmap` itself yields bytes.
    print(f"{len(result)} bytes, sum {sum(memoryview(result))}")
    print("crossed: 0 bytes")
    stopwatch.report()


def compute(result):
    """The bytes 0 to 250, over and over."""
    size = len(result)
    result[:] = (bytes(range(251)) * (size // 251 + 1))[:size]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int, nargs="?", default=1_000_000)
    run(parser.parse_args().size)
