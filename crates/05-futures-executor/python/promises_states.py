"""What a future answers in each of its six states.

Counterpart of src/promises_states.rs; source: A1, P1.4, and CPython's
test_concurrent_futures/test_future.py.
"""

import threading
from concurrent.futures import CancelledError, ThreadPoolExecutor


def run():
    with ThreadPoolExecutor(1) as executor:
        _, gate = begin(executor, 1)
        skipped = executor.submit(lambda: 2)
        skipped.cancel()
        failed = executor.submit(fail, "no such file")
        finished = executor.submit(lambda: 42)
        gate.set()
        # By then the only worker has come past the others.
        finished.result()

        running, gate = begin(executor, 3)
        pending = executor.submit(lambda: 4)
        cancelled = executor.submit(lambda: 5)
        cancelled.cancel()

        print(
            "state      done   running  cancelled  result        exception"
            "     cancel"
        )
        for state, future in [
            ("pending", pending),
            ("running", running),
            ("cancelled", cancelled),
            ("skipped", skipped),
            ("failed", failed),
            ("finished", finished),
        ]:
            print(
                f"{state:<9}",
                f"{truth(future.done()):<5}",
                f"{truth(future.running()):<7}",
                f"{truth(future.cancelled()):<9}",
                f"{result(future):<12}",
                f"{exception(future):<12}",
                truth(future.cancel()),
                sep="  ",
            )
        print(f"the pending one was cancelled: {result(pending)}")
        gate.set()
        print(f"the running one has an end: {running.result()}")
        print(f"asked again: {result(running)}")
        print(f"the failed one, asked again: {result(failed)}")


def begin(executor, number):
    begun, gate = threading.Event(), threading.Event()

    def job():
        begun.set()
        gate.wait()
        return number

    future = executor.submit(job)
    begun.wait()
    return future, gate


def fail(message):
    raise OSError(message)


def result(future):
    try:
        return str(future.result(timeout=0))
    except (CancelledError, OSError) as error:
        return tell(error)


def exception(future):
    try:
        error = future.exception(timeout=0)
    except (CancelledError, TimeoutError) as raised:
        error = raised
    return "none" if error is None else tell(error)


def tell(error):
    # Since 3.11 this one is an OSError, too.
    if isinstance(error, TimeoutError):
        return "not yet"
    return "cancelled" if isinstance(error, CancelledError) else str(error)


def truth(answer):
    return str(answer).lower()


if __name__ == "__main__":
    run()
