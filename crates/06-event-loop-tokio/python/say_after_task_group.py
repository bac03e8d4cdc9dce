"""Two sleepers in a group, which is waited for as a whole: 2 seconds.

Counterpart of src/say_after_task_group.rs; source: A4, P4.4.
"""

import asyncio
import os
import time

SECOND = float(os.environ.get("SECOND", "1"))


async def run():
    async with asyncio.TaskGroup() as group:
        group.create_task(say_after(SECOND, "hello"))
        group.create_task(say_after(2 * SECOND, "world"))
        print(f"started at {time.strftime('%X')}")

    # Leaving the block has waited for both.
    print(f"finished at {time.strftime('%X')}")


async def say_after(delay, what):
    await asyncio.sleep(delay)
    print(what)


if __name__ == "__main__":
    asyncio.run(run())
