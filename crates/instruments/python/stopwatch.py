"""A stopwatch for two times: the clock's, and that of the cores.

Counterpart of src/stopwatch.rs.
"""

import os
import sys
import time


class Stopwatch:
    """Measures elapsed time and CPU time, from the moment it is made."""

    def __init__(self):
        self.cpu = cpu_time()
        self.start = time.perf_counter()

    def report(self):
        elapsed = time.perf_counter() - self.start
        cpu = cpu_time() - self.cpu
        line = f"elapsed {elapsed:.3f} s, CPU time {cpu:.3f} s"
        print(line, file=sys.stderr)


def cpu_time():
    """In seconds: of this process, and of the children it has waited for."""
    times = os.times()
    own = times.user + times.system
    return own + times.children_user + times.children_system
