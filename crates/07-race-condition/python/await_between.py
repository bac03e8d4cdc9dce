"""Ten tasks await between read and write: 900 of 1000 updates are lost.

Counterpart of src/await_between.rs; source: A4, P4.7, in tasks.
"""

import argparse
import asyncio

counter = 0


def run(tasks, increments):
    expected = tasks * increments
    found = asyncio.run(count(tasks, increments))
    print(f"expected: {expected}")
    print(f"found: {found}")
    print(f"lost: {expected - found}")


async def count(tasks, increments):
    handles = []
    for _ in range(tasks):
        handles.append(asyncio.create_task(increment(increments)))
    for handle in handles:
        await handle
    return counter


async def increment(increments):
    global counter
    for _ in range(increments):
        value = counter
        await asyncio.sleep(0)
        counter = value + 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, default=10)
    parser.add_argument("--increments", type=int, default=100)
    args = parser.parse_args()
    run(args.tasks, args.increments)
