"""What each cure of the lost update costs, as a multiple of local sums.

Counterpart of crates/07-race-condition/src/prices.rs. Give the number of
threads, and how often each of them adds 1.
"""

import queue
import sys
import threading
import time


def run(threads, increments):
    cheapest = timed(local_sums, threads, increments)
    for cure, count in {"lock": lock, "queue": channel}.items():
        ratio = timed(count, threads, increments) / cheapest
        print(f"{cure}: {ratio:.1f} times local-sums")


def timed(count, threads, increments):
    shortest = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        found = count(threads, increments)
        shortest = min(shortest, time.perf_counter() - start)
        if found != threads * increments:
            raise RuntimeError("a cure has lost updates")
    return shortest


def in_threads(threads, work):
    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    return workers


def local_sums(threads, increments):
    sums = []

    def work():
        counter = 0
        for _ in range(increments):
            counter += 1
        sums.append(counter)

    for worker in in_threads(threads, work):
        worker.join()
    return sum(sums)


def lock(threads, increments):
    counter, guard = 0, threading.Lock()

    def work():
        nonlocal counter
        for _ in range(increments):
            with guard:
                counter += 1

    for worker in in_threads(threads, work):
        worker.join()
    return counter


def channel(threads, increments):
    counter, additions = 0, queue.SimpleQueue()

    def work():
        for _ in range(increments):
            additions.put(1)

    workers = in_threads(threads, work)
    for _ in range(threads * increments):
        counter += additions.get()
    for worker in workers:
        worker.join()
    return counter


if __name__ == "__main__":
    run(int(sys.argv[1]), int(sys.argv[2]))
