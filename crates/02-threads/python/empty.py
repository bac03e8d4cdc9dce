"""Starts a thread that does nothing, and waits for it: the skeleton.

Counterpart of src/empty.rs; source: A2, P2.1.
"""

import argparse
import threading


def run():
    thread = threading.Thread(target=task)
    thread.start()
    thread.join()


def task():
    pass


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
