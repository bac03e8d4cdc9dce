"""Three greeters run at the same time, in one thread.

Counterpart of src/greeter.rs; source: A0, P0.3. The article gets its loop in
a way that warns on Python 3.12 and fails on 3.14; `asyncio.run` works on all.
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
    # This task sleeps, not the thread: `time.sleep` would stop all three.
    await asyncio.sleep(SECOND)
    print(f"Hello {name}")


if __name__ == "__main__":
    asyncio.run(run())
