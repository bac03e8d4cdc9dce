"""Can the same thing be awaited twice? A coroutine can't, some others can.

Counterpart of src/await_twice.rs; source: A0 and A4.
"""

import argparse
import asyncio


class Greeting:
    def __await__(self):
        return hello().__await__()


async def run():
    greeting = hello()
    await greeting
    try:
        await greeting
    except RuntimeError as error:
        print(f"a coroutine, awaited twice: {error}")

    task = asyncio.create_task(hello())
    print(f"a task, awaited twice: {await task} {await task}")

    print(f"an object with __await__: {await Greeting()}")


async def hello():
    return "hello"


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    asyncio.run(run())
