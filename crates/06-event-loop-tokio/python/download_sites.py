"""Downloads three sites 80 times each, with at most five requests in flight.

Counterpart of src/download_sites.rs; source: A4, P4.6, with tasks. Give it
URLs, or the local site: start `just site`, and set SITE to what that prints.
"""

import argparse
import asyncio
import contextlib
import os
import sys
import time
import urllib.request

try:
    import aiohttp
except ModuleNotFoundError:
    aiohttp = None  # the standard library has to do, in threads

SITE = os.environ.get("SITE")
SITES = ["/news", "/docs", "/wiki"]


async def run(urls, times):
    start = time.perf_counter()
    five = asyncio.Semaphore(5)
    async with new_session() as session:
        tasks = []
        for url in urls * times:
            tasks.append((url, asyncio.create_task(get(session, five, url))))
        for url, task in tasks:
            print(f"Read {len(await task)} from {url}")
    duration = time.perf_counter() - start
    summary = f"Downloaded {len(tasks)} sites in {duration:.4f} seconds"
    print(summary, file=sys.stderr)


def new_session():
    if aiohttp is None:
        return contextlib.nullcontext()
    limits = aiohttp.ClientTimeout(total=10, connect=2)
    return aiohttp.ClientSession(timeout=limits, raise_for_status=True)


async def get(session, five, url):
    async with five:
        if session is None:
            opened = asyncio.to_thread(urllib.request.urlopen, url, timeout=10)
            return (await opened).read()
        async with session.get(url) as response:
            return await response.read()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=80)
    parser.add_argument("urls", nargs="*")
    args = parser.parse_args()
    if not args.urls and not SITE:
        parser.error("give URLs, or set SITE to what `just site` prints")
    asyncio.run(run(args.urls or [SITE + s for s in SITES], args.times))
