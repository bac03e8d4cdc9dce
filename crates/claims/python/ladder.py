"""4 kB from memory, from a file, and over the network of this machine.

Counterpart of src/ladder.rs; source: A2 and A3.
"""

import argparse
import os
import socket
import sys
import timeit

TRIES = 1_000
EACH = 20


def run():
    # At addresses that end alike, a copy takes ten times as long.
    memory = memoryview(bytearray(10 * 1024))
    original, copy = memory[:4096], memory[6 * 1024 :]
    memory = best("copy[:] = original", locals())

    # The interpreter is a file that is in the cache: it is running.
    file = os.open(sys.executable, os.O_RDONLY)
    pread = os.pread
    cached = best("pread(file, 4096, 0)", locals())
    os.close(file)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        sender = socket.create_connection(listener.getsockname())
        receiver, _ = listener.accept()
    with sender, receiver:
        send, receive = sender.sendall, receiver.recv_into
        wait = socket.MSG_WAITALL
        work = "send(original); receive(copy, 4096, wait)"
        loopback = best(work, locals())

    rungs = [(memory, "memory"), (cached, "file"), (loopback, "loopback")]
    rungs.sort()
    times = [time for time, _ in rungs]
    is_far = all(b >= 2 * a for a, b in zip(times, times[1:]))
    print((" < " if is_far else " ? ").join(name for _, name in rungs))
    print("count: 4 kB:", rungs, file=sys.stderr)


def best(work, names):
    timer = timeit.Timer(work, globals=names)
    return min(timer.repeat(TRIES, EACH)) / EACH


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
