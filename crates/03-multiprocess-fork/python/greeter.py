"""Three greeters at the same time, each in a process of its own.

Counterpart of src/greeter.rs; source: A0, P0.2, with processes. The start
method is named: since Python 3.14, fork is no longer the default on Linux.
"""

import argparse
import multiprocessing
import os
import time

SECOND = float(os.environ.get("SECOND", "1"))
FORK = multiprocessing.get_context("fork")


def run():
    children = []
    for name in ["Guido", "Luciano", "Kushal"]:
        child = FORK.Process(target=greeter, args=(name,))
        child.start()
        children.append(child)
    for child in children:
        child.join()


def greeter(name):
    print(f"Hello {name}")
    # Only this greeter sleeps; the other two go on.
    time.sleep(SECOND)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
