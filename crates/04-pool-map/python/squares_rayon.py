"""Five threads map over a list of numbers.

Counterpart of src/squares_rayon.rs; source: A1, P1.3. The standard library has
nothing like rayon; its pool of threads with a `map` comes nearest.
"""

import argparse
import multiprocessing.pool


def run(numbers):
    with multiprocessing.pool.ThreadPool(5) as pool:
        squares = pool.map(square, numbers)
    print(squares)


def square(n):
    return n * n


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("numbers", type=int, nargs="*", default=[1, 2, 3])
    run(parser.parse_args().numbers)
