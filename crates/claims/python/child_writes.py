"""A thread and a child process add 1 to a variable: what does main see?

Counterpart of src/child_writes.rs; source: A1, A2, A3.
"""

import argparse
import multiprocessing
import os
import threading

TIMES = 100

own = 0


def run():
    shared = multiprocessing.RawArray("i", 2)
    in_thread(add_to_own, shared)
    print(f"after a thread has added 1: {own}")
    print(f"the thread is in {place(shared[1])}")

    in_processes([add_to_own], shared)
    print(f"after a process has added 1: {own}")
    print(f"the child is in {place(shared[1])}")

    barrier = multiprocessing.Barrier(2)
    in_processes([add_to_shared, add_to_shared], shared, barrier)
    print(f"added to shared memory: {2 * TIMES}, found: {shared[0]}")


def in_thread(job, *args):
    thread = threading.Thread(target=job, args=args)
    thread.start()
    thread.join()


def in_processes(jobs, *args):
    children = [multiprocessing.Process(target=job, args=args) for job in jobs]
    for child in children:
        child.start()
    for child in children:
        child.join()


def add_to_own(shared):
    global own
    own += 1
    shared[1] = os.getpid()


def add_to_shared(shared, barrier):
    for _ in range(TIMES):
        value = shared[0]
        barrier.wait()
        shared[0] = value + 1
        barrier.wait()


def place(pid):
    return "the same process" if pid == os.getpid() else "a process of its own"


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
