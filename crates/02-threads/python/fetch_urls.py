"""Fetches three pages at the same time, each in a thread.

Counterpart of src/fetch_urls.rs; source: A2, P2.4, with threads. Without URLs,
it fetches the pages of the local site: run `just python 02 fetch-urls`, or
start `just site` and set SITE to what it prints.
"""

# /// script
# requires-python = ">=3.11"
# dependencies = ["requests==2.34.2"]
# ///

import argparse
import os
import sys
import threading
import time

import requests

SITE = os.environ.get("SITE", "").rstrip("/")
PAGES = ["/python", "/rust", "/concurrency"]


def run(urls):
    start = time.perf_counter()
    lengths = {}
    threads = []
    for url in urls:
        thread = threading.Thread(target=measure, args=(url, lengths))
        thread.start()
        threads.append((url, thread))
    for url, thread in threads:
        thread.join()
        # A thread that failed has left nothing here, and KeyError says so.
        print(f"Content from {url} has length: {lengths[url]}")
    duration = time.perf_counter() - start
    print(f"Total duration: {duration:.4f} s", file=sys.stderr)


def measure(url, lengths):
    # A thread can't return anything, so it leaves its result behind.
    lengths[url] = fetch_url(url)


def fetch_url(url):
    # Without a time limit, requests waits for ever.
    response = requests.get(url, timeout=(2, 10))
    response.raise_for_status()
    return len(response.text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("urls", nargs="*")
    urls = parser.parse_args().urls
    if not urls and not SITE:
        parser.error("give URLs, or set SITE to what `just site` prints")
    run(urls or [SITE + page for page in PAGES])
