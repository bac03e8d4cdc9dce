"""A task waits, and the program has not kept it: does it live on?

Counterpart of src/forgotten.rs; source: A4. On stderr, asyncio complains about
the task that has vanished.
"""

import argparse
import asyncio
import gc
import weakref


async def run():
    signals = weakref.WeakSet()
    held = asyncio.create_task(wait("held", signals))
    asyncio.create_task(wait("forgotten", signals))
    await asyncio.sleep(0)
    print(f"tasks that wait: {waiting()}")
    gc.collect()
    print(f"after a garbage collection: {waiting()}")

    for signal in signals:
        signal.set()
    await held
    await asyncio.sleep(0)
    print(f"tasks that wait at the end: {waiting()}")


async def wait(name, signals):
    signal = asyncio.Event()
    signals.add(signal)
    await signal.wait()
    print(f"done: {name}")


def waiting():
    return len(asyncio.all_tasks()) - 1  # all but this one


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    asyncio.run(run())
