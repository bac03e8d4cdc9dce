"""A thousand threads wait for a second, all at the same time.

Counterpart of src/swarm.rs; source: A3, on what each model costs.
"""

import os
import sys
import threading
import time

import meter

SECOND = float(os.environ.get("SECOND", "1"))


def run(count):
    swarm_meter = meter.Meter()
    threads = []
    for _ in range(count):
        thread = threading.Thread(target=wait)
        thread.start()
        threads.append(thread)
    peak = meter.memory()
    waited = 0
    for thread in threads:
        thread.join()
        waited += 1
    print(f"{waited} waited")
    swarm_meter.report(count, SECOND, peak)


def wait():
    time.sleep(SECOND)


if __name__ == "__main__":
    run(int(sys.argv[1]) if sys.argv[1:] else 1000)
