"""What `wait`, `as_completed` and `map` return, as CPython's tests pin it.

Counterpart of src/conformance_waiting.rs; source: A1; CPython's test_wait.py,
test_as_completed.py and executor.py.
"""

import argparse
import threading
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION
from concurrent.futures import CancelledError, ThreadPoolExecutor
from concurrent.futures import as_completed, wait

NOW = 0


def run():
    with ThreadPoolExecutor(1) as executor:
        reached, gate = threading.Event(), threading.Event()
        executor.submit(wait_at, gate, reached, 0)
        cancelled = executor.submit(lambda: 1)
        cancelled.cancel()
        finished = executor.submit(lambda: 2)
        failed = executor.submit(fail, 3)
        gate.set()
        reached, gate = threading.Event(), threading.Event()
        running = executor.submit(wait_at, gate, reached, 4)
        # The worker has skipped the cancelled job by then.
        reached.wait()
        pending = executor.submit(lambda: 5)

        everything = [running, finished, failed, cancelled, pending]
        some = [finished, cancelled, finished]
        for name, futures, until, limit in [
            ("first completed", everything, FIRST_COMPLETED, None),
            ("first failed", everything, FIRST_EXCEPTION, None),
            ("none has failed", some, FIRST_EXCEPTION, None),
            ("not all in time", everything, ALL_COMPLETED, NOW),
            ("all, one given twice", some, ALL_COMPLETED, None),
            ("nothing to wait for", [], ALL_COMPLETED, None),
        ]:
            waited = wait(futures, limit, until)
            done, not_done = len(waited.done), len(waited.not_done)
            print(f"wait, {name}: {done} done, {not_done} not done")

        futures = [running, finished, failed, pending, finished]
        results = []
        try:
            for future in as_completed(futures, NOW):
                results.append(outcome(future.result))
        except TimeoutError as error:
            print(f"as_completed, too late: {error}")
        results.sort()  # they are in no order
        print(f"as_completed, until then: {', '.join(results)}")

        begun = []
        late = executor.map(begun.append, [1, 2, 3], timeout=NOW)
        print(f"map, too late: {outcome(late.__next__)}")

        rest = as_completed(everything[3:])
        print(f"as_completed, at once: {outcome(next(rest).result)}")
        gate.set()
        print(f"as_completed, in the end: {outcome(next(rest).result)}")
        print(f"as_completed, after that: {len(list(rest))}")

        squares = executor.map(lambda number: number * number, [3, 1, 2])
        print(f"map, in the order given: {', '.join(map(str, squares))}")
        print(f"map, too late, and cancelled: {len(begun)}")
        results = executor.map(
            lambda number: fail(number) if number == 2 else number, [1, 2, 3]
        )
        for place in [1, 2]:
            print(f"map, one fails, at {place}: {outcome(results.__next__)}")
        print(f"map, of nothing: {len(list(executor.map(fail, [])))}")


def wait_at(gate, reached, number):
    reached.set()
    gate.wait()
    return number


def fail(number):
    raise ValueError(f"{number} fails")


def outcome(ask):
    try:
        return str(ask())
    except CancelledError:
        return "cancelled"
    except TimeoutError:
        return "not yet"
    except ValueError as error:
        return str(error)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
