"""Five worker processes square a list of numbers.

Counterpart of src/squares_processes.rs; source: A1, P1.3. The article expects
one process for each number; in fact the pool decides which workers do them.
"""

import argparse
import multiprocessing

FORK = multiprocessing.get_context("fork")


def run(numbers):
    with FORK.Pool(5) as pool:
        squares = pool.map(square, numbers)
    print(squares)


def square(n):
    return n * n


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("numbers", type=int, nargs="*", default=[1, 2, 3])
    run(parser.parse_args().numbers)
