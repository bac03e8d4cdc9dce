"""Three greeters at the same time: three seconds of waiting take one.

Counterpart of src/greeter.rs; source: A0, P0.2. The article does not join, and
leaves the waiting to the interpreter's exit; here it is written down.
"""

import argparse
import os
import threading
import time

SECOND = float(os.environ.get("SECOND", "1"))


def run():
    threads = []
    for name in ["Guido", "Luciano", "Kushal"]:
        thread = threading.Thread(target=greeter, args=(name,))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()


def greeter(name):
    print(f"Hello {name}")
    # Only this greeter sleeps; the other two go on.
    time.sleep(SECOND)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
