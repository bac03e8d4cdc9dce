"""Fetches three pages at the same time, in one thread.

Counterpart of src/fetch_urls.rs; source: A2, P2.4. Without URLs, it fetches
the pages of the local site: run `just python 06 fetch-urls`, or start
`just site` and set SITE to what it prints.
"""

# /// script
# requires-python = ">=3.11"
# dependencies = ["aiohttp==3.14.5"]
# ///

import argparse
import asyncio
import os
import sys
import time

import aiohttp

SITE = os.environ.get("SITE", "").rstrip("/")
PAGES = ["/python", "/rust", "/concurrency"]


async def run(urls):
    start = time.perf_counter()
    # Otherwise aiohttp waits for five minutes.
    timeout = aiohttp.ClientTimeout(total=10, connect=2)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        tasks = []
        for url in urls:
            tasks.append((url, asyncio.create_task(fetch_url(session, url))))
        for url, task in tasks:
            print(f"Content from {url} has length: {await task}")
    duration = time.perf_counter() - start
    print(f"Total duration: {duration:.4f} s", file=sys.stderr)


async def fetch_url(session, url):
    async with session.get(url) as response:
        response.raise_for_status()
        return len(await response.text())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("urls", nargs="*")
    urls = parser.parse_args().urls
    if not urls and not SITE:
        parser.error("give URLs, or set SITE to what `just site` prints")
    asyncio.run(run(urls or [SITE + page for page in PAGES]))
