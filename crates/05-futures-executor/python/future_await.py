"""Async code awaits a job that runs in a thread of the executor.

Counterpart of src/future_await.rs; source: A1, P1.4, awaited.
"""

import argparse
import asyncio
from concurrent.futures import ThreadPoolExecutor


def run():
    asyncio.run(print_when_done())


async def print_when_done():
    with ThreadPoolExecutor(3) as executor:
        message = await asyncio.wrap_future(executor.submit(lambda: "hello"))
        print(message)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
