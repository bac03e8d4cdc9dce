"""A parallel map makes three greetings at once, and `run` prints them.

Counterpart of src/greeter.rs; source: A0, P0.2, with the pool of A1, P1.3.
"""

import multiprocessing.pool
import os
import time

SECOND = float(os.environ.get("SECOND", "1"))


def run():
    names = ["Guido", "Luciano", "Kushal"]
    with multiprocessing.pool.ThreadPool(3) as pool:
        greetings = pool.map(greeter, names)
    for greeting in greetings:
        print(greeting)


def greeter(name):
    # This worker sleeps; the other two go on.
    time.sleep(SECOND)
    return f"Hello {name}"


if __name__ == "__main__":
    run()
