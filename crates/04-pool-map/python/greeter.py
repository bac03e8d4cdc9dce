"""Three greeters at the same time, as a parallel map: printed in order.

Counterpart of src/greeter.rs; source: A0, P0.2, with the pool of A1, P1.3.
"""

import argparse
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
    # Only this greeter sleeps; the other two go on.
    time.sleep(SECOND)
    return f"Hello {name}"


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
