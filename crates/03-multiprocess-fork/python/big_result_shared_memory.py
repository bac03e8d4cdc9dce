"""A process leaves a large result in shared memory: no byte crosses.

Counterpart of src/big_result_shared_memory.rs; source: A3, on moving large
objects between processes.
"""

import mmap
import multiprocessing
import sys
import zlib

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
    checksum = zlib.adler32(result)
    print(f"{len(result)} bytes, checksum {checksum:08x}")
    print("crossed: 0 bytes")
    stopwatch.report()


def compute(result):
    """The result, whose content does not matter."""
    size = len(result)
    result[:] = (bytes(range(251)) * (size // 251 + 1))[:size]


if __name__ == "__main__":
    run(int(sys.argv[1]) if sys.argv[1:] else 1_000_000)
