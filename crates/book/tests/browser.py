"""Looks at the built book in a real browser, and at all its links.

Run by scripts/book-test: browser.py BOOK CHROMIUM AXE [--shots FOLDER]
"""

import argparse
import asyncio
import sys
import time
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.async_api import TimeoutError, async_playwright

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = [360, 800, 1280, 1600]
THEMES = ["light", "dark"]
WORDS = ["GIL", "lost update", "spawn_blocking"]
# So many pages are open at the same time.
PAGES = 4

problems = []
# What axe finds in mdBook's own markup: nothing that we could change.
theirs = Counter()


def check(holds, problem):
    if not holds:
        problems.append(problem)


def is_example(book, file):
    """An example's page is in the folder of its room."""
    return file.parent.parent == book and file.parent.name[:2].isdigit()


class Html(HTMLParser):
    """The links, the anchors and the main heading of a page."""

    def __init__(self, file):
        super().__init__()
        self.links = []
        self.parts = []
        self.ids = set()
        self.titles = []
        self.in_title = False
        self.feed(file.read_text())

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if "id" in attributes:
            self.ids.add(attributes["id"])
        if tag == "a" and attributes.get("href"):
            self.links.append(attributes["href"])
        elif tag in ("link", "script", "img", "iframe", "source"):
            part = attributes.get("src") or attributes.get("href")
            if part:
                self.parts.append(part)
        if tag == "h1" and attributes.get("id"):
            self.in_title = True
            self.titles.append("")

    def handle_endtag(self, tag):
        if tag == "h1":
            self.in_title = False

    def handle_data(self, data):
        if self.in_title:
            self.titles[-1] += data


def check_links(book, pages):
    """Each link leads to a file, and to an anchor in it."""
    count = 0
    for file, html in pages.items():
        name = file.relative_to(book)
        for part in html.parts:
            check(not urlsplit(part).scheme, f"{name}: loads {part}")
        for link in html.links + html.parts:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            count += 1
            target = file
            if parts.path:
                target = (file.parent / unquote(parts.path)).resolve()
            if not target.is_file():
                problems.append(f"{name}: {link} leads nowhere")
            elif parts.fragment and target in pages:
                known = unquote(parts.fragment) in pages[target].ids
                check(known, f"{name}: {link} has no such anchor")
    return count


def check_clicks(book, pages, examples):
    """From the start, an example is at most two clicks away."""
    # The table of contents is part of each page, by its toc.js. What is in a
    # folder is folded away.
    contents = pages[book / "toc.html"].links
    contents = {book / link for link in contents if "/" not in link}

    def clicked(file):
        paths = (urlsplit(link).path for link in pages[file].links)
        targets = {(file.parent / unquote(it)).resolve() for it in paths}
        return contents | (targets & pages.keys())

    near = clicked(book / "start.html")
    near = near.union(*(clicked(file) for file in near))
    for file in sorted(set(examples) - near):
        problems.append(f"{file.relative_to(book)}: more than two clicks away")


def check_print(book, pages):
    """The page for the printer has all the others."""
    printed = Counter(pages[book / "print.html"].titles)
    # The start page is there twice, also as the index.
    alone = {"print.html", "index.html", "404.html", "toc.html"}
    expected = Counter()
    for file, html in pages.items():
        if file.name not in alone:
            expected.update(html.titles)
    missing = sorted((expected - printed).elements())
    check(not missing, f"print.html: without {missing}")
    return expected.total()


class Browser:
    """A few pages of one browser, each used again and again."""

    def __init__(self, book, shots):
        self.book = book
        self.shots = shots
        self.free = asyncio.Queue()
        self.names = {}
        self.count = 0

    async def open(self, browser):
        for _ in range(PAGES):
            page = await browser.new_page()
            self.watch(page)
            self.free.put_nowait(page)

    def watch(self, page):
        """Notes what goes wrong in a page."""

        def note(what):
            problems.append(f"{self.names[page]}: {what}")

        def on_request(request):
            if not request.url.startswith(("file:", "data:")):
                note(f"asks for {request.url}")

        def on_console(message):
            if message.type in ("error", "warning"):
                note(message.text)

        def on_failure(request):
            # mdBook drops the style sheet of a theme that it does not need.
            if request.failure != "net::ERR_ABORTED":
                note(f"no {request.url}: {request.failure}")

        page.on("request", on_request)
        page.on("requestfailed", on_failure)
        page.on("console", on_console)
        page.on("pageerror", note)

    async def visit(self, file, width, theme, look):
        """Opens a page of the book, and passes it to `look`."""
        page = await self.free.get()
        name = f"{file.relative_to(self.book)} at {width}, {theme}"
        self.names[page] = name
        self.count += 1
        await page.set_viewport_size({"width": width, "height": 900})
        await page.emulate_media(color_scheme=theme)
        await page.goto(file.as_uri())
        await look(page, name)
        self.free.put_nowait(page)

    async def check_width(self, file, width, theme):
        async def look(page, name):
            wide = await page.evaluate(
                """() => [document.documentElement,
                    document.querySelector("#mdbook-content")]
                    .map(it => it.scrollWidth - it.clientWidth)"""
            )
            check(max(wide) <= 0, f"{name}: {max(wide)} px too wide")
            pair = await page.evaluate(
                """() => [...document.querySelectorAll(".pair > section")]
                    .map(it => it.getBoundingClientRect())
                    .map(it => [it.left, it.top])"""
            )
            if is_example(self.book, file):
                languages = await page.locator("#rust, #python").count()
                check(languages in (1, 2), f"{name}: without a program")
                check(len(pair) == languages, f"{name}: without its frame")
            if len(pair) == 2:
                (left, top), (other_left, other_top) = pair
                if width == 1600:
                    beside = left < other_left and top == other_top
                    check(beside, f"{name}: not side by side")
                if width == 360:
                    below = left == other_left and top < other_top
                    check(below, f"{name}: not one above the other")
            tables = await page.evaluate(
                """() => [...document.querySelectorAll(".table-wrapper")]
                    .filter(it => it.scrollWidth > it.clientWidth
                        && it.querySelectorAll("th").length < 9).length"""
            )
            # On a narrow screen they scroll, and many figures do on any.
            check(width < 1280 or not tables, f"{name}: a table is cut off")
            pictures = await page.locator('img[src$=".svg"]').count()
            check(pictures == 0, f"{name}: a picture that has no theme")
            if self.shots:
                shot = str(file.relative_to(self.book)).replace("/", "-")
                shot = f"{shot.removesuffix('.html')}-{width}-{theme}.png"
                await page.screenshot(path=self.shots / shot, full_page=True)

        await self.visit(file, width, theme, look)

    async def check_search(self, words):
        async def look(page, name):
            await page.keyboard.press("/")
            # Keys that come before the index are lost.
            ready = page.locator("#mdbook-searchbar-outer:not(.searching)")
            await ready.wait_for()
            await page.locator("#mdbook-searchbar").press_sequentially(words)
            found = page.locator("#mdbook-searchresults li a").first
            try:
                await found.wait_for()
            except TimeoutError:
                problems.append(f"search does not find {words}")
                return
            header = page.locator("#mdbook-searchresults-header")
            text = await header.inner_text()
            check(words.lower() in text.lower(), f"search says {text}")

        await self.visit(self.book / "index.html", 1280, "light", look)

    async def check_access(self, file, theme, axe):
        async def look(page, name):
            await page.evaluate(axe)
            result = await page.evaluate(
                # It would load the style sheets again, which fails from a disk.
                "() => axe.run({ preload: false, resultTypes: ['violations'] })"
            )
            for finding in result["violations"]:
                if finding["impact"] not in ("serious", "critical"):
                    continue
                for node in finding["nodes"]:
                    where = " ".join(map(str, node["target"]))
                    own = await page.evaluate(
                        """([where, rule]) => {
                        const node = document.querySelector(where);
                        return node && node.closest("main")
                            && !(rule == "color-contrast"
                                && node.closest("code"));
                        }""",
                        [where, finding["id"]],
                    )
                    if own:
                        problems.append(f"{name}: {finding['id']}: {where}")
                    else:
                        theirs[finding["id"]] += 1

        await self.visit(file, 1280, theme, look)


def visits(browser, book, pages, examples, axe):
    """All that the browser is to look at."""
    own = [file for file in pages if file.parent == book]
    own = [it for it in own if it.name not in ("print.html", "toc.html")]
    files = [it for it in pages if (book / "files") in it.parents]
    for theme in THEMES:
        for width in WIDTHS:
            for file in own:
                yield browser.check_width(file, width, theme)
        for file in [*own, *examples[::10], files[0]]:
            yield browser.check_access(file, theme, axe)
    # A theme changes no widths, so these are looked at in one each.
    for file in examples:
        yield browser.check_width(file, 360, "light")
        yield browser.check_width(file, 1600, "dark")
    for file in files:
        yield browser.check_width(file, 360, "light")
    for words in WORDS:
        yield browser.check_search(words)


async def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("book", type=Path)
    parser.add_argument("chromium")
    parser.add_argument("axe", type=Path)
    parser.add_argument("--shots", type=Path)
    args = parser.parse_args()
    start = time.monotonic()
    book = args.book.resolve()
    if args.shots:
        args.shots.mkdir(parents=True, exist_ok=True)
    pages = {file: Html(file) for file in sorted(book.rglob("*.html"))}
    examples = [file for file in pages if is_example(book, file)]

    links = check_links(book, pages)
    check_clicks(book, pages, examples)
    printed = check_print(book, pages)
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=args.chromium, args=FLAGS
        )
        browser = Browser(book, args.shots)
        await browser.open(chromium)
        axe = args.axe.read_text()
        work = visits(browser, book, pages, examples, axe)
        await asyncio.gather(*work)
        await chromium.close()

    for problem in problems:
        print(problem, file=sys.stderr)
    if theirs:
        kinds = ", ".join(f"{n} x {kind}" for kind, n in theirs.items())
        print(f"in mdBook's own markup, axe finds: {kinds}")
    print(
        f"{len(examples)} examples, {links} links, {printed} printed pages, "
        f"{browser.count} visits in {time.monotonic() - start:.0f} s: "
        f"{len(problems)} problems"
    )
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    asyncio.run(main())
