"""Ten thousand tasks of asyncio wait for a second, all at the same time.

Counterpart of src/swarm_smol.rs; source: A3, on very many tasks on one event
loop.
"""

import argparse
import asyncio
import os

from meter import Meter

SECOND = float(os.environ.get("SECOND", "1"))


async def run(count):
    meter = Meter.of_tasks()
    tasks = []
    for _ in range(count):
        tasks.append(asyncio.create_task(wait()))
    # The others go first: when this task goes on, all of them wait.
    await asyncio.sleep(0)
    peak = meter.memory_now()
    waited = 0
    for task in tasks:
        await task
        waited += 1
    print(f"{waited} waited")
    meter.report(count, SECOND, peak)


async def wait():
    await asyncio.sleep(SECOND)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    asyncio.run(run(parser.parse_args().count))
