"""Five plain threads square a list of numbers and send back the results.

Counterpart of src/squares_threadpool.rs; source: A1, P1.3. Written with
`submit` and a queue, to show what `map` does for you.
"""

import argparse
import queue
from concurrent.futures import ThreadPoolExecutor


def run(numbers):
    channel = queue.SimpleQueue()
    with ThreadPoolExecutor(5) as pool:
        for index, n in enumerate(numbers):
            pool.submit(send_square, channel, index, n)
    results = []
    for _ in numbers:
        # A job that failed has sent nothing, and `queue.Empty` says so.
        results.append(channel.get_nowait())
    results.sort()
    squares = [square for _, square in results]
    print(squares)


def send_square(channel, index, n):
    channel.put((index, square(n)))


def square(n):
    return n * n


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("numbers", type=int, nargs="*", default=[1, 2, 3])
    run(parser.parse_args().numbers)
