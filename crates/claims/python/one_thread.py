"""How many threads has a process that runs an event loop?

Counterpart of src/one_thread.rs; source: A2 and A3.
"""

import argparse
import asyncio
import os
import socket


async def run():
    print(f"threads at the start: {threads()}")

    await asyncio.gather(*(asyncio.sleep(0.01) for _ in range(1000)))
    print(f"after a thousand tasks: {threads()}")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = listener.getsockname()
        _, writer = await asyncio.open_connection(*address)
        writer.close()
    print(f"after a connection to a number: {threads()}")

    await asyncio.get_running_loop().getaddrinfo("localhost", 80)
    print(f"after a name was looked up: {threads()}")


def threads():
    # Linux has a folder for each thread.
    return len(os.listdir("/proc/self/task"))


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    asyncio.run(run())
