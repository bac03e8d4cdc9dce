"""Three greeters at the same time, as tasks of asyncio.

Counterpart of src/greeter_async_std.rs; source: A0, P0.3. A task of async-std
may move from one thread to another. A task of asyncio stays in the thread of
its loop.
"""

import argparse
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
    # Only this greeter sleeps; the other two go on.
    await asyncio.sleep(SECOND)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    asyncio.run(run())
