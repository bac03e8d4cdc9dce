"""A job that has not begun can be cancelled; one that runs can't.

Counterpart of src/future_cancel.rs; source: A1, P1.4, its executor and future.
"""

import argparse
import os
import threading
from concurrent.futures import CancelledError, ThreadPoolExecutor

LIMIT = float(os.environ.get("SECOND", "1"))


def run():
    reached, gate = threading.Event(), threading.Event()
    with ThreadPoolExecutor(1) as executor:
        first = executor.submit(wait_at, gate, reached, "hello")
        second = executor.submit(lambda: "world")
        reached.wait()

        print(f"first: {outcome(first, LIMIT)}")
        print(f"cancel the first: {first.cancel()}")
        print(f"cancel the second: {second.cancel()}")
        print(f"second: {outcome(second)}")
        gate.set()
        print(f"first: {outcome(first)}")


def wait_at(gate, reached, message):
    reached.set()
    gate.wait()
    return message


def outcome(future, timeout=None):
    try:
        return future.result(timeout)
    except TimeoutError:
        return "not done in time"
    except CancelledError:
        return "cancelled"


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
