"""Runs a coroutine that does nothing: the skeleton of an async program.

Counterpart of src/empty.rs; source: A2, P2.2.
"""

import argparse
import asyncio


async def run():
    pass


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    asyncio.run(run())
