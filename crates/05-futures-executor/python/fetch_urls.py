"""Fetches three pages at the same time, each in a job.

Counterpart of src/fetch_urls.rs; source: A2, P2.4, with futures. Without URLs,
it fetches the pages of the local site: run `just python 05 fetch-urls`, or
start `just site` and set SITE to what it prints.
"""

# /// script
# requires-python = ">=3.11"
# dependencies = ["requests==2.34.2"]
# ///

import argparse
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import requests

SITE = os.environ.get("SITE", "").rstrip("/")
PAGES = ["/python", "/rust", "/concurrency"]


def run(urls):
    start = time.perf_counter()
    with ThreadPoolExecutor(3) as executor:
        futures = []
        for url in urls:
            futures.append((url, executor.submit(fetch_url, url)))
        for url, future in futures:
            print(f"Content from {url} has length: {future.result()}")
    duration = time.perf_counter() - start
    print(f"Total duration: {duration:.4f} s", file=sys.stderr)


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
