"""How long it takes to create a unit and to see it finish, in nanoseconds.

Counterpart of src/probe/units.rs. Give the kind: builtin (processes and
threads), asyncio, uvloop or gevent.
"""

import asyncio
import json
import multiprocessing
import sys
import threading
import time

BATCH = 100_000  # as in src/probe/units.rs


def timed(count, work):
    work()  # warms up the caches
    start = time.perf_counter_ns()
    for _ in range(count):
        work()
    return (time.perf_counter_ns() - start) / count


def builtin():
    def thread():
        unit = threading.Thread(target=nothing)
        unit.start()
        unit.join()

    def process():
        unit = multiprocessing.get_context("fork").Process(target=nothing)
        unit.start()
        unit.join()

    # Processes come before any thread is started.
    return {
        "Python process": timed(50, process),
        "Python thread": timed(300, thread),
        "Python call": timed(100_000, nothing),
    }


def nothing():
    pass


async def tasks():
    async def nothing():
        pass

    start = time.perf_counter_ns()
    units = [asyncio.create_task(nothing()) for _ in range(BATCH)]
    for unit in units:
        await unit
    return (time.perf_counter_ns() - start) / BATCH


def greenlets():
    import gevent

    start = time.perf_counter_ns()
    gevent.joinall([gevent.spawn(nothing) for _ in range(BATCH)])
    return (time.perf_counter_ns() - start) / BATCH


if __name__ == "__main__":
    match sys.argv[1]:
        case "builtin":
            found = builtin()
        case "asyncio":
            found = {"asyncio task": asyncio.run(tasks())}
        case "uvloop":
            import uvloop

            found = {"uvloop task": uvloop.run(tasks())}
        case "gevent":
            found = {"gevent greenlet": greenlets()}
    print(json.dumps(found))
