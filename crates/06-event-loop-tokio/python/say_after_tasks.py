"""Two sleeps as tasks, which run at the same time: 2 seconds.

Counterpart of src/say_after_tasks.rs; source: A4, P4.3.
"""

import argparse
import asyncio
import os
import time

SECOND = float(os.environ.get("SECOND", "1"))


async def run():
    hello = asyncio.create_task(say_after(SECOND, "hello"))
    world = asyncio.create_task(say_after(2 * SECOND, "world"))
    print(f"started at {time.strftime('%X')}")

    await hello
    await world

    print(f"finished at {time.strftime('%X')}")


async def say_after(delay, what):
    await asyncio.sleep(delay)
    print(what)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    asyncio.run(run())
