"""Three greeters run at the same time in one thread, as tasks of asyncio.

Counterpart of src/greeter_smol.rs; source: A0, P0.3. The loop of asyncio is
what comes nearest to smol's local executor: one thread, no stacks.
"""

import asyncio
import os

SECOND = float(os.environ.get("SECOND", "1"))


async def run():
    tasks = []
    for name in ["Guido", "Luciano", "Kushal"]:
        tasks.append(asyncio.create_task(greeter(name)))
    for task in tasks:
        await task


async def greeter(name):
    print(f"Hello {name}")
    await asyncio.sleep(SECOND)


if __name__ == "__main__":
    asyncio.run(run())
