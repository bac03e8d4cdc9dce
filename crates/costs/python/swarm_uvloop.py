"""The swarm of asyncio's tasks, on uvloop's event loop.

Runs crates/06-event-loop-tokio/python/swarm.py. Give the number of tasks.
"""

import sys
from pathlib import Path

import uvloop

CRATES = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CRATES / "06-event-loop-tokio/python"))

import swarm  # noqa: E402

if __name__ == "__main__":
    uvloop.run(swarm.run(int(sys.argv[1])))
