"""Hands a large object over, and prints the nanoseconds of each way.

Counterpart of src/probe/handover.rs. Give the number of bytes.
"""

import json
import multiprocessing
import queue
import sys
import threading
import time

BYTES = int(sys.argv[1])
context = multiprocessing.get_context("fork")


def through(send, receive):
    """From a child that has the item, and sends it at the parent's signal."""
    ready, go = context.Event(), context.Event()

    def child():
        item = bytes(BYTES)
        ready.set()
        go.wait()
        send(item)

    unit = context.Process(target=child)
    unit.start()
    ready.wait()
    start = time.perf_counter_ns()
    go.set()
    item = receive()
    elapsed = time.perf_counter_ns() - start
    assert len(item) == BYTES
    unit.join()
    return elapsed


def processes():
    channel = context.Queue()
    yield "Python process queue", through(channel.put, channel.get)
    reader, writer = context.Pipe(duplex=False)
    pipe = through(writer.send_bytes, reader.recv_bytes)
    yield "Python pipe of bytes", pipe


def threads():
    channel = queue.Queue()

    def thread():
        item = bytes(BYTES)
        channel.put((time.perf_counter_ns(), item))

    unit = threading.Thread(target=thread)
    unit.start()
    start, _ = channel.get()
    elapsed = time.perf_counter_ns() - start
    unit.join()
    return elapsed


if __name__ == "__main__":
    # Processes come before any thread is started.
    found = dict(processes())
    found["Python thread queue"] = threads()
    print(json.dumps(found))
