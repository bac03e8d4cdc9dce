"""Fetches three pages at the same time, in one thread, as greenlets.

Counterpart of src/fetch_urls.rs; source: A2, P2.4, with gevent. Without URLs,
it fetches the pages of the local site: run `just python 08 fetch-urls`, or
start `just site` and set SITE to what it prints.
"""

# /// script
# requires-python = ">=3.11"
# dependencies = ["gevent==26.9.0", "requests==2.34.2"]
# ///

from gevent import monkey

monkey.patch_all()  # replaces the sockets that requests uses, so it comes first

import argparse
import os
import sys
import time

import gevent
import requests

SITE = os.environ.get("SITE", "").rstrip("/")
PAGES = ["/python", "/rust", "/concurrency"]


def run(urls):
    start = time.perf_counter()
    greenlets = []
    for url in urls:
        greenlets.append((url, gevent.spawn(fetch_url, url)))
    for url, greenlet in greenlets:
        print(f"Content from {url} has length: {greenlet.get()}")
    duration = time.perf_counter() - start
    print(f"Total duration: {duration:.4f} s", file=sys.stderr)


def fetch_url(url):
    # This looks like blocking code, but where it waits, it switches stacks.
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
