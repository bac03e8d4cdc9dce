"""A process hands over a large result through a pipe: every byte crosses.

Counterpart of src/big_result_pipe.rs; source: A3, on moving large objects. It
is `os.pipe`, because multiprocessing's `Pipe` sends the length as well.
"""

import argparse
import multiprocessing
import os
import sys

from stopwatch import Stopwatch

FORK = multiprocessing.get_context("fork")


def run(size):
    stopwatch = Stopwatch()
    receiver, sender = os.pipe()
    child = FORK.Process(target=send, args=(size, sender))
    child.start()
    # As long as the parent's copy is open, the pipe does not end.
    os.close(sender)
    with open(receiver, "rb") as pipe:
        result = pipe.read()
    child.join()
    if child.exitcode != 0:
        sys.exit(f"error: the child ended with {child.exitcode}")
    print(f"{len(result)} bytes, sum {sum(result)}")
    print(f"crossed: {len(result)} bytes")
    stopwatch.report()


def send(size, sender):
    with open(sender, "wb") as pipe:
        pipe.write(compute(size))


def compute(size):
    """The bytes 0 to 250, over and over."""
    return (bytes(range(251)) * (size // 251 + 1))[:size]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int, nargs="?", default=1_000_000)
    run(parser.parse_args().size)
