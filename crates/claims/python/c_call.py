"""One thread is in a long call: does another go on meanwhile?

Counterpart of src/c_call.rs; source: A1, A2, A3. Only Python code passes the
GIL on, and C code that takes care of it. So the steps are read inside the same
call into C: if Python code read them, a thread could go on before or after.
"""

import argparse
import hashlib
import operator
import sys
import threading
import time
from functools import partial


def run():
    steps = [0]
    done = threading.Event()
    other = threading.Thread(target=count, args=(steps, done))
    other.start()
    while steps[0] == 0:
        time.sleep(0)

    zeros = bytes(100_000_000)
    for case, call in [
        ("sleeps", partial(time.sleep, 0.1)),
        ("runs a Python loop", partial(fib, 31)),
        ("hashes, in C", partial(hashlib.sha256, zeros)),
        ("adds, in C", partial(sum, range(10_000_000))),
    ]:
        calls = [steps.copy, call, steps.copy]
        before, _, after = list(map(operator.call, calls))
        report(case, after[0] - before[0])
    done.set()
    other.join()


def count(steps, done):
    while not done.is_set():
        steps[0] += 1


def report(case, steps):
    verdict = "stands still" if steps == 0 else "goes on"
    print(f"one {case}: the other {verdict}")
    line = f"count: steps of the other thread, beside one that {case}: {steps}"
    print(line, file=sys.stderr)


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
