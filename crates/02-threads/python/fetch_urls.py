"""Fetches three pages at the same time, each in a thread.

Counterpart of src/fetch_urls.rs; source: A2, P2.4, with threads. Give it URLs,
or the local site: start `just site`, and set SITE to what that prints.
"""

import os
import sys
import threading
import time
import urllib.request

try:
    import requests
except ModuleNotFoundError:
    requests = None  # the standard library has to do

SITE = os.environ.get("SITE")
PAGES = ["/python", "/rust", "/concurrency"]


def run(urls):
    start = time.perf_counter()
    lengths = {}
    threads = []
    for url in urls:
        thread = threading.Thread(target=measure, args=(url, lengths))
        thread.start()
        threads.append(thread)
    for url, thread in zip(urls, threads):
        thread.join()
        # A thread that failed has left nothing here, and KeyError says so.
        print(f"Content from {url} has length: {lengths[url]}")
    duration = time.perf_counter() - start
    print(f"Total duration: {duration:.4f} s", file=sys.stderr)


def measure(url, lengths):
    # A thread can't return anything, so it leaves its result behind.
    lengths[url] = len(get(url))


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
