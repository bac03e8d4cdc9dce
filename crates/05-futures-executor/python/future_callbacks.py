"""Whoever wants to know leaves a callback, and need not wait.

Counterpart of src/future_callbacks.rs; source: A1, P1.4, its executor and
future.
"""

import queue
import threading
from concurrent.futures import ThreadPoolExecutor


def run():
    gate = threading.Event()
    with ThreadPoolExecutor(1) as executor:
        future = executor.submit(wait_at, gate, "hello")

        told = queue.SimpleQueue()
        for name in ["first", "second"]:
            future.add_done_callback(
                lambda future, name=name: told.put((name, future.result()))
            )
        print(f"nobody has called back: {not future.done()}")
        gate.set()
        for _ in range(2):
            name, result = told.get()
            print(f"{name}: {result}")

        future.add_done_callback(
            lambda future: told.put(("late", future.result()))
        )
        name, result = told.get()
        print(f"{name}: {result}")


def wait_at(gate, message):
    gate.wait()
    return message


if __name__ == "__main__":
    run()
