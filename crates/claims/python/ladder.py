"""4 kB from memory, from a file, and over the network of this machine.

Counterpart of src/ladder.rs; source: A2 and A3.
"""

import argparse
import os
import socket
import sys
import time

TRIES = 5_000


def run():
    original = bytes(4096)
    target = bytearray(4096)
    copy = target.__setitem__
    all_of_it = slice(None)
    memory = best(lambda: copy(all_of_it, original))

    # The interpreter is a file that is in the cache: it is running.
    file = os.open(sys.executable, os.O_RDONLY)
    cached = best(lambda: os.pread(file, 4096, 0))
    os.close(file)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        sender = socket.create_connection(listener.getsockname())
        receiver, _ = listener.accept()
    with sender, receiver:

        def send():
            sender.sendall(original)
            receiver.recv_into(target, 4096, socket.MSG_WAITALL)

        loopback = best(send)

    rungs = [(memory, "memory"), (cached, "file"), (loopback, "loopback")]
    rungs.sort()
    print("4 kB:", rungs, file=sys.stderr)
    times = [time for time, _ in rungs]
    is_far = all(b >= 2 * a for a, b in zip(times, times[1:]))
    print((" < " if is_far else " ? ").join(name for _, name in rungs))


def best(work):
    times = []
    for _ in range(TRIES):
        start = time.perf_counter_ns()
        work()
        times.append(time.perf_counter_ns() - start)
    return min(times)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
