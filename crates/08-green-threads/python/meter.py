"""What a swarm takes: time by the clock, memory by the kernel's own figures.

Counterpart of src/meter.rs.
"""

import os
import sys
import time


class Meter:
    """Started before the first unit is."""

    def __init__(self):
        self.before = memory()
        self.start = time.perf_counter()

    def report(self, count, ideal, peak):
        elapsed = time.perf_counter() - self.start
        ratio = elapsed / ideal
        if peak is None or self.before is None:
            each = "memory unknown without /proc"
        else:
            each = f"{max(0, peak - self.before) // count} bytes each"
        line = f"elapsed {elapsed:.3f} s, {ratio:.3f} x ideal, {each}"
        print(line, file=sys.stderr)


def memory():
    """The memory of this process in bytes: its own, and its page tables."""
    if not os.path.exists("/proc/self/status"):
        return None
    return figures("/proc/self/status", "VmRSS:", "VmPTE:")


def figures(path, *names):
    """The sum of some figures in a file of lines like `VmRSS:   2048 kB`."""
    with open(path) as file:
        lines = [line.split() for line in file]
    return sum(int(line[1]) * 1024 for line in lines if line[0] in names)
