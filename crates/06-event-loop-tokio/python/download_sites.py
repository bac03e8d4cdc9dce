"""Downloads three sites 80 times each, with at most five requests in flight.

Counterpart of src/download_sites.rs; source: A4, P4.6, with tasks. Without
URLs, it downloads from the local site: run `just python 06 download-sites`, or
start `just site` and set SITE to what it prints.
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
SITES = ["/news", "/docs", "/wiki"]


async def run(urls, times):
    start = time.perf_counter()
    five = asyncio.Semaphore(5)
    # Otherwise aiohttp waits for five minutes.
    timeout = aiohttp.ClientTimeout(total=10, connect=2)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        tasks = []
        for url in urls * times:
            page = download_site(session, five, url)
            tasks.append((url, asyncio.create_task(page)))
        for url, task in tasks:
            print(f"Read {await task} from {url}")
    seconds = time.perf_counter() - start
    count = len(tasks)
    print(f"Downloaded {count} sites in {seconds:.4f} seconds", file=sys.stderr)


async def download_site(session, five, url):
    async with five:
        async with session.get(url) as response:
            response.raise_for_status()
            return len(await response.read())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=80)
    parser.add_argument("urls", nargs="*")
    args = parser.parse_args()
    if not args.urls and not SITE:
        parser.error("give URLs, or set SITE to what `just site` prints")
    asyncio.run(run(args.urls or [SITE + site for site in SITES], args.times))
