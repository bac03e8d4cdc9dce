"""A process hands over a large result through a pipe: every byte crosses.

Counterpart of src/big_result_pipe.rs; source: A3, on moving large objects
between processes. A pipe without multiprocessing's frames, to count the bytes.
"""

import multiprocessing
import os
import sys
import zlib

from stopwatch import Stopwatch

FORK = multiprocessing.get_context("fork")


def run(size):
    stopwatch = Stopwatch()
    receiver, sender = os.pipe()
    child = FORK.Process(target=send, args=(size, sender))
    child.start()
    # As long as our copy lived, the pipe would not come to an end.
    os.close(sender)
    with open(receiver, "rb") as pipe:
        result = pipe.read()
    child.join()
    if child.exitcode != 0:
        sys.exit(f"error: the child ended with {child.exitcode}")
    checksum = zlib.adler32(result)
    print(f"{len(result)} bytes, checksum {checksum:08x}")
    print(f"crossed: {len(result)} bytes")
    stopwatch.report()


def send(size, sender):
    with open(sender, "wb") as pipe:
        pipe.write(compute(size))


def compute(size):
    """The result, whose content does not matter."""
    return (bytes(range(251)) * (size // 251 + 1))[:size]


if __name__ == "__main__":
    run(int(sys.argv[1]) if sys.argv[1:] else 1_000_000)
