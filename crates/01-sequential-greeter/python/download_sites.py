"""Downloads three sites 80 times each, one after another.

Counterpart of src/download_sites.rs; source: A4, P4.5. Without URLs, it
downloads from the local site: run `just python 01 download-sites`, or start
`just site` and set SITE to what it prints.
"""

# /// script
# requires-python = ">=3.11"
# dependencies = ["requests==2.34.2"]
# ///

import argparse
import os
import sys
import time

import requests

SITE = os.environ.get("SITE", "").rstrip("/")
SITES = ["/news", "/docs", "/wiki"]


def run(urls, times):
    start = time.perf_counter()
    # The session keeps its connection, and all downloads come over one.
    with requests.Session() as session:
        for url in urls * times:
            print(f"Read {download_site(session, url)} from {url}")
    seconds = time.perf_counter() - start
    count = len(urls) * times
    print(f"Downloaded {count} sites in {seconds:.4f} seconds", file=sys.stderr)


def download_site(session, url):
    # Without a time limit, requests waits for ever.
    response = session.get(url, timeout=(2, 10))
    response.raise_for_status()
    return len(response.content)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=80)
    parser.add_argument("urls", nargs="*")
    args = parser.parse_args()
    if not args.urls and not SITE:
        parser.error("give URLs, or set SITE to what `just site` prints")
    run(args.urls or [SITE + site for site in SITES], args.times)
