"""Three greeters, one after another: three seconds of waiting take three.

Counterpart of src/greeter.rs; source: A0, P0.1. The names have the quotes that
the article's lack, and the greeter sleeps as in the other models.
"""

import argparse
import os
import time

SECOND = float(os.environ.get("SECOND", "1"))


def run():
    for name in ["Guido", "Luciano", "Kushal"]:
        greeter(name)


def greeter(name):
    print(f"Hello {name}")
    # Only this greeter sleeps; the other two have to wait.
    time.sleep(SECOND)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
