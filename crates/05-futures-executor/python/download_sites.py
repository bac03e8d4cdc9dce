"""Downloads three sites 80 times each, with five workers.

Counterpart of src/download_sites.rs; source: A4, P4.6, with as many downloads
as P4.5. The article drops what `executor.map` returns, and so every error.
Give it URLs, or the local site: start `just site`, and set SITE to its URL.
"""

import argparse
import os
import sys
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

try:
    import requests
except ModuleNotFoundError:
    requests = None  # the standard library has to do

SITE = os.environ.get("SITE")
SITES = ["/news", "/docs", "/wiki"]
local = threading.local()


def run(urls, times):
    start = time.perf_counter()
    jobs = urls * times
    with ThreadPoolExecutor(5) as executor:
        for url, page in zip(jobs, executor.map(get, jobs)):
            print(f"Read {len(page)} from {url}")
    duration = time.perf_counter() - start
    summary = f"Downloaded {len(jobs)} sites in {duration:.4f} seconds"
    print(summary, file=sys.stderr)


def get(url):
    if requests is None:
        return urllib.request.urlopen(url, timeout=10).read()
    # A session is not promised to be thread-safe: one for each worker.
    if not hasattr(local, "session"):
        local.session = requests.Session()
    response = local.session.get(url, timeout=(2, 10))
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
