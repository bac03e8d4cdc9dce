"""Wait for the first of three jobs, for all of them, or for a second.

Counterpart of src/wait.rs; source: A1, P1.4, its executor, with the sleeps of
P1.1.
"""

import argparse
import os
import time
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED
from concurrent.futures import ThreadPoolExecutor, wait

SECOND = float(os.environ.get("SECOND", "1"))


def run():
    with ThreadPoolExecutor(3) as executor:
        futures = []
        for seconds in [2, 3, 4]:
            futures.append(executor.submit(time.sleep, seconds * SECOND))
        for name, until, limit in [
            ("a second later", ALL_COMPLETED, SECOND),
            ("after the first", FIRST_COMPLETED, None),
            ("in the end", ALL_COMPLETED, None),
        ]:
            done, not_done = wait(futures, limit, until)
            print(f"{name}: {len(done)} done, {len(not_done)} not done")


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
