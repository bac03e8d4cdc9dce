"""Five threads map over a list of numbers.

Counterpart of src/squares_rayon.rs; source: A1, P1.3. The standard library
has no work-stealing pool; its pool of threads with a `map` comes nearest.
"""

import multiprocessing.pool
import sys


def run(numbers):
    with multiprocessing.pool.ThreadPool(5) as pool:
        squares = pool.map(square, numbers)
    print(squares)


def square(number):
    return number * number


if __name__ == "__main__":
    run([int(argument) for argument in sys.argv[1:]] or [1, 2, 3])
