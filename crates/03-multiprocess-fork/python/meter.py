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
    """The memory of this process and its children, and what the kernel holds.

    `Pss` divides each shared page among those who share it. What the kernel
    holds for processes is told as the sum for all of them only.
    """
    if not os.path.exists("/proc/self/status"):
        return None
    kernel = figures("/proc/meminfo", "KernelStack:", "SUnreclaim:")
    with open("/proc/thread-self/children") as file:
        processes = ["self", *file.read().split()]
    own = 0
    for pid in processes:
        try:
            own += figures(f"/proc/{pid}/smaps_rollup", "Pss:")
            own += figures(f"/proc/{pid}/status", "VmPTE:")
        except (FileNotFoundError, ProcessLookupError):
            pass  # whoever has ended meanwhile has no memory left to count
    return own + kernel


def figures(path, *names):
    """The sum of some figures in a file of lines like `VmRSS:   2048 kB`."""
    with open(path) as file:
        lines = [line.split() for line in file]
    return sum(int(line[1]) * 1024 for line in lines if line[0] in names)
