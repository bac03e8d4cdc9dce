"""A thread hands over a large result: a reference crosses, whatever its size.

Counterpart of src/big_result.rs; source: A3, on moving large objects.
"""

import queue
import struct
import sys
import threading
import zlib

from stopwatch import Stopwatch


def run(size):
    stopwatch = Stopwatch()
    channel = queue.SimpleQueue()
    thread = threading.Thread(target=lambda: channel.put(compute(size)))
    thread.start()
    result = channel.get()
    thread.join()
    crossed = struct.calcsize("P")  # of a pointer
    checksum = zlib.adler32(result)
    print(f"{len(result)} bytes, checksum {checksum:08x}")
    print(f"crossed: {crossed} bytes")
    stopwatch.report()


def compute(size):
    """The result, whose content does not matter."""
    return (bytes(range(251)) * (size // 251 + 1))[:size]


if __name__ == "__main__":
    run(int(sys.argv[1]) if sys.argv[1:] else 1_000_000)
