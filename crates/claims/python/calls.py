"""Three async functions are called: when does each of them run?

Counterpart of src/calls.rs; source: A1, A2, A4. `gather` makes the tasks; a
list of coroutines has none.
"""

import argparse
import asyncio

ran = 0


async def run():
    coroutines = [job(), job(), job()]
    report("the calls")

    tasks = asyncio.gather(*coroutines)
    report("gather")

    for _ in range(1000):
        await nothing()
    report("a thousand awaits that need not wait")

    await asyncio.sleep(0)
    report("one that waits")
    await tasks


def report(what):
    tasks = len(asyncio.all_tasks()) - 1  # all but this one
    print(f"after {what}: {ran} ran, {tasks} tasks are left")


async def job():
    global ran
    ran += 1


async def nothing():
    pass


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    asyncio.run(run())
