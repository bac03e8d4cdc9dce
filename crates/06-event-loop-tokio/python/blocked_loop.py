"""Computing in a task blocks the loop; computing in threads does not.

Counterpart of src/blocked_loop.rs; source: A0, A3, A4, on computing in a task.
The threads share the GIL with the loop, but they hand it over every few
milliseconds.
"""

import argparse
import asyncio

ticks = 0


async def run(n):
    ticker = asyncio.create_task(tick())
    while ticks == 0:
        await asyncio.sleep(0)

    before = ticks
    for k in range(1, 9):
        fib(n, k)
    print(f"ticks while the loop computed: {ticks - before}")

    before = ticks
    tasks = []
    for k in range(1, 9):
        computing = asyncio.to_thread(compute_until_tick, n, k)
        tasks.append(asyncio.create_task(computing))
    for task in tasks:
        await task
    some = "some" if ticks > before else "none"
    print(f"ticks while threads computed: {some}")
    ticker.cancel()


async def tick():
    global ticks
    while True:
        ticks += 1
        await asyncio.sleep(0.001)


def compute_until_tick(n, k):
    """Computes once, and again until the loop has ticked meanwhile.

    A small number is computed between two ticks. In the loop's thread, this
    would never end.
    """
    before = ticks
    while ticks == before:
        fib(n, k)


def fib(n, k):
    """The naive recursion, for the sequence that starts with 0 and `k`."""
    if n == 0:
        return 0
    if n == 1:
        return k
    return fib(n - 1, k) + fib(n - 2, k)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("n", type=int, nargs="?", default=30)
    asyncio.run(run(parser.parse_args().n))
