"""How often does a thread let go of its core of its own accord?

Counterpart of src/lets_go.rs; source: A0, A1, A2, A3. A thread that computes
beside another has to wait for the GIL, once for each switch interval of 5 ms.
With an interval of 100 s, it never has to.
"""

import argparse
import resource
import sys
import threading
import time


def run():
    report("waits thirty times", count(wait))
    report("computes alone", count(compute))
    report("computes beside another", beside_another())
    sys.setswitchinterval(100)
    report("with a long switch interval", beside_another())


def report(case, count):
    verdict = "undecided"
    if count <= 3:
        verdict = "hardly ever"
    if count >= 10:
        verdict = "often"
    print(f"{case}: lets go {verdict}")
    print(f"count: voluntary switches, {case}: {count}", file=sys.stderr)


def beside_another():
    counts = []
    both_are_there = threading.Barrier(2)

    def job():
        both_are_there.wait()
        counts.append(count(compute))

    threads = [threading.Thread(target=job) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return max(counts)


def wait():
    for _ in range(30):
        time.sleep(0.001)


def compute():
    fib(30)


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def count(work):
    before = voluntary_switches()
    work()
    return voluntary_switches() - before


def voluntary_switches():
    return resource.getrusage(resource.RUSAGE_THREAD).ru_nvcsw


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
