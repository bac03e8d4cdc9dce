"""Three greeters at the same time, in one thread: three seconds take one.

Counterpart of src/greeter.rs; source: A0, P0.3. The article gets its loop in
a way that warns on Python 3.12 and fails on 3.14; `asyncio.run` works on all.
"""

import argparse
import asyncio
import os

SECOND = float(os.environ.get("SECOND", "1"))


async def run():
    tasks = []
    for name in ["Guido", "Luciano", "Kushal"]:
        tasks.append(asyncio.create_task(greeter(name)))
    await asyncio.gather(*tasks)


async def greeter(name):
    print(f"Hello {name}")
    # Only this greeter sleeps; the other two go on.
    await asyncio.sleep(SECOND)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    asyncio.run(run())
