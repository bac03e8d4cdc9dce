"""The article's future: the second answer depends on which thread is first.

Counterpart of src/future_race.rs; source: A1, P1.4.
"""

import argparse
import os
import time
from concurrent.futures import ThreadPoolExecutor

SECOND = float(os.environ.get("SECOND", "1"))


def run():
    with ThreadPoolExecutor(3) as executor:
        future = executor.submit(after_a_sleep, "hello")
        print(future.done())

        time.sleep(5 * SECOND)
        # The job may be done by now, or about to be.
        print(future.done())
        print(future.result())


def after_a_sleep(message):
    time.sleep(5 * SECOND)
    return message


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
