"""Two sleeps, awaited one after the other: 1 + 2 = 3 seconds.

Counterpart of src/say_after_in_turn.rs; source: A4, P4.2.
"""

import argparse
import asyncio
import os
import time

SECOND = float(os.environ.get("SECOND", "1"))


async def run():
    print(f"started at {time.strftime('%X')}")

    await say_after(SECOND, "hello")
    await say_after(2 * SECOND, "world")

    print(f"finished at {time.strftime('%X')}")


async def say_after(delay, what):
    await asyncio.sleep(delay)
    print(what)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    asyncio.run(run())
