"""A blocking client in a task blocks every task, and what to do about it.

Counterpart of src/blocking.rs; source: the claims A0, A4 (tasks switch only
where they await) and A2 (the libraries must be async too). It needs the local
site: start `just site`, and set SITE to what that prints.
"""

import asyncio
import json
import os
import sys
import urllib.request

SITE = os.environ.get("SITE")
PAGES = [page + "?delay=1" for page in ("/python", "/rust", "/concurrency")]


async def run():
    tasks = [asyncio.create_task(get_in_task(page)) for page in PAGES]
    for task in tasks:
        await task
    print(f"in tasks: at most {peak()} in flight")

    tasks = [asyncio.create_task(asyncio.to_thread(get, p)) for p in PAGES]
    for task in tasks:
        await task
    print(f"in threads: at most {peak()} in flight")


async def get_in_task(page):
    # There is no `await` in here, so no other task gets its turn.
    return get(page)


def get(page):
    return urllib.request.urlopen(SITE + page, timeout=60).read()


def peak():
    return json.loads(get("/stats"))["peak_in_flight"]


if __name__ == "__main__":
    if not SITE:
        sys.exit("error: set SITE to what `just site` prints")
    asyncio.run(run())
