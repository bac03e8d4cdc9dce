"""Two threads throw a ball to each other: in turns, or at the same time?

Counterpart of src/hand_offs.rs; source: A0, A1, A2, A3. The GIL is a lock like
the one in the third case, so threads are in turns in all three.
"""

import argparse
import contextlib
import os
import sys
import threading
from multiprocessing import Process, RawArray

LOOKS = 1_000
TURNS = 10_000
LONG = 300
OVER = 2


def run():
    one, other, *_ = [*os.sched_getaffinity(0), None, None]
    if other is None:
        sys.exit("error: this experiment needs two cores, and has one")
    report("a core each", play_in(threading.Thread, one, other))
    report("one core", play_in(threading.Thread, one, one))
    lock = threading.Lock()
    rally = play_in(threading.Thread, one, other, lock)
    report("a core each, and a lock", rally)
    report("a core each, and two processes", play_in(Process, one, other))


def report(case, rally):
    verdict = "undecided"
    if rally < 30:
        verdict = "in turns"
    if rally >= LONG:
        verdict = "at the same time"
    print(f"{case}: {verdict}")
    print(f"count: longest rally, {case}: {rally}", file=sys.stderr)


def play_in(unit, one, other, lock=None):
    ball, longest = RawArray("i", 1), RawArray("i", 2)
    lock = lock or contextlib.nullcontext()
    players = []
    for me, core in enumerate([one, other]):
        args = (me, core, ball, longest, lock)
        players.append(unit(target=play, args=args))
    for player in players:
        player.start()
    for player in players:
        player.join()
    return max(longest)


def play(me, core, ball, longest, lock):
    os.sched_setaffinity(0, [core])
    for _ in range(TURNS):
        with lock:
            rally = 0
            while comes(ball, me):
                rally += 1
                ball[0] = 1 - me if rally < LONG else OVER
        longest[me] = max(longest[me], rally)
        if ball[0] == OVER:
            break


def comes(ball, me):
    for _ in range(LOOKS):
        if ball[0] == me:
            return True
    return False


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
