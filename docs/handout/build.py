"""Makes the papers: python3 docs/handout/build.py FOLDER [--record]

`scripts/handout` calls it, with pandoc and Typst on its path. FOLDER gets
handout.pdf, teacher.pdf, book.pdf and slides.pdf. The answers of the sheets
must be in docs/src/workshop.md; `--record` writes them there.
"""

import json
import re
import subprocess
import sys
import textwrap
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypandoc
import typst

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "docs/handout"
PAGES = ROOT / "docs/src"
ROOMS = sorted(it.stem for it in PAGES.glob("0*.md"))
# The book's order. `workshop` has the answers, and is the teacher's.
SUMMARY = (PAGES / "SUMMARY.md").read_text()
BOOK = [it for it in re.findall(r"\]\((.*)\.md\)", SUMMARY) if it != "workshop"]
# Of all words, those that the sheets need.
WORDS = re.split(
    r"\|\n?",
    """Asynchronous|Atomic|Await|Blocking|Channel|Concurrent|CPU-bound|
Coroutine|Data race|Deadlock|Event loop|Executor|Fork|Future|GIL|Green thread|
I/O-bound|Interleaving|Join|Lost update|Mutex|Parallel|Pipe|Poll|Pool|
Preemptive|Process|Race condition|Scheduler|Spawn|Task|Thread""",
)


def pandoc(text, output, **meta):
    """Writes a page as Typst."""
    arguments = [f"--metadata={key}={value}" for key, value in meta.items()]
    result = subprocess.run(
        [
            pypandoc.get_pandoc_path(),
            "--from=gfm-autolink_bare_uris",
            "--to=typst",
            f"--lua-filter={HERE / 'paper.lua'}",
            "--wrap=preserve",
            *arguments,
        ],
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        sys.exit(f"error: pandoc: {output.name}: {result.stderr.strip()}")
    head = '#import "/docs/handout/style.typ": *\n'
    output.write_text(head + result.stdout)


def programs():
    """The rooms' Rust examples, in the order of their chapters."""
    result = {}
    for room in ROOMS:
        files = {}
        page = (PAGES / f"{room}.md").read_text()
        for path in re.findall(r"\]\(\.\./\.\./(crates/[^)#]+\.rs)\)", page):
            if path.startswith(f"crates/{room}/src/") and path not in files:
                lines = (ROOT / path).read_text().splitlines()
                lines = [it for it in lines if not it.startswith("//!")]
                files[path] = "\n".join(lines).strip()
        result[room] = files
    return result


def section(text, title):
    """What a page says below one of its headings."""
    found = re.search(
        rf"^(#+) {re.escape(title)}\n(.*?)(?=^#|\Z)", text, re.M | re.S
    )
    if not found:
        sys.exit(f"error: a page has no section {title!r}")
    return found[2].strip()


def replaced(text, *pairs):
    """Text without what only makes sense in the book."""
    for old, new in pairs:
        if old not in text:
            sys.exit(
                f"error: docs/handout/build.py: no page says {old!r} any more"
            )
        text = text.replace(old, new)
    return text


def words():
    """An excerpt of the words, as a table, without where they are shown."""
    page = (PAGES / "words.md").read_text()
    rows = ["| word | meaning |", "|---|---|"]
    for word in WORDS:
        text = " ".join(section(page, word).split())
        text = re.split(r" (?:Shown\s+by|Described in):", text)[0]
        rows.append(f"| **{word}** | {text} |")
    return "\n".join(rows)


def compare(example, *rooms):
    """The lines of `just compare`, without colours."""
    command = ["cargo", "run", "--quiet", "--package", "checks", "--"]
    result = subprocess.run(
        [*command, "compare", example, *rooms],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        sys.exit(f"error: just compare {example}: {result.stderr.strip()}")
    return result.stdout


def key():
    """The answers to all sheets, for the teacher's page."""
    lines = []
    for path in sorted((HERE / "sheets").glob("*.toml")):
        sheet = tomllib.loads(path.read_text())
        answers = list(zip("ABC", sheet["answers"], strict=True))
        letter, right = next(it for it in answers if it[1].get("right"))
        lines += [
            f"### Sheet {path.stem}: {sheet['title']}",
            "",
            f"**{letter} is right**, `{right['program']}`: {right['why']}",
            "",
        ]
        for other, answer in answers:
            if answer is not right:
                lines.append(
                    f"- {other} is `{answer['program']}`. {answer['why']}"
                )
        change, neighbour = sheet["change"], sheet["neighbour"]
        variant = (
            f"just variant {change['variant']} {change.get('arguments', '')}"
        )
        lines += [
            f"- **Change**: `{variant.strip()}`. {change['explain']}",
            f"- **Neighbour**: {neighbour['question']} {neighbour['answer']}",
            "",
        ]
    return "\n".join(wrapped(line) for line in lines)


def wrapped(line):
    """A line of the page, and what it goes on with below."""
    indent = "  " if line.startswith("- ") else ""
    return textwrap.fill(
        line,
        width=85,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def with_key(page):
    """The teacher's page with the answers as they are in the sheets now."""
    begin, end = (
        "<!-- written by `just handout --record`: begin -->",
        "<!-- end -->",
    )
    head, rest = page.split(begin)
    return f"{head}{begin}\n\n{key()}\n{end}{rest.split(end, 1)[1]}"


def record():
    """Writes the answers into the teacher's page, or says that they differ."""
    path = PAGES / "workshop.md"
    page = path.read_text()
    if page == with_key(page):
        return
    if "--record" not in sys.argv:
        sys.exit(
            "error: docs/src/workshop.md has other answers than the sheets;"
            " `just handout --record` writes them"
        )
    path.write_text(with_key(page))


def main(folder):
    record()
    build = folder / "build"
    build.mkdir(parents=True, exist_ok=True)
    listings = programs()
    (build / "pages.json").write_text(json.dumps(BOOK))
    (build / "listings.json").write_text(json.dumps(listings))
    paths = " ".join(path for files in listings.values() for path in files)
    choosing = (PAGES / "choosing.md").read_text()
    readme = (ROOT / "README.md").read_text()
    names = (PAGES / "names.md").read_text()
    names_table = names[names.index("| Python | Rust |") : names.index("\n## ")]
    jobs = [
        (
            (PAGES / f"{page}.md").read_text(),
            build / f"{page}.typ",
            {"page": page, "pages": " ".join(BOOK), "listings": paths},
        )
        for page in BOOK
    ]
    for name, text in {
        "teacher": (PAGES / "workshop.md").read_text(),
        "part-names": names_table,
        "part-words": words(),
        "part-table": section(choosing, "The table"),
        "part-rules": replaced(
            section(choosing, "Rules of thumb"),
            (", see [the README](../../README.md#sources)", ""),
            (": see the first figures above", ""),
        ),
        "part-costs": section(readme, "What a model costs"),
    }.items():
        jobs.append((text, build / f"{name}.typ", {"page": name}))
    with ThreadPoolExecutor(2) as executor:
        list(executor.map(lambda job: pandoc(job[0], job[1], **job[2]), jobs))

    diffs = {
        f"{left}-{right}": compare("greeter", left, right)
        for left, right in [("01", "02"), ("02", "06")]
    }
    (build / "diffs.json").write_text(json.dumps(diffs))

    inputs = {"build": "/" + str(build.relative_to(ROOT))}
    for name in ["handout", "teacher", "book", "slides"]:
        try:
            typst.compile(
                str(HERE / f"{name}.typ"),
                output=str(folder / f"{name}.pdf"),
                root=str(ROOT),
                ignore_system_fonts=True,
                sys_inputs=inputs,
                timestamp=0,
            )
        except typst.TypstError as error:
            sys.exit(f"error: {name}.typ:\n{error.diagnostic}")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
