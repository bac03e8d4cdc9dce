"""What is promised to those who leave a callback with a future.

Counterpart of src/promises_callbacks.rs; source: A1, P1.4, and CPython's
test_concurrent_futures/test_future.py.
"""

import logging
import queue
import threading
from concurrent.futures import CancelledError, ThreadPoolExecutor


def run():
    # What is on stderr is no part of the comparison.
    logging.disable()
    here = threading.get_ident()
    told = queue.SimpleQueue()
    with ThreadPoolExecutor(1) as executor:
        first, gate = begin(executor, "hello")
        first.add_done_callback(callback("a", told))
        first.add_done_callback(lambda future: fail("this callback"))
        first.add_done_callback(callback("b", told))
        second = executor.submit(lambda: "world")
        second.add_done_callback(callback("c", told))
        third = executor.submit(fail, "no such file")
        third.add_done_callback(callback("d", told))
        print(f"none runs before the end: {told.empty()}")

        print(f"cancel the second: {second.cancel()}")
        text, thread = told.get()
        print(f"it runs after a cancellation: {text}")
        print(f"in the thread that cancels: {thread == here}")

        gate.set()
        text, thread = told.get()
        print(f"it runs after the end: {text}")
        print(f"in the thread of the worker: {thread != here}")
        print(f"the next one runs after one fails: {told.get()[0]}")
        print(f"it runs after a failure: {told.get()[0]}")

        first.add_done_callback(callback("e", told))
        text, thread = told.get_nowait()
        print(f"added late, it runs at once: {text}")
        print(f"in the thread that adds it: {thread == here}")
        first.add_done_callback(lambda future: fail("this callback"))
        first.add_done_callback(callback("f", told))
        print(f"the next one after a late failure: {told.get()[0]}")

        second.cancel()
        executor.shutdown()  # and so nothing is going on any more
        print(f"none runs twice: {told.empty()}")


def begin(executor, message):
    begun, gate = threading.Event(), threading.Event()

    def job():
        begun.set()
        gate.wait()
        return message

    future = executor.submit(job)
    begun.wait()
    return future, gate


def callback(name, told):
    def tell(future):
        try:
            answer = future.result()
        except CancelledError:
            answer = "cancelled"
        except OSError as error:
            answer = str(error)
        told.put((f"{name}, {answer}", threading.get_ident()))

    return tell


def fail(message):
    raise OSError(message)


if __name__ == "__main__":
    run()
