"""Three greeters at the same time, and their greetings in order.

Counterpart of src/greeter.rs; source: A0, P0.2, with the executor of A1, P1.4.
"""

import argparse
import os
import time
from concurrent.futures import ThreadPoolExecutor

SECOND = float(os.environ.get("SECOND", "1"))


def run():
    with ThreadPoolExecutor(3) as executor:
        futures = []
        for name in ["Guido", "Luciano", "Kushal"]:
            futures.append(executor.submit(greeter, name))
        for future in futures:
            print(future.result())


def greeter(name):
    # Only this greeter sleeps; the other two go on.
    time.sleep(SECOND)
    return f"Hello {name}"


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
