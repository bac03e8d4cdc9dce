"""Squares a list of numbers in one loop: the job of a pool, without a pool.

Counterpart of src/squares.rs; source: A1, P1.3.
"""

import sys


def run(numbers):
    squares = [square(number) for number in numbers]
    print(squares)


def square(number):
    return number * number


if __name__ == "__main__":
    run([int(argument) for argument in sys.argv[1:]] or [1, 2, 3])
