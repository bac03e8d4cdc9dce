"""A thousand threads wait for a second, all at the same time.

Counterpart of src/swarm.rs; source: A3, on what each model costs.
"""

import argparse
import os
import threading
import time

from meter import Meter

SECOND = float(os.environ.get("SECOND", "1"))


def run(count):
    meter = Meter.of_threads()
    threads = []
    for _ in range(count):
        thread = threading.Thread(target=wait)
        thread.start()
        threads.append(thread)
    peak = meter.memory_now()
    waited = 0
    for thread in threads:
        thread.join()
        waited += 1
    print(f"{waited} waited")
    meter.report(count, SECOND, peak)


def wait():
    time.sleep(SECOND)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=1000)
    run(parser.parse_args().count)
