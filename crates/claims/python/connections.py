"""What a server sees of its clients: connections, and requests in flight.

Counterpart of src/connections.rs; source: A0, A2, A3, A4. It needs the local
site: run `just python claims connections`, or start `just site` and set SITE to
what it prints.
"""

# /// script
# requires-python = ">=3.11"
# dependencies = ["aiohttp==3.14.5", "requests==2.34.2"]
# ///

import argparse
import asyncio
import os
from concurrent.futures import ThreadPoolExecutor

import aiohttp
import requests

SITE = os.environ.get("SITE", "").rstrip("/")


def run():
    page = SITE + "/python?delay=0"
    with requests.Session() as session:
        for _ in range(30):
            get(session, page)
        shared = stats("connections")
        print(f"one client, 30 pages, connections: {shared}")
    for _ in range(30):
        with requests.Session() as session:
            get(session, page)
    own = stats("connections") - shared
    print(f"30 clients, 30 pages, connections: {own}")
    print(f"in turn, in flight: {stats('peak_in_flight')}")

    page = SITE + "/python?together=3&delay=60"
    with ThreadPoolExecutor(3) as executor:
        list(executor.map(get, [requests] * 3, [page] * 3))
    print(f"three threads, in flight: {stats('peak_in_flight')}")

    asyncio.run(in_tasks())
    print(f"200 tasks, in flight: {stats('peak_in_flight')}")


def get(client, url):
    # Without a time limit, requests waits for ever.
    response = client.get(url, timeout=(10, 60))
    response.raise_for_status()
    return response


async def in_tasks():
    url = SITE + "/python?together=200&delay=60"
    # Its usual limit is a hundred connections.
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:
        async with asyncio.TaskGroup() as tasks:
            for _ in range(200):
                tasks.create_task(get_in_task(session, url))


async def get_in_task(session, url):
    async with session.get(url, raise_for_status=True) as response:
        await response.read()


def stats(figure):
    return get(requests, SITE + "/stats").json()[figure]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    if not SITE:
        parser.error("set SITE to what `just site` prints")
    run()
