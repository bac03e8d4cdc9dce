"""What `wait`, `as_completed` and `map` promise.

Counterpart of src/promises_waiting.rs; source: A1, P1.3 and P1.4, and
CPython's test_concurrent_futures, test_wait.py, test_as_completed.py and
executor.py.
"""

import threading
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION
from concurrent.futures import CancelledError, ThreadPoolExecutor
from concurrent.futures import as_completed, wait

NOW = 0


def run():
    with ThreadPoolExecutor(1) as executor:
        _, gate = begin(executor, 0)
        cancelled = executor.submit(lambda: 1)
        cancelled.cancel()
        finished = executor.submit(lambda: 2)
        failed = executor.submit(fail, 3)
        gate.set()
        # A cancelled job is waited for until a worker has skipped it.
        running, gate = begin(executor, 4)
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
                results.append(tell(future.result))
        except TimeoutError as error:
            print(f"as_completed, too late: {error}")
        results.sort()  # they are in no order
        print(f"as_completed, until then: {', '.join(results)}")

        begun = []
        unlucky = executor.map(begun.append, [1, 2, 3], timeout=NOW)
        print(f"map, too late: {tell(unlucky.__next__)}")

        rest = as_completed(everything[3:])
        print(f"as_completed, at once: {tell(next(rest).result)}")
        gate.set()
        print(f"as_completed, in the end: {tell(next(rest).result)}")
        print(f"as_completed, after that: {len(list(rest))}")

        squares = executor.map(lambda number: number * number, [3, 1, 2])
        print(f"map, in the order given: {', '.join(map(str, squares))}")
        print(f"map, too late, and cancelled: {len(begun)}")
        results = executor.map(
            lambda number: fail(number) if number == 2 else number, [1, 2, 3]
        )
        for place in [1, 2]:
            print(f"map, one fails, at {place}: {tell(results.__next__)}")
        print(f"map, of nothing: {len(list(executor.map(fail, [])))}")


def begin(executor, number):
    begun, gate = threading.Event(), threading.Event()

    def job():
        begun.set()
        gate.wait()
        return number

    future = executor.submit(job)
    begun.wait()
    return future, gate


def fail(number):
    raise ValueError(f"{number} fails")


def tell(ask):
    try:
        return str(ask())
    except CancelledError:
        return "cancelled"
    except TimeoutError:
        return "not yet"
    except ValueError as error:
        return str(error)


if __name__ == "__main__":
    run()
