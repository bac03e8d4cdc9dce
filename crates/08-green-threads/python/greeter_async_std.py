"""Three greeters run at the same time, as tasks of asyncio.

Counterpart of src/greeter_async_std.rs; source: A0, P0.3. Tasks that wander
between threads, as async-std's do, can't be carried over: a task of asyncio
stays in the thread of its loop.
"""

import asyncio
import os

SECOND = float(os.environ.get("SECOND", "1"))


async def run():
    async with asyncio.TaskGroup() as group:
        for name in ["Guido", "Luciano", "Kushal"]:
            group.create_task(greeter(name))


async def greeter(name):
    print(f"Hello {name}")
    await asyncio.sleep(SECOND)


if __name__ == "__main__":
    asyncio.run(run())
