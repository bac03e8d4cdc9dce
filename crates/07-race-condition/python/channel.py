"""One thread owns the counter, and the others send it what to add.

Counterpart of src/channel.rs; source: A4, P4.7, cured. A queue does not know
how many threads put into it, so each puts a `None` when it is done.
"""

import argparse
import queue
import threading


def run(threads, increments):
    expected = threads * increments
    found = count(threads, increments)
    print(f"expected: {expected}")
    print(f"found: {found}")
    print(f"lost: {expected - found}")


def count(threads, increments):
    counter = 0
    numbers = queue.Queue()
    for _ in range(threads):
        worker = threading.Thread(target=increment, args=(numbers, increments))
        worker.start()
    for _ in range(threads):
        for number in iter(numbers.get, None):
            counter += number
    return counter


def increment(counter, increments):
    for _ in range(increments):
        counter.put(1)
    counter.put(None)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--increments", type=int, default=1000)
    args = parser.parse_args()
    run(args.threads, args.increments)
