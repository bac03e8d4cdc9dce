"""Downloads three sites 80 times each, with five workers.

Counterpart of src/download_sites.rs; source: A4, P4.6, with as many downloads
as P4.5. Without URLs, it downloads from the local site: run
`just python 05 download-sites`, or start `just site` and set SITE to what it
prints.
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
from concurrent.futures import ThreadPoolExecutor

import requests

SITE = os.environ.get("SITE", "").rstrip("/")
SITES = ["/news", "/docs", "/wiki"]
local = threading.local()


def run(sites, times):
    start = time.perf_counter()
    urls = sites * times
    with ThreadPoolExecutor(5) as executor:
        lengths = executor.map(download_site, urls)
        for url, length in zip(urls, lengths):
            print(f"Read {length} from {url}")
    seconds = time.perf_counter() - start
    count = len(urls)
    print(f"Downloaded {count} sites in {seconds:.4f} seconds", file=sys.stderr)


def download_site(url):
    # requests does not say that threads may share a session.
    if not hasattr(local, "session"):
        local.session = requests.Session()
    # Without a time limit, requests waits for ever.
    response = local.session.get(url, timeout=(2, 10))
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
