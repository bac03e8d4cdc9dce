"""Three greeters at the same time, in one thread, each on a stack of its own.

Counterpart of src/greeter_stackful.rs; source: A3, on green threads; A0, P0.2.
"""

# /// script
# requires-python = ">=3.11"
# dependencies = ["gevent==26.9.0"]
# ///

import argparse
import os

import gevent

SECOND = float(os.environ.get("SECOND", "1"))


def run():
    greenlets = []
    for name in ["Guido", "Luciano", "Kushal"]:
        greenlets.append(gevent.spawn(greeter, name))
    gevent.joinall(greenlets, raise_error=True)


def greeter(name):
    print(f"Hello {name}")
    # This switches to another stack; `time.sleep` would stop all three.
    gevent.sleep(SECOND)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
