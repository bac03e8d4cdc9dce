"""A blocking client in a task blocks all tasks; in a thread, it does not.

Counterpart of src/blocking.rs; source: A0, A2, A4, on libraries that block the
loop. It needs the local site: run `just python 06 blocking`, or start
`just site` and set SITE to what it prints.
"""

# /// script
# requires-python = ">=3.11"
# dependencies = ["requests==2.34.2"]
# ///

import argparse
import asyncio
import os

import requests

SITE = os.environ.get("SITE", "").rstrip("/")


async def run():
    url = SITE + "/python?together=3&delay=0.1"
    tasks = []
    for _ in range(3):
        tasks.append(asyncio.create_task(get_in_task(url)))
    for task in tasks:
        await task
    print(f"in tasks: at most {peak_in_flight()} in flight")

    url = SITE + "/python?together=3&delay=60"
    tasks = []
    for _ in range(3):
        tasks.append(asyncio.create_task(asyncio.to_thread(get, url)))
    for task in tasks:
        await task
    print(f"in threads: at most {peak_in_flight()} in flight")


async def get_in_task(url):
    # There is no `await` in this task, so no other task can run.
    return get(url).content


def get(url):
    # Without a time limit, requests waits for ever.
    response = requests.get(url, timeout=(2, 10))
    response.raise_for_status()
    return response


def peak_in_flight():
    return get(SITE + "/stats").json()["peak_in_flight"]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    if not SITE:
        parser.error("set SITE to what `just site` prints")
    asyncio.run(run())
