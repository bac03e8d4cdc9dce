"""Says hello, sleeps without blocking the thread, and says world.

Counterpart of src/hello_world.rs; source: A4, P4.1.
"""

import argparse
import asyncio
import os

SECOND = float(os.environ.get("SECOND", "1"))


async def run():
    print("hello")
    await asyncio.sleep(SECOND)
    print("world")


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    asyncio.run(run())
