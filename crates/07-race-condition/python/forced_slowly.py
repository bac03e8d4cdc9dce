"""The lost update in slow motion: `forced` prints each of its steps.

Counterpart of src/forced_slowly.rs; source: A4, P4.7, made to fail.
"""

import argparse
import os
import threading
import time

SECOND = float(os.environ.get("SECOND", "1"))

counter = 0
barrier = threading.Barrier(2)


def run():
    workers = []
    for name, pause in [("A", SECOND / 4), ("B", SECOND / 2)]:
        worker = threading.Thread(target=increment, args=(name, pause))
        worker.start()
        workers.append(worker)
    for worker in workers:
        worker.join()
    print("expected: 4")
    print(f"found: {counter}")


def increment(name, pause):
    global counter
    for _ in range(2):
        time.sleep(pause)
        value = counter
        print(f"{name} reads {value}")
        barrier.wait()  # both have read
        time.sleep(pause)
        counter = value + 1
        print(f"{name} writes {value + 1}")
        barrier.wait()  # both have written


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
