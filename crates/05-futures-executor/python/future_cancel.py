"""A job that has not begun can be cancelled; one that runs can't.

Counterpart of src/future_cancel.rs; source: A1, P1.4, its executor and future.
"""

import os
import threading
from concurrent.futures import CancelledError, ThreadPoolExecutor

LIMIT = float(os.environ.get("SECOND", "1"))


def run():
    begun, gate = threading.Event(), threading.Event()
    with ThreadPoolExecutor(1) as executor:
        first = executor.submit(wait_at, gate, begun, "hello")
        second = executor.submit(lambda: "world")
        begun.wait()

        print(f"first: {tell(first, LIMIT)}")
        print(f"cancel the first: {first.cancel()}")
        print(f"cancel the second: {second.cancel()}")
        print(f"second: {tell(second)}")
        gate.set()
        print(f"first: {tell(first)}")


def wait_at(gate, begun, message):
    begun.set()
    gate.wait()
    return message


def tell(future, timeout=None):
    try:
        return future.result(timeout)
    except TimeoutError:
        return "not done in time"
    except CancelledError:
        return "cancelled"


if __name__ == "__main__":
    run()
