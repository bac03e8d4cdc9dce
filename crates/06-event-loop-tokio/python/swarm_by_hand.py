"""Ten thousand tasks wait for a second, on an event loop of our own.

Counterpart of src/swarm_by_hand.rs; source: A3, on very many tasks on one
event loop. A task is a generator here, as asyncio's once were, and yields the
moment at which it wants to go on.
"""

import argparse
import heapq
import os
import time
from collections import deque

from meter import Meter

SECOND = float(os.environ.get("SECOND", "1"))

ready = deque()
deadlines = []


def run(count):
    meter = Meter.of_tasks()
    for _ in range(count):
        spawn(wait(time.monotonic() + SECOND))
    # Each task runs until it has to wait. Then there is nothing to run before
    # the first deadline, so this thread sleeps until then; and so on.
    waited = run_ready()
    peak = meter.memory_now()
    while deadlines:
        time.sleep(max(0, deadlines[0][0] - time.monotonic()))
        wake_due()
        waited += run_ready()
    print(f"{waited} waited")
    meter.report(count, SECOND, peak)


def spawn(task):
    ready.append(task)


def run_ready():
    """Runs each task in the queue to its next wait; counts those that end."""
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


def wake_due():
    """Queues the tasks whose deadlines have come."""
    now = time.monotonic()
    while deadlines and deadlines[0][0] <= now:
        ready.append(heapq.heappop(deadlines)[2])


def wait(until):
    yield until


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    run(parser.parse_args().count)
