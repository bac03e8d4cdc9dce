"""Real threads and a yield in the gap: updates are lost in every run.

Counterpart of src/wild.rs; source: A4, P4.7, made to fail.
"""

import argparse
import threading
import time

counter = 0
start = None
started = threading.Event()


def run(threads, increments):
    global start
    workers = []
    for _ in range(threads):
        worker = threading.Thread(target=increment, args=(increments,))
        worker.start()
        workers.append(worker)
    # Only now is it known how many there are to wait for.
    start = threading.Barrier(len(workers))
    started.set()
    for worker in workers:
        worker.join()

    expected = threads * increments
    print(f"expected: {expected}")
    print(f"found: {counter}")
    print(f"lost: {expected - counter}")


def increment(increments):
    global counter
    started.wait()
    start.wait()
    for _ in range(increments):
        value = counter
        time.sleep(0)
        counter = value + 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--increments", type=int, default=1000)
    sizes = parser.parse_args()
    run(sizes.threads, sizes.increments)
