"""A task wakes another one and waits: does that one run next?

Counterpart of src/who_is_next.rs; source: A0 and A3.
"""

import argparse
import asyncio

order = []


async def run():
    wake_c = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(c(wake_c))
        await asyncio.sleep(0)  # now C waits
        tasks.create_task(a(wake_c))
        tasks.create_task(b())
    print(f"a wakes c, and waits: {' '.join(order)}")


async def a(wake_c):
    order.append("a")
    wake_c.set()
    await asyncio.sleep(0)
    order.append("a")


async def b():
    order.append("b")
    await asyncio.sleep(0)
    order.append("b")


async def c(wake_c):
    await wake_c.wait()
    order.append("c")


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    asyncio.run(run())
