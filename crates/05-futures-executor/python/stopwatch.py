"""A stopwatch for two times: that of the clock, and that of the cores.

Counterpart of src/stopwatch.rs.
"""

import resource
import sys
import time


class Stopwatch:
    """Runs from the moment that it is made."""

    def __init__(self):
        self.cpu = cpu_time()
        self.start = time.perf_counter()

    def report(self):
        elapsed = time.perf_counter() - self.start
        cpu = cpu_time() - self.cpu
        line = f"elapsed {elapsed:.3f} s, CPU time {cpu:.3f} s"
        print(line, file=sys.stderr)


def cpu_time():
    """In seconds: this process, and the children it has waited for."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(usage.ru_utime + usage.ru_stime for usage in (own, children))
