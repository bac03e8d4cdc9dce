"""When and where a future's callbacks run, as CPython's tests pin it.

Counterpart of src/conformance_callbacks.rs; source: A1, P1.4; CPython's
test_future.py.
"""

import argparse
import logging
import queue
import threading
from concurrent.futures import CancelledError, ThreadPoolExecutor


def run():
    # Else the callbacks that fail would be logged on stderr.
    logging.disable()
    reached, gate = threading.Event(), threading.Event()
    here = threading.get_ident()
    calls = queue.SimpleQueue()
    with ThreadPoolExecutor(1) as executor:
        first = executor.submit(wait_at, gate, reached, "hello")
        reached.wait()
        first.add_done_callback(callback("a", calls))
        first.add_done_callback(lambda future: fail("this callback"))
        first.add_done_callback(callback("b", calls))
        second = executor.submit(lambda: "world")
        second.add_done_callback(callback("c", calls))
        third = executor.submit(fail, "no such file")
        third.add_done_callback(callback("d", calls))
        print(f"none runs before the end: {calls.empty()}")

        print(f"cancel the second: {second.cancel()}")
        text, thread = calls.get()
        print(f"it runs after a cancellation: {text}")
        print(f"in the thread that cancels: {thread == here}")

        gate.set()
        text, thread = calls.get()
        print(f"it runs after the end: {text}")
        print(f"in the thread of the worker: {thread != here}")
        print(f"the next one runs after one fails: {calls.get()[0]}")
        print(f"it runs after a failure: {calls.get()[0]}")

        first.add_done_callback(callback("e", calls))
        text, thread = calls.get_nowait()
        print(f"added late, it runs at once: {text}")
        print(f"in the thread that adds it: {thread == here}")
        first.add_done_callback(lambda future: fail("this callback"))
        first.add_done_callback(callback("f", calls))
        print(f"the next one after a late failure: {calls.get()[0]}")

        second.cancel()
        executor.shutdown()  # no job or callback runs after that
        print(f"none runs twice: {calls.empty()}")


def wait_at(gate, reached, message):
    reached.set()
    gate.wait()
    return message


def callback(name, calls):
    def call(future):
        try:
            answer = future.result()
        except CancelledError:
            answer = "cancelled"
        except OSError as error:
            answer = str(error)
        calls.put((f"{name}, {answer}", threading.get_ident()))

    return call


def fail(message):
    raise OSError(message)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
