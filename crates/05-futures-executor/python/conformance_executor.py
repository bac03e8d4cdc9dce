"""An executor's threads, its shutdown, and what it frees: CPython's tests.

Counterpart of src/conformance_executor.rs; source: A1; CPython's executor.py,
test_thread_pool.py and test_shutdown.py. A `submit` after the shutdown raises
RuntimeError; Rust does not compile it, so it is left out.
"""

import argparse
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

WORKERS = 3


def run():
    print(f"no workers, no executor: {is_refused(0)}")

    executor = ThreadPoolExecutor(WORKERS)
    failures = [executor.submit(fail) for _ in range(10)]
    failed = sum(it.exception() is not None for it in failures)
    print(f"jobs that fail: {failed}")
    print(f"the next one does not: {executor.submit(lambda: 42).result()}")
    # Three jobs meet here, so three threads must be at work.
    barrier = threading.Barrier(WORKERS)

    def meet(_):
        barrier.wait()
        return threading.get_ident()

    ids = set(executor.map(meet, range(15 * WORKERS)))
    print(f"threads, for 15 times as many jobs: {len(ids)}")
    for _ in range(100):
        ids.add(executor.submit(threading.get_ident).result())
    print(f"threads, after 100 jobs in turn: {len(ids)}")
    futures = [executor.submit(lambda: n) for n in range(100)]
    executor.shutdown()
    done = sum(it.done() for it in futures)
    print(f"done when it has shut down: {done}")

    executor = ThreadPoolExecutor(1)
    reached, gate = threading.Event(), threading.Event()
    running = executor.submit(wait_at, gate, reached, 42)
    reached.wait()
    queued = [executor.submit(lambda: number) for number in [1, 2, 3]]
    # The shutdown waits for the running job, so its gate is opened by the
    # last cancellation.
    queued[2].add_done_callback(lambda future: gate.set())
    executor.shutdown(cancel_futures=True)
    cancelled = sum(it.cancelled() for it in queued)
    print(f"cancelled at the shutdown: {cancelled}")
    print(f"the one that was running: {running.result()}")

    argument, result = Witness(), Witness()
    weak = (weakref.ref(argument), weakref.ref(result))
    with ThreadPoolExecutor(1) as executor:
        executor.submit(lambda argument, result: result, argument, result)
        del argument, result
        # When this job has begun, the worker has dropped the one before.
        begun = executor.submit(lambda: 1).result()
        free = weak[0]() is None and weak[1]() is None
        print(f"argument and result are free: {free}")
        last = executor.submit(lambda: begun + 1)
    print(f"done at the end of the scope: {last.done()}")


class Witness:
    pass


def is_refused(workers):
    try:
        ThreadPoolExecutor(workers)
    except ValueError:
        return True
    return False


def fail():
    raise OSError("no such file")


def wait_at(gate, reached, number):
    reached.set()
    gate.wait()
    return number


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
