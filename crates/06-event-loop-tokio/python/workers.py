"""Five tasks start in order, and finish in the order of their sleeps.

Counterpart of src/workers.rs; source: A1, P1.1, as tasks.
"""

import argparse
import asyncio
import os
import random

SECOND = float(os.environ.get("SECOND", "1"))


async def run(sleeps):
    tasks = []
    for number, sleep in enumerate(sleeps):
        tasks.append(asyncio.create_task(worker(number, sleep)))
    print("All Tasks are queued, let's see when they finish!")
    await asyncio.gather(*tasks)


async def worker(number, sleep):
    await asyncio.sleep(sleep * SECOND)
    print(f"I am Worker {number}, I slept for {sleep} seconds")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sleeps", type=int, nargs="*")
    sleeps = parser.parse_args().sleeps
    asyncio.run(run(sleeps or [random.randint(1, 9) for _ in range(5)]))
