"""A future is asked before and after its job is done.

Counterpart of src/future.rs; source: A1, P1.4, without its race. The job waits
at a gate, so both answers are certain.
"""

import argparse
import threading
from concurrent.futures import ThreadPoolExecutor


def run():
    gate = threading.Event()
    with ThreadPoolExecutor(3) as executor:
        future = executor.submit(wait_at, gate, "hello")
        print(future.done())

        gate.set()
        # Returns when the job is done.
        message = future.result()
        print(future.done())
        print(message)


def wait_at(gate, message):
    gate.wait()
    return message


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
