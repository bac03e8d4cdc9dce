"""Two sleeps as tasks of a group, which is awaited as a whole: 2 seconds.

Counterpart of src/say_after_task_group.rs; source: A4, P4.4.
"""

import argparse
import asyncio
import os
import time

SECOND = float(os.environ.get("SECOND", "1"))


async def run():
    async with asyncio.TaskGroup() as group:
        group.create_task(say_after(SECOND, "hello"))
        group.create_task(say_after(2 * SECOND, "world"))
        print(f"started at {time.strftime('%X')}")

    # The end of the block has waited for both.
    print(f"finished at {time.strftime('%X')}")


async def say_after(delay, what):
    await asyncio.sleep(delay)
    print(what)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    asyncio.run(run())
