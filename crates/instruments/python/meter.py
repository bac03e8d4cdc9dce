"""What a swarm takes: time by the clock, memory by the kernel's own figures.

Counterpart of src/meter.rs. Memory is known on Linux only, from /proc.
"""

import os
import sys
import time


class Meter:
    """Measures how long a swarm takes, and how much memory each unit of it."""

    def __init__(self, memory):
        self.memory = memory if os.path.exists("/proc/self/status") else None
        self.before = self.memory_now()
        self.start = time.perf_counter()

    @classmethod
    def of_tasks(cls):
        """All memory of a task is its process's."""
        return cls(process)

    @classmethod
    def of_threads(cls):
        """A thread also has a stack in the kernel, and entries in tables."""
        return cls(lambda: process() + kernel())

    @classmethod
    def of_processes(cls):
        """`Pss` divides each shared page among the processes that share it."""
        return cls(lambda: children() + kernel())

    def memory_now(self):
        """The memory now, in bytes; to be asked while all units wait."""
        return self.memory and self.memory()

    def report(self, count, ideal, peak):
        """Prints what `count` units took that waited for `ideal` each."""
        elapsed = time.perf_counter() - self.start
        ratio = elapsed / ideal
        if self.memory is None:
            each = "memory unknown without /proc"
        else:
            each = f"{max(0, peak - self.before) // count} bytes each"
        line = f"elapsed {elapsed:.3f} s, {ratio:.3f} x ideal, {each}"
        print(line, file=sys.stderr)


def process():
    """The memory of this process, and its page tables."""
    return figures("/proc/self/status", "VmRSS:", "VmPTE:")


def children():
    """The memory of this process and its children, and their page tables."""
    with open("/proc/thread-self/children") as file:
        processes = ["self", *file.read().split()]
    memory = 0
    for pid in processes:
        try:
            memory += figures(f"/proc/{pid}/smaps_rollup", "Pss:")
            memory += figures(f"/proc/{pid}/status", "VmPTE:")
        except (FileNotFoundError, ProcessLookupError):
            pass  # a child that has ended meanwhile has no memory left
    return memory


def kernel():
    """What the kernel holds for the threads and processes of the system."""
    return figures("/proc/meminfo", "KernelStack:", "SUnreclaim:")


def figures(path, *names):
    """The sum of some figures in a file of lines like `VmRSS:   2048 kB`."""
    with open(path) as file:
        lines = [line.split() for line in file]
    return sum(int(line[1]) * 1024 for line in lines if line[0] in names)
