"""Coffee takes three minutes and a sandwich one: in turn, and together.

Counterpart of src/coffee.rs; source: A0, A1, A3, A4. The minutes are virtual.
"""

import argparse
import asyncio
import threading

import virtual_clock

MINUTE = 60

log = []


async def run():
    start = now()
    await coffee(beans=True)
    await sandwich()
    report("in turn", start)

    start = now()
    first = asyncio.create_task(coffee(beans=True))
    second = asyncio.create_task(sandwich())
    await first
    await second
    report("together", start)

    start = now()
    try:
        await coffee(beans=False)
        await sandwich()
    except ValueError:
        report("in turn, without coffee", start)


async def coffee(beans):
    log.append(("water on", threading.get_ident()))
    if not beans:
        raise ValueError("no beans")
    await asyncio.sleep(3 * MINUTE)
    log.append(("coffee done", threading.get_ident()))


async def sandwich():
    log.append(("bread cut", threading.get_ident()))
    await asyncio.sleep(MINUTE)
    log.append(("sandwich done", threading.get_ident()))


def now():
    return asyncio.get_running_loop().time()


def report(case, start):
    minutes = int(now() - start) // 60
    lines = [line for line, _ in log]
    threads = {thread for _, thread in log}
    print(f"{case}, {minutes} minutes: {', '.join(lines)}")
    print(f"{case}, threads: {len(threads)}")
    log.clear()


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    virtual_clock.run(run())
