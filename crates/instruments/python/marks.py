"""Marks, with which a program makes lanes of what the system does not know.

Counterpart of src/marks.rs. `just lanes` names a pipe in the environment
variable LANES, reads the marks from it, and draws them.
"""

import os

PIPE = os.environ.get("LANES") and os.open(
    os.environ["LANES"], os.O_WRONLY | os.O_APPEND
)


def runs(lane):
    """From now on, this lane runs."""
    send(lane, "runs")


def waits(lane):
    """From now on, this lane waits for something that it awaits."""
    send(lane, "waits")


def ends(lane):
    """This lane ends here."""
    send(lane, "ends")


def send(lane, word):
    if PIPE:
        os.write(PIPE, f"{lane} {word}\n".encode())
