"""What a future answers in each of its six states, as CPython's tests pin it.

Counterpart of src/conformance_states.rs; source: A1, P1.4; CPython's
test_future.py.
"""

import argparse
import threading
from concurrent.futures import CancelledError, ThreadPoolExecutor


def run():
    with ThreadPoolExecutor(1) as executor:
        reached, gate = threading.Event(), threading.Event()
        executor.submit(wait_at, gate, reached, 1)
        skipped = executor.submit(lambda: 2)
        skipped.cancel()
        failed = executor.submit(fail, "no such file")
        finished = executor.submit(lambda: 42)
        gate.set()
        # The only worker is past the others by then.
        finished.result()

        reached, gate = threading.Event(), threading.Event()
        running = executor.submit(wait_at, gate, reached, 3)
        reached.wait()
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


def wait_at(gate, reached, number):
    reached.set()
    gate.wait()
    return number


def fail(message):
    raise OSError(message)


def result(future):
    try:
        return str(future.result(timeout=0))
    except (CancelledError, OSError) as error:
        return reason(error)


def exception(future):
    try:
        error = future.exception(timeout=0)
    except (CancelledError, TimeoutError) as raised:
        error = raised
    return "none" if error is None else reason(error)


def reason(error):
    # Since 3.11 this one is an OSError, too.
    if isinstance(error, TimeoutError):
        return "not yet"
    return "cancelled" if isinstance(error, CancelledError) else str(error)


def truth(answer):
    return str(answer).lower()


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
