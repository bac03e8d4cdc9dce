"""Many units that all wait at the same time: how long, and how much memory.

Counterpart of the examples called swarm. Give the kind of unit, how many,
and how many seconds each waits.
"""

import asyncio
import json
import multiprocessing
import sys
import threading
import time


def read(path, names):
    lines = (line.split() for line in open(path))
    return 1024 * sum(int(line[1]) for line in lines if line[0] in names)


def own():
    return read("/proc/self/status", {"VmRSS:", "VmPTE:"})


def kernel():
    names = {"KernelStack:", "PageTables:", "SUnreclaim:"}
    return read("/proc/meminfo", names)


async def tasks(count, second, look):
    async def unit():
        await asyncio.sleep(second)

    units = [asyncio.create_task(unit()) for _ in range(count)]
    await asyncio.sleep(second / 2)
    look(own)
    for unit in units:
        await unit


def greenlets(count, second, look):
    begun = ended = 0

    def unit():
        nonlocal begun, ended
        begun += 1
        gevent.sleep(second)
        ended += 1

    units = [gevent.spawn(unit) for _ in range(count)]
    while begun < count:
        gevent.sleep(second / 100)
    if ended == 0:
        look(own)
    gevent.joinall(units)


def threads(count, second, look):
    units = []
    for _ in range(count):
        units.append(threading.Thread(target=time.sleep, args=(second,)))
        units[-1].start()
    if all(unit.is_alive() for unit in units):
        look(lambda: own() + kernel())
    for unit in units:
        unit.join()


def processes(count, second, look):
    context = multiprocessing.get_context("fork")
    units = []
    for _ in range(count):
        units.append(context.Process(target=time.sleep, args=(second,)))
        units[-1].start()

    def all_of_them():
        rollups = (f"/proc/{unit.pid}/smaps_rollup" for unit in units)
        children = sum(read(rollup, {"Pss:"}) for rollup in rollups)
        return own() + kernel() + children

    if all(unit.is_alive() for unit in units):
        look(all_of_them)
    for unit in units:
        unit.join()


if __name__ == "__main__":
    kind, count, second = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if kind == "gevent":
        import gevent

        gevent.sleep(0)  # its hub is not a unit
    if kind == "uvloop":
        import uvloop
    # The kernel's own figures are of the whole machine, and change by
    # themselves; they count only for the units that the kernel knows.
    known = kind in ("thread", "process")
    before = own() + (kernel() if known else 0)
    waiting = []

    def look(measure):
        waiting.append(measure() - before)

    start = time.perf_counter()
    match kind:
        case "asyncio":
            asyncio.run(tasks(count, second, look))
        case "uvloop":
            uvloop.run(tasks(count, second, look))
        case "gevent":
            greenlets(count, second, look)
        case "thread":
            threads(count, second, look)
        case "process":
            processes(count, second, look)
    elapsed = time.perf_counter() - start
    found = {"ratio": elapsed / second}
    # Nobody has looked if the first had ended before the last began.
    for memory in waiting:
        found["bytes"] = memory / count
    print(json.dumps(found))
