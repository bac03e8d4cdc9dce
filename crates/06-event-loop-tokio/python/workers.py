"""Five tasks start in order and finish in the order of their sleeps.

Counterpart of src/workers.rs; source: A1, P1.1, as tasks.
"""

import asyncio
import os
import random
import sys

SECOND = float(os.environ.get("SECOND", "1"))


async def run(sleeps):
    if not sleeps:
        sleeps = [random.randint(1, 9) for _ in range(5)]
    tasks = []
    for number, sleep in enumerate(sleeps):
        tasks.append(asyncio.create_task(worker(number, sleep)))
    print("All Tasks are queued, let's see when they finish!")
    for task in tasks:
        await task


async def worker(number, sleep):
    await asyncio.sleep(sleep * SECOND)
    print(f"I am Worker {number}, I slept for {sleep} seconds")


if __name__ == "__main__":
    asyncio.run(run([int(argument) for argument in sys.argv[1:]]))
