"""A thread hands over a large result: a reference crosses, whatever its size.

Counterpart of src/big_result.rs; source: A3, on moving large objects.
"""

import argparse
import queue
import struct
import threading

from stopwatch import Stopwatch


def run(size):
    stopwatch = Stopwatch()
    channel = queue.SimpleQueue()
    thread = threading.Thread(target=lambda: channel.put(compute(size)))
    thread.start()
    result = channel.get()
    thread.join()
    print(f"{len(result)} bytes, sum {sum(result)}")
    print(f"crossed: {struct.calcsize('P')} bytes")  # a pointer
    stopwatch.report()


def compute(size):
    """The bytes 0 to 250, over and over."""
    return (bytes(range(251)) * (size // 251 + 1))[:size]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int, nargs="?", default=1_000_000)
    run(parser.parse_args().size)
