"""Three greeters run at the same time, each in a process of its own.

Counterpart of src/greeter.rs; source: A0, P0.2, with processes in place of
threads. The start method is named, since the default is no longer fork
everywhere.
"""

import multiprocessing
import os
import time

SECOND = float(os.environ.get("SECOND", "1"))
FORK = multiprocessing.get_context("fork")


def run():
    children = []
    for name in ["Guido", "Luciano", "Kushal"]:
        child = FORK.Process(target=greeter, args=(name,), name=name)
        child.start()
        children.append(child)
    for child in children:
        child.join()


def greeter(name):
    print(f"Hello {name}")
    # The one thread of this process sleeps; the other processes go on.
    time.sleep(SECOND)


if __name__ == "__main__":
    run()
