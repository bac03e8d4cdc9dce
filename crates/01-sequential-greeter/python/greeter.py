"""Greets three people in turn: each waits until the one before is done.

Counterpart of src/greeter.rs; source: A0, P0.1. The names have the quotes
that the article's lack, and the greeter sleeps as in the other models.
"""

import os
import time

SECOND = float(os.environ.get("SECOND", "1"))


def run():
    for name in ["Guido", "Luciano", "Kushal"]:
        greeter(name)


def greeter(name):
    print(f"Hello {name}")
    # Nobody else is greeted meanwhile: there is one thread, and it sleeps.
    time.sleep(SECOND)


if __name__ == "__main__":
    run()
