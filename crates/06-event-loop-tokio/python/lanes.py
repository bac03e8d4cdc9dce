"""Each task leaves a mark when it runs and when it waits, to be drawn.

Counterpart of src/lanes.rs; source: A3, on tasks that share a thread.
"""

import argparse
import asyncio
import collections.abc
import os
import time

import marks

SECOND = float(os.environ.get("SECOND", "1"))


async def run():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(marked_task)
    tasks = []
    for name in ["Guido", "Luciano", "Kushal"]:
        tasks.append(asyncio.create_task(greeter(name), name=name))
    # The loop has tasks of its own at its end, which are not drawn.
    loop.set_task_factory(None)
    for task in tasks:
        name, sends = await task
        print(f"{name} ran {sends} times")


async def greeter(name):
    print(f"Hello {name}")
    for _ in range(2):
        compute(SECOND / 2)
        await asyncio.sleep(SECOND)


def compute(duration):
    """Keeps the thread: no other task can run meanwhile."""
    start = time.monotonic()
    while time.monotonic() - start < duration:
        pass


def marked_task(loop, coroutine, **options):
    return asyncio.Task(Marked(coroutine), loop=loop, **options)


class Marked(collections.abc.Coroutine):
    """A coroutine, and how often the loop has sent something into it."""

    def __init__(self, coroutine):
        self.coroutine = coroutine
        self.sends = 0

    def send(self, value):
        # Before Python 3.13, a task has no name yet when it is made.
        name = asyncio.current_task().get_name()
        self.sends += 1
        marks.runs(name)
        try:
            future = self.coroutine.send(value)
        except StopIteration:
            marks.ends(name)
            raise StopIteration((name, self.sends)) from None
        marks.waits(name)
        return future

    def throw(self, *exception):
        return self.coroutine.throw(*exception)

    def __await__(self):
        return self.coroutine.__await__()


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    asyncio.run(run())
