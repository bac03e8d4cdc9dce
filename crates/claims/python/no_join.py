"""What becomes of a thread that is not joined? Python waits for it.

Counterpart of src/no_join.rs; source: A0, A1. The second thread waits until
main is over, and Python waits for the thread.
"""

import argparse
import threading


def run():
    joined = threading.Thread(target=print, args=("a joined thread is done",))
    joined.start()
    joined.join()

    threading.Thread(target=outlive_main).start()
    print("main is over")


def outlive_main():
    threading.main_thread().join()
    print("the other thread is not")


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
