"""Fetches three pages at the same time, each by a job of the executor.

Counterpart of src/fetch_urls.rs; source: A2, P2.4, with futures. Give it URLs,
or the local site: start `just site`, and set SITE to what that prints.
"""

import os
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

try:
    import requests
except ModuleNotFoundError:
    requests = None  # the standard library has to do

SITE = os.environ.get("SITE")
PAGES = ["/python", "/rust", "/concurrency"]


def run(urls):
    start = time.perf_counter()
    with ThreadPoolExecutor(3) as executor:
        futures = []
        for url in urls:
            futures.append((url, executor.submit(get, url)))
        for url, future in futures:
            length = len(future.result())
            print(f"Content from {url} has length: {length}")
    duration = time.perf_counter() - start
    print(f"Total duration: {duration:.4f} s", file=sys.stderr)


def get(url):
    if requests is None:
        return urllib.request.urlopen(url, timeout=10).read()
    # Without a time limit, requests waits for ever.
    response = requests.get(url, timeout=(2, 10))
    response.raise_for_status()
    return response.content


if __name__ == "__main__":
    if not sys.argv[1:] and not SITE:
        sys.exit("error: give URLs, or set SITE to what `just site` prints")
    run(sys.argv[1:] or [SITE + page for page in PAGES])
