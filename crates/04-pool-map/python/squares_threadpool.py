"""Five plain threads square a list of numbers and send back the results.

Counterpart of src/squares_threadpool.rs; source: A1, P1.3. Written with
`submit` and a queue, to show what `map` does for you.
"""

import queue
import sys
from concurrent.futures import ThreadPoolExecutor


def run(numbers):
    results = queue.SimpleQueue()
    with ThreadPoolExecutor(5) as pool:
        for index, number in enumerate(numbers):
            pool.submit(lambda i, n: results.put((i, square(n))), index, number)

    squares = [results.get() for _ in range(results.qsize())]
    # A job that raises sends nothing, and nobody else would miss it.
    missing = len(numbers) - len(squares)
    if missing:
        sys.exit(f"error: {missing} of {len(numbers)} jobs failed")
    print([square for _, square in sorted(squares)])


def square(number):
    return number * number


if __name__ == "__main__":
    run([int(argument) for argument in sys.argv[1:]] or [1, 2, 3])
