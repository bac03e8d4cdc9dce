"""All schedules of two threads that read and write one counter.

Counterpart of src/schedules.rs; source: A3, on where threads may switch; A4,
P4.7.
"""

import argparse
from itertools import combinations


def run(increments):
    drawings = {}
    for schedule in schedules(increments):
        found, drawing = execute(schedule)
        drawings.setdefault(found, []).append(drawing)

    total = sum(map(len, drawings.values()))
    lowest = min(drawings)
    print(f"expected: {2 * increments}")
    for found in sorted(drawings, reverse=True):
        count = len(drawings[found])
        print(f"found: {found}, by {count} of {total} schedules")
        drawn = count if increments == 1 else found == lowest
        for drawing in drawings[found][:drawn]:
            print(drawing)


def schedules(increments):
    # An increment is two steps, and each thread takes half of all steps.
    steps = range(4 * increments)
    for of_a in combinations(steps, 2 * increments):
        yield [0 if step in of_a else 1 for step in steps]


def execute(schedule):
    counter = 0
    values = [None, None]
    lines = ["  A  ", "  B  "]
    for thread in schedule:
        if values[thread] is None:
            values[thread] = counter
            step = f"r{counter}  "
        else:
            counter = values[thread] + 1
            values[thread] = None
            step = f"w{counter}  "
        lines[thread] += step
        lines[1 - thread] += " " * len(step)
    return counter, "".join(line.rstrip() + "\n" for line in lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--increments", type=int, default=1)
    run(parser.parse_args().increments)
