"""Five worker processes square a list of numbers.

Counterpart of src/squares_processes.rs; source: A1, P1.3. The article means
one process for each number; which workers are used is the pool's affair.
"""

import multiprocessing
import sys

FORK = multiprocessing.get_context("fork")


def run(numbers):
    with FORK.Pool(5) as pool:
        squares = pool.map(square, numbers)
    print(squares)


def square(number):
    return number * number


if __name__ == "__main__":
    run([int(argument) for argument in sys.argv[1:]] or [1, 2, 3])
