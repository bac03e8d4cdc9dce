"""Three greeters run at the same time in one thread, each on its own stack.

Counterpart of src/greeter_stackful.rs; source: A3 on green threads, with A0,
P0.2. Needs the package gevent.
"""

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
    run()
