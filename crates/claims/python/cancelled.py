"""A transfer is cancelled while it awaits: 1 was taken, and 0 arrives.

Counterpart of src/cancelled.rs; source: A3 and A4. The seconds are virtual.
"""

import argparse
import asyncio

import virtual_clock


async def run():
    for case, patience in [("left alone", 3), ("cancelled", 1)]:
        accounts = {"from": 1, "to": 0}
        try:
            async with asyncio.timeout(patience):
                await transfer(accounts)
            in_time = "done"
        except TimeoutError:
            in_time = "given up"
        print(f"{case}, {in_time}: {sum(accounts.values())} of 1")


async def transfer(accounts):
    accounts["from"] -= 1
    await asyncio.sleep(2)
    accounts["to"] += 1


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    virtual_clock.run(run())
