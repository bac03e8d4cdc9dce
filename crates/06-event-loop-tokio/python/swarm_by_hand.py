"""Ten thousand tasks wait for a second, on an event loop of our own.

Counterpart of src/swarm_by_hand.rs; source: A3, on very many tasks on one
event loop. A task is a generator here, as asyncio's once were, and it yields
the moment at which it wants to go on.
"""

import heapq
import os
import sys
import time
from collections import deque

import meter

SECOND = float(os.environ.get("SECOND", "1"))

ready = deque()
deadlines = []


def run(count):
    swarm_meter = meter.Meter()
    for _ in range(count):
        spawn(wait(time.monotonic() + SECOND))
    # Each task runs until it has to wait. Then there is nothing to do before
    # the first deadline, for which this thread sleeps; and so on.
    waited = run_those_ready()
    peak = meter.memory()
    while deadlines:
        time.sleep(max(0, deadlines[0][0] - time.monotonic()))
        wake_those_due()
        waited += run_those_ready()
    print(f"{waited} waited")
    swarm_meter.report(count, SECOND, peak)


def spawn(task):
    ready.append(task)


def run_those_ready():
    ended = 0
    while ready:
        task = ready.popleft()
        try:
            deadline = next(task)
        except StopIteration:
            ended += 1
        else:
            # The id decides between equal deadlines: tasks have no order.
            heapq.heappush(deadlines, (deadline, id(task), task))
    return ended


def wake_those_due():
    now = time.monotonic()
    while deadlines and deadlines[0][0] <= now:
        ready.append(heapq.heappop(deadlines)[2])


def wait(until):
    yield until


if __name__ == "__main__":
    run(int(sys.argv[1]) if sys.argv[1:] else 10_000)
