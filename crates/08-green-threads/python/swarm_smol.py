"""Ten thousand tasks of asyncio wait for a second, all at the same time.

Counterpart of src/swarm_smol.rs; source: A3, on very many tasks on one event
loop.
"""

import asyncio
import os
import sys

import meter

SECOND = float(os.environ.get("SECOND", "1"))


async def run(count):
    swarm_meter = meter.Meter()
    tasks = []
    for _ in range(count):
        tasks.append(asyncio.create_task(wait()))
    # Everybody else gets a turn first: afterwards all of them wait.
    await asyncio.sleep(0)
    peak = meter.memory()
    waited = 0
    for task in tasks:
        await task
        waited += 1
    print(f"{waited} waited")
    swarm_meter.report(count, SECOND, peak)


async def wait():
    await asyncio.sleep(SECOND)


if __name__ == "__main__":
    asyncio.run(run(int(sys.argv[1]) if sys.argv[1:] else 10_000))
