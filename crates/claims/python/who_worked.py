"""Three jobs, and a pool of five workers: how many of them work?

Counterpart of src/who_worked.rs; source: A1, P1.3; A4, P4.6.
"""

import argparse
import multiprocessing
import os


def run():
    barrier = multiprocessing.Barrier(3)
    with multiprocessing.Pool(5, initializer, [barrier]) as pool:
        workers = set(pool.map(job, range(3), chunksize=3))
        print(f"handed out in one piece: {len(workers)} of 5 workers")

        workers = set(pool.map(meet, range(3), chunksize=1))
        print(f"each waits for the others: {len(workers)} of 5 workers")


def initializer(barrier):
    global all_are_there
    all_are_there = barrier


def job(_):
    return os.getpid()


def meet(_):
    all_are_there.wait()
    return os.getpid()


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
