"""Fetches three pages at the same time in one thread, as greenlets.

Counterpart of src/fetch_urls.rs; source: A2, P2.4, with gevent, which it
needs. Give it URLs, or the local site: start `just site`, and set SITE to what
that prints.
"""

from gevent import monkey

monkey.patch_all()  # replaces the sockets below urllib; comes before all else

import os
import sys
import time
import urllib.request

import gevent

SITE = os.environ.get("SITE")
PAGES = ["/python", "/rust", "/concurrency"]


def run(urls):
    start = time.perf_counter()
    greenlets = []
    for url in urls:
        greenlets.append((url, gevent.spawn(get, url)))
    for url, greenlet in greenlets:
        print(f"Content from {url} has length: {len(greenlet.get())}")
    duration = time.perf_counter() - start
    print(f"Total duration: {duration:.4f} s", file=sys.stderr)


def get(url):
    # This looks like blocking code, and is not: it switches stacks.
    return urllib.request.urlopen(url, timeout=10).read()


if __name__ == "__main__":
    if not sys.argv[1:] and not SITE:
        sys.exit("error: give URLs, or set SITE to what `just site` prints")
    run(sys.argv[1:] or [SITE + page for page in PAGES])
