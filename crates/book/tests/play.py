"""Plays the game of docs/src/play.md in a browser.

Run by scripts/book-test: play.py BOOK CHROMIUM [NAME…] opens play.html from
the disk, and runs the tests with these names, or all. A test is a function
`test_…` that takes a fresh page.
"""

import json
import re
import sys
from pathlib import Path

from browser import FLAGS

SOURCE = Path(__file__).parents[3] / "docs/src/play/programs.js"
PUZZLES = json.loads(
    SOURCE.read_text().split("\nconst PROGRAMS = ")[1].strip().removesuffix(";")
)
# One of the eight orders: A overwrites all that B has added.
SOLUTION = "ABAAABABBBBA"


def expect(found, expected):
    if found != expected:
        raise AssertionError(f"expected {expected!r}, found {found!r}")


def expect_part(text, part):
    if part not in text:
        raise AssertionError(f"expected {part!r} in {text!r}")


def announced(page):
    """What a screen reader announces: the status, its lines joined."""
    status = page.get_by_role("status")
    expect(status.get_attribute("aria-live"), "polite")
    return status.text_content().strip()


def counter(page):
    return page.locator(".play-shared strong").first.text_content()


def address(page):
    return page.evaluate("location.hash")


def drawing(page):
    return page.locator(".play-drawing").text_content().rstrip("\n")


def button(page, name):
    return page.get_by_role("button", name=name)


def go(page, book, order):
    # A page that differs in its hash only would not be loaded again.
    page.goto("about:blank")
    page.goto(f"{book}/play.html{order}")


def change_address(page, order):
    """Without loading the page again: by the event that follows."""
    page.evaluate(
        """hash => new Promise((done) => {
            if (location.hash === hash) return done();
            addEventListener("hashchange", done, { once: true });
            location.hash = hash;
        })""",
        order,
    )


def test_keys_solve_the_counter(page, book):
    go(page, book, "#counter/")
    for letter in SOLUTION:
        page.keyboard.press(letter.lower())
    expect(counter(page), "2")
    expect(address(page), f"#counter/{SOLUTION}")
    expect_part(announced(page), "expected: 6, found: 2, lost: 4. Solved!")
    expect_part(page.locator(".play-outcomes").text_content(), "1 of 5")
    done = page.locator(".play-chooser .play-done")
    expect(done.all_text_contents(), ["counter"])


def test_clicks_lose_an_update(page, book):
    go(page, book, "")
    expect(address(page), "")
    said = []
    for letter in "ABAB":
        button(page, f"Step {letter}:").click()
        said.append(announced(page))
    expect(said[:3], ["A reads 0.", "B reads 0.", "A writes 1."])
    expect_part(said[3], "B writes 1: it has read 0, and overwrites 1.")
    expect_part(said[3], "expected: 2, found: 1, lost: 1. Solved!")
    expect(address(page), "#schedules/ABAB")
    expect(drawing(page), "A  r0      w1\nB      r0      w1")


def test_the_address_holds_the_order(page, book):
    go(page, book, f"#counter/{SOLUTION}")
    expect(counter(page), "2")
    expect_part(announced(page), "Solved!")
    # An order that is cut short can go on.
    go(page, book, f"#counter/{SOLUTION[:-1]}")
    page.keyboard.press("a")
    expect(counter(page), "2")
    # The steps that can't be taken are left out, with the reason.
    go(page, book, "#mutex/AB")
    expect(address(page), "#mutex/A")
    expect_part(announced(page), "B waits for the lock: A holds it.")
    go(page, book, "#counter/AX")
    expect_part(announced(page), "there is no thread X.")
    # A heading of the page is no puzzle.
    go(page, book, "#what-the-puzzles-show")
    expect(address(page), "#what-the-puzzles-show")
    expect_part(announced(page), "Nothing has happened yet")


def test_undo_takes_one_step_back(page, book):
    go(page, book, "#counter/")
    expect(button(page, "Undo").get_attribute("aria-disabled"), "true")
    page.keyboard.press("u")
    expect(announced(page), "There is no step to undo.")
    page.keyboard.press("a")
    page.keyboard.press("a")
    expect(counter(page), "1")
    page.keyboard.press("u")
    expect(announced(page), "The last step of A is undone.")
    expect([counter(page), address(page)], ["0", "#counter/A"])
    button(page, "Undo").click()
    expect(address(page), "#counter/")
    page.keyboard.press("b")
    page.keyboard.press("r")
    expect(address(page), "#counter/")
    expect(drawing(page), "A\nB")


def test_a_blocked_thread_says_why(page, book):
    reasons = {
        "#mutex/A": ("B", "B waits for the lock: A holds it."),
        "#await-between/A": (
            "B",
            "B waits for the thread: A has not come to an await.",
        ),
        "#channel/": ("main", "main waits for a number: the channel is empty."),
        "#local-sums/A": ("main", "main waits for A, which has not ended."),
        "#schedules/AA": ("A", "A has ended."),
    }
    for order, (name, reason) in reasons.items():
        go(page, book, order)
        step = button(page, f"Step {name}:")
        expect(step.get_attribute("aria-disabled"), "true")
        expect_part(step.text_content(), reason.split(" ", 1)[1].rstrip("."))
        # It can be reached and clicked all the same, and nothing happens.
        step.click(force=True)
        expect(announced(page), reason)
        expect(address(page), order)


def test_outcomes_are_collected(page, book):
    go(page, book, "#schedules/AABB")
    expect_part(announced(page), "found: 2, lost: 0. Not yet")
    page.keyboard.press("r")
    for letter in "ABAB":
        page.keyboard.press(letter)
    outcomes = page.locator(".play-outcomes")
    expect_part(outcomes.text_content(), "2 of 2")
    outcomes.get_by_role("link", name="2").click()
    expect(address(page), "#schedules/AABB")
    page.reload()
    expect_part(outcomes.text_content(), "2 of 2")


def test_a_cure_cannot_be_broken(page, book):
    for puzzle in filter(lambda it: it.get("cure"), PUZZLES):
        [(number, orders)] = puzzle["outcomes"].items()
        go(page, book, f"#{puzzle['name']}/")
        # As often as it takes, the first button that can be pressed.
        free = page.locator(".play-thread button[aria-disabled=false]")
        while free.count():
            free.first.click()
        expect(counter(page), number)
        never = f"It can't be done: all {orders} orders end at {number}."
        expect_part(announced(page), never)


def test_the_rules_count_as_the_puzzles_say(page, book):
    go(page, book, "")
    counts = page.evaluate(
        "PROGRAMS.map((it) => [it.name, RULES.outcomes(it)])"
    )
    expect(counts, [[it["name"], it["outcomes"]] for it in PUZZLES])


def test_the_game_plays_every_order_as_the_rules_do(page, book):
    """Through the page itself, for the puzzles of at most 20 orders."""
    go(page, book, "")
    for puzzle in PUZZLES:
        if sum(puzzle["outcomes"].values()) > 20:
            continue
        counts, orders = {}, [""]
        while orders:
            order = orders.pop()
            change_address(page, f"#{puzzle['name']}/{order}")
            free = page.locator(".play-thread button[aria-disabled=false] kbd")
            letters = free.all_text_contents()
            orders += [order + letter for letter in letters]
            if not letters:
                found = counter(page)
                counts[found] = counts.get(found, 0) + 1
        expect(counts, puzzle["outcomes"])


def test_the_hint_counts_the_orders_that_are_left(page, book):
    go(page, book, "#counter/")
    hint = page.locator("details span")
    page.get_by_text("A hint").click()
    expect(hint.text_content(), "From here, 8 of 924 orders solve the puzzle.")
    page.keyboard.press("a")
    page.keyboard.press("a")
    expect_part(hint.text_content(), "From here, 0 of 210 orders")


def test_keys_leave_fields_and_shortcuts_alone(page, book):
    go(page, book, "#counter/")
    page.keyboard.press("Control+a")
    page.evaluate("document.body.append(document.createElement('textarea'))")
    page.locator("textarea").focus()
    page.keyboard.type("abu")
    expect(page.locator("textarea").input_value(), "abu")
    page.get_by_role("checkbox", name="Keys:").focus()
    page.keyboard.press("a")
    expect(address(page), "#counter/A")
    page.keyboard.press(" ")
    page.keyboard.press("a")
    expect(address(page), "#counter/A")


def test_the_focus_is_seen_and_kept(page, book):
    go(page, book, "#schedules/")
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.textContent")
        if name.startswith("Step A:"):
            break
    style = "getComputedStyle(document.activeElement).outlineStyle"
    expect(page.evaluate(style), "solid")
    page.keyboard.press("Enter")
    expect(announced(page), "A reads 0.")
    page.keyboard.press(" ")
    expect(announced(page), "A writes 1.")
    expect(page.evaluate("document.activeElement.tagName"), "BUTTON")
    page.get_by_role("link", name="Next: counter").press("Enter")
    page.locator("h2:focus", has_text="six increments").wait_for()
    expect(address(page), "#counter/")


def test_it_fits_and_can_be_read(page, book):
    themes = ["light", "rust", "coal", "navy", "ayu"]
    for width in [360, 1280]:
        page.set_viewport_size({"width": width, "height": 740})
        go(page, book, "")
        for puzzle in PUZZLES:
            change_address(page, f"#{puzzle['name']}/AB")
            wide = "document.documentElement.scrollWidth"
            expect(page.evaluate(wide), width)
            sizes = page.evaluate(
                """[...document.querySelectorAll("#play *")].filter(
                    (it) => it.textContent.trim()).map(
                    (it) => parseFloat(getComputedStyle(it).fontSize))"""
            )
            expect(min(sizes) >= 13, True)
            # A line of the program wraps, and is never cut.
            cut = page.evaluate(
                """[...document.querySelectorAll(".play-line")].filter(
                    (it) => it.scrollWidth > it.clientWidth).length"""
            )
            expect(cut, 0)
    for theme in themes:
        page.evaluate("it => localStorage.setItem('mdbook-theme', it)", theme)
        go(page, book, "#mutex/A")
        expect_part(page.evaluate("document.documentElement.className"), theme)
        colours = page.evaluate(
            """(() => {
                const it = getComputedStyle(document.querySelector("#play"));
                const step = document.querySelector(".play-thread button");
                return [it.color, getComputedStyle(step).color];
            })()"""
        )
        expect(colours[0], colours[1])


def test_paper_shows_what_stays_still(page, book):
    go(page, book, "#counter/AB")
    still, game = page.locator(".play-still"), page.locator("#play")
    expect([still.is_visible(), game.is_visible()], [False, True])
    page.emulate_media(media="print")
    expect([still.is_visible(), game.is_visible()], [True, False])
    page.emulate_media(media="screen")
    page.goto(f"{book}/print.html")
    expect(still.is_visible(), True)


def test_without_scripts_the_six_orders_are_shown(page, book):
    plain = page.context.browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(f"{book}/play.html")
    still = page.locator(".play-still")
    expect(still.is_visible(), True)
    expect(len(re.findall("  A ", still.text_content())), 6)
    expect(still.locator("img, svg").count(), 1)
    plain.close()


def run(browser, book, names=()):
    """Runs the tests on the built book in this folder; returns the failures."""
    book = Path(book).resolve().as_uri()
    failures = []
    for name, test in list(globals().items()):
        if not name.startswith("test_") or (names and name not in names):
            continue
        context = browser.new_context()
        context.set_default_timeout(10_000)
        page = context.new_page()
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        try:
            test(page, book)
            expect(errors, [])
            print(f"ok    {name}")
        except Exception as error:
            failures.append(name)
            print(f"FAIL  {name}: {error}")
        context.close()
    return failures


def main():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=sys.argv[2], args=FLAGS
        )
        failures = run(browser, sys.argv[1], sys.argv[3:])
        browser.close()
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
