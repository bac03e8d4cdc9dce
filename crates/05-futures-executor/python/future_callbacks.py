"""Callbacks print the result as soon as it is there, and no thread waits.

Counterpart of src/future_callbacks.rs; source: A1, P1.4, its executor and
future.
"""

import argparse
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial


def run():
    gate = threading.Event()
    with ThreadPoolExecutor(1) as executor:
        future = executor.submit(wait_at, gate, "hello")
        for name in ["first", "second"]:
            future.add_done_callback(partial(callback, name))
        print(f"done: {future.done()}")
        gate.set()
        # Waits for the job, and for its callbacks. `result()` would wait for
        # the job only.
        executor.shutdown()

        future.add_done_callback(partial(callback, "late"))


def wait_at(gate, message):
    gate.wait()
    return message


def callback(name, future):
    print(f"{name}: {future.result()}")


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
