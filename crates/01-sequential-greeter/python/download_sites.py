"""Downloads three sites 80 times each, one after another, over one session.

Counterpart of src/download_sites.rs; source: A4, P4.5. Give it URLs, or the
local site: start `just site`, and set SITE to what that prints.
"""

import argparse
import os
import sys
import time
import urllib.request

try:
    import requests
except ModuleNotFoundError:
    requests = None  # the standard library has to do

SITE = os.environ.get("SITE")
SITES = ["/news", "/docs", "/wiki"]


def run(urls, times):
    start = time.perf_counter()
    # The session keeps its connection, and all downloads come over one.
    session = requests and requests.Session()
    for url in urls * times:
        print(f"Read {len(get(session, url))} from {url}")
    duration = time.perf_counter() - start
    summary = f"Downloaded {len(urls) * times} sites in {duration:.4f} seconds"
    print(summary, file=sys.stderr)


def get(session, url):
    if session is None:
        return urllib.request.urlopen(url, timeout=10).read()
    response = session.get(url, timeout=(2, 10))
    response.raise_for_status()
    return response.content


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=80)
    parser.add_argument("urls", nargs="*")
    args = parser.parse_args()
    if not args.urls and not SITE:
        parser.error("give URLs, or set SITE to what `just site` prints")
    run(args.urls or [SITE + site for site in SITES], args.times)
