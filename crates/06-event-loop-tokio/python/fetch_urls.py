"""Fetches three pages at the same time, in one thread.

Counterpart of src/fetch_urls.rs; source: A2, P2.4. Give it URLs, or the local
site: start `just site`, and set SITE to what that prints.
"""

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
PAGES = ["/python", "/rust", "/concurrency"]


async def run(urls):
    start = time.perf_counter()
    async with new_session() as session:
        tasks = []
        for url in urls:
            tasks.append((url, asyncio.create_task(get(session, url))))
        for url, task in tasks:
            print(f"Content from {url} has length: {len(await task)}")
    duration = time.perf_counter() - start
    print(f"Total duration: {duration:.4f} s", file=sys.stderr)


def new_session():
    if aiohttp is None:
        return contextlib.nullcontext()
    limits = aiohttp.ClientTimeout(total=10, connect=2)
    return aiohttp.ClientSession(timeout=limits, raise_for_status=True)


async def get(session, url):
    if session is None:
        page = await asyncio.to_thread(urllib.request.urlopen, url, timeout=10)
        return page.read()
    async with session.get(url) as response:
        return await response.read()


if __name__ == "__main__":
    if not sys.argv[1:] and not SITE:
        sys.exit("error: give URLs, or set SITE to what `just site` prints")
    asyncio.run(run(sys.argv[1:] or [SITE + page for page in PAGES]))
