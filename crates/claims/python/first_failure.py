"""One of three jobs fails: do the others come to their end?

Counterpart of src/first_failure.rs; source: A0, A2, A4. The seconds are
virtual.
"""

import argparse
import asyncio

import virtual_clock


async def run():
    await report("gather", gather)
    await report("a TaskGroup", task_group)
    await report("gather, asked for all", gather_all)


async def report(case, group):
    done = []
    outcome = "no error"
    try:
        await group([fails(), works(done), works(done)])
    except* ValueError:
        outcome = "an error"
    now = len(done)
    await asyncio.sleep(3)
    print(f"{case}: {outcome}, {now} of 2 done, later {len(done)}")


async def gather(jobs):
    await asyncio.gather(*jobs)


async def task_group(jobs):
    async with asyncio.TaskGroup() as tasks:
        for job in jobs:
            tasks.create_task(job)


async def gather_all(jobs):
    results = await asyncio.gather(*jobs, return_exceptions=True)
    raise results[0]


async def fails():
    await asyncio.sleep(1)
    raise ValueError("this one fails")


async def works(done):
    await asyncio.sleep(2)
    done.append(True)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    virtual_clock.run(run())
