"""The counter has one owner, and the threads send what it should add.

Counterpart of src/channel.rs; source: A4, P4.7, cured. The queue does not know
how many write to it, so each of them says when it has done with `None`.
"""

import argparse
import queue
import threading


def run(threads, increments):
    counter = 0
    numbers = queue.Queue()
    for _ in range(threads):
        worker = threading.Thread(target=increment, args=(numbers, increments))
        worker.start()
    for _ in range(threads):
        for number in iter(numbers.get, None):
            counter += number

    expected = threads * increments
    print(f"expected: {expected}")
    print(f"found: {counter}")
    print(f"lost: {expected - counter}")


def increment(counter, increments):
    for _ in range(increments):
        counter.put(1)
    counter.put(None)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--increments", type=int, default=1000)
    sizes = parser.parse_args()
    run(sizes.threads, sizes.increments)
