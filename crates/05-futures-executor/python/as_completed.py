"""Three jobs, and each result is printed as soon as it is there.

Counterpart of src/as_completed.rs; source: A1, P1.4, its executor, with the
sleeps of P1.1.
"""

import argparse
import os
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

SECOND = float(os.environ.get("SECOND", "1"))


def run():
    with ThreadPoolExecutor(3) as executor:
        futures = []
        for seconds in [3, 1, 2]:
            futures.append(executor.submit(sleeper, seconds))
        for future in as_completed(futures):
            print(future.result())


def sleeper(seconds):
    time.sleep(seconds * SECOND)
    return f"I slept for {seconds} seconds"


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
