"""Squares a list of numbers in a loop: the job that a pool will share out.

Counterpart of src/squares.rs; source: A1, P1.3.
"""

import argparse


def run(numbers):
    squares = [square(n) for n in numbers]
    print(squares)


def square(n):
    return n * n


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("numbers", type=int, nargs="*", default=[1, 2, 3])
    run(parser.parse_args().numbers)
