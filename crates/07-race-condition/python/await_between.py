"""An await between read and write: one thread, and yet 900 of 1000 are lost.

Counterpart of src/await_between.rs; source: A4, P4.7, in tasks.
"""

import argparse
import asyncio

counter = 0


async def run(tasks, increments):
    handles = []
    for _ in range(tasks):
        handles.append(asyncio.create_task(increment(increments)))
    for handle in handles:
        await handle

    expected = tasks * increments
    print(f"expected: {expected}")
    print(f"found: {counter}")
    print(f"lost: {expected - counter}")


async def increment(increments):
    global counter
    for _ in range(increments):
        value = counter
        await asyncio.sleep(0)
        counter = value + 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--tasks", type=int, default=10)
    parser.add_argument("--increments", type=int, default=100)
    sizes = parser.parse_args()
    asyncio.run(run(sizes.tasks, sizes.increments))
