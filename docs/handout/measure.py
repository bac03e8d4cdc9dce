"""Looks at the papers that `scripts/handout` has made.

python3 docs/handout/measure.py FOLDER measures the PDFs in FOLDER with
pypdfium2: how many pages, which fonts, whether anything leaves its margins, and
whether all that belongs into them is there. It prints a line for each PDF.
"""

import ctypes
import re
import sys
import tomllib
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

ROOT = Path(__file__).resolve().parents[2]
SHEETS = {
    path.stem: tomllib.loads(path.read_text())
    for path in sorted((ROOT / "docs/handout/sheets").glob("*.toml"))
}
PAGES = ROOT / "docs/src"
FONTS = ("LibertinusSerif", "DejaVuSansMono", "NewCM")
MM = 72 / 25.4
# Left and right margins, in mm: a book has the wider one inside.
MARGINS = {
    "handout": (20, 20),
    "teacher": (24, 24),
    "book": (25, 23),
    "slides": (14, 14),
}
A4 = (210, 297)
SIZES = {"handout": A4, "teacher": A4, "book": A4, "slides": (254, 142.9)}

failures = []


def check(holds, message):
    if not holds:
        failures.append(message)


def objects(page):
    """All that is drawn on a page, also within groups."""
    return list(page.get_objects(max_depth=15))


def font(item):
    """The name of a text's font, without the letters of its subset."""
    handle = raw.FPDFTextObj_GetFont(item.raw)
    length = raw.FPDFFont_GetBaseFontName(handle, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFFont_GetBaseFontName(handle, buffer, length)
    check(
        raw.FPDFFont_GetIsEmbedded(handle) == 1, f"{buffer.value}: not embedded"
    )
    return buffer.value.decode().split("+")[-1]


def size(item):
    """The height of a font as it is printed, in points."""
    value = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(item.raw, ctypes.byref(value))
    matrix = item.get_matrix()
    return value.value * abs(matrix.d or matrix.b)


class Paper:
    """A PDF: its pages' texts, and what was measured."""

    def __init__(self, folder, name):
        self.name = name
        self.document = pdfium.PdfDocument(folder / f"{name}.pdf")
        self.texts, self.fonts, self.code = [], set(), []
        for number, page in enumerate(self.document, 1):
            self.texts.append(self.look(number, page))

    def look(self, number, page):
        where = f"{self.name}.pdf, page {number}"
        width, height = page.get_size()
        wide, high = SIZES[self.name]
        check(
            abs(width - wide * MM) < 1 and abs(height - high * MM) < 1,
            f"{where}: size",
        )
        left, right = MARGINS[self.name]
        if self.name == "book" and number % 2 == 0:
            left, right = right, left
        text = page.get_textpage()
        boxes = []
        for item in objects(page):
            if item.type == raw.FPDF_PAGEOBJ_TEXT:
                x0, y0, x1, y1 = item.get_bounds()
                if x1 > x0 and not (
                    left * MM - 1 < x0
                    and x1 < width - right * MM + 1
                    and 10 < y0
                    and y1 < height - 10
                ):
                    line = text.get_text_bounded(
                        0, y0 - 1, width, y1 + 1
                    ).strip()
                    check(False, f"{where}: leaves its margins: {line}")
                used = font(item)
                self.fonts.add(used)
                if "Mono" in used:
                    self.code.append(size(item))
                if x1 > x0:
                    boxes.append((y0, y1, x0, x1, "Mono" in used))
            check(
                item.type != raw.FPDF_PAGEOBJ_IMAGE,
                f"{where}: a picture of pixels",
            )
        # Code that is too long for its cell would be printed over the next one.
        # (Numbers in a picture may be as close as what they count.)
        boxes.sort()
        for index, (y0, y1, x0, x1, code) in enumerate(boxes):
            for other in boxes[index + 1 :]:
                if other[0] > y1 - 1.5:
                    break
                apart = min(x1, other[3]) - max(x0, other[2]) < 1.5
                if not apart and (code or other[4]):
                    line = text.get_text_bounded(x0, y0, x1, y1).strip()
                    check(
                        False, f"{where}: printed over something else: {line}"
                    )
        return text.get_text_bounded()

    @property
    def text(self):
        return "\n".join(self.texts)

    def bookmarks(self):
        return [it.get_title() for it in self.document.get_toc()]


def flat(text):
    """Words without what a line break, a font or a hyphen changes."""
    return re.sub(r"[\s\u200b\ufffe\u00ad]", "", text)


def title(page):
    """A page's heading, as it is printed."""
    line = (PAGES / f"{page}.md").read_text().splitlines()[0]
    return line.removeprefix("# ").replace("`", "")


def check_handout(paper):
    check(len(paper.texts) <= 16, f"handout.pdf has {len(paper.texts)} pages")
    for number, (name, sheet) in enumerate(SHEETS.items(), 1):
        own = [it for it in paper.texts if f"Sheet {name} " in it]
        check(
            len(own) == 1, f"handout.pdf: sheet {name} is on {len(own)} pages"
        )
        # After the cover, one page each: nothing of a sheet is on another page.
        text = flat(paper.texts[number])
        for part in ("command", "title", "example"):
            check(
                flat(sheet[part]) in text,
                f"handout.pdf: sheet {name}: no {part}",
            )
        for answer in sheet["answers"]:
            for line in answer["output"].split("\n"):
                check(flat(line) in text, f"handout.pdf: sheet {name}: {line}")
        parts = ("Predict", "Run", "Changeoneline", "Explain", "Undo:")
        check(
            all(it in text for it in parts), f"handout.pdf: sheet {name} is cut"
        )
    after = paper.texts[1 + len(SHEETS)]
    check(
        "Names in Python" in after, "handout.pdf: a sheet is longer than a page"
    )
    for text in (
        "Which model when",
        "Words",
        "The articles say",
        "Five questions",
    ):
        check(flat(text) in flat(paper.text), f"handout.pdf has no {text!r}")
    check("CC-BY-4.0" in paper.texts[0], "handout.pdf: no licence on the cover")
    check(
        "Five questions" in paper.texts[-1],
        "handout.pdf: no feedback at the end",
    )
    all_text = flat(paper.text)
    for name, sheet in SHEETS.items():
        secrets = [it["why"] for it in sheet["answers"]]
        secrets += [sheet["change"]["explain"], sheet["neighbour"]["answer"]]
        for secret in secrets:
            secret = flat(secret.replace("`", "").replace("*", ""))
            check(
                secret[:40] not in all_text,
                f"handout.pdf has an answer of {name}",
            )


def check_teacher(paper):
    text = flat(paper.text)
    for name, sheet in SHEETS.items():
        letters = [
            letter
            for letter, it in zip("ABC", sheet["answers"], strict=True)
            if it.get("right")
        ]
        start = text.find(flat(f"Sheet {name}: {sheet['title']}"))
        right = text[start:].find(f"{letters[0]}isright")
        check(
            start >= 0 and 0 <= right < 100, f"teacher.pdf: no answer to {name}"
        )

    # The plan: 3 h 30, and in each part its sheets and time to talk.
    page = (PAGES / "workshop.md").read_text()
    rows = re.findall(r"^\| ([^|*]+?) \| (\d+) \|", page, re.M)
    total = sum(int(minutes) for _, minutes in rows)
    check(total == 210, f"docs/src/workshop.md: {total} minutes, not 210")
    check("| **210** |" in page, "docs/src/workshop.md says another sum")
    planned = []
    for part, minutes in rows:
        names = re.findall(r"\b0\d\b", part)
        planned += names
        needed = sum(SHEETS[name]["minutes"] for name in names)
        check(
            needed <= int(minutes),
            f"docs/src/workshop.md: {part}: {needed} minutes",
        )
    check(planned == list(SHEETS), f"docs/src/workshop.md: sheets {planned}")


def check_book(paper):
    text = flat(paper.text)
    marks = {flat(it) for it in paper.bookmarks()}
    contents = flat("".join(paper.texts[1:4]))
    for path in PAGES.glob("*.md"):
        if path.stem in ("SUMMARY", "workshop"):
            check(
                path.stem == "SUMMARY" or flat(title(path.stem)) not in text,
                path.name,
            )
            continue
        name = flat(title(path.stem))
        check(name in marks, f"book.pdf has no bookmark {name!r}")
        check(name in contents, f"book.pdf: {name!r} is not in the contents")
        check(text.count(name) >= 2, f"book.pdf has no {name!r}")
        # What has to be unfolded on a screen is there.
        page = re.sub(r"```.*?```", "", path.read_text(), flags=re.S)
        for answer in re.findall(r"</summary>\s+(\w[\w ,]{20,}?)[^\w ,]", page):
            check(flat(answer) in text, f"book.pdf: {path.name}: no {answer!r}")
    # A line of code is one line on paper.
    lines = {flat(line) for page in paper.texts for line in page.splitlines()}
    for path in PAGES.glob("*.md"):
        if path.stem == "workshop":
            continue
        for block in re.findall(
            r"^```\S+\n(.*?)^```", path.read_text(), re.M | re.S
        ):
            for line in block.splitlines():
                if line.strip():
                    check(
                        flat(line) in lines,
                        f"book.pdf: {path.name}: broken: {line}",
                    )
    check(
        min(paper.code) > 8.4, f"book.pdf has code of {min(paper.code):.2f} pt"
    )
    links = sum(1 for page in paper.document for _ in annotations(page))
    check(links > 500, f"book.pdf has only {links} links")


def annotations(page):
    position, found = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(
        page.raw, ctypes.byref(position), ctypes.byref(found)
    ):
        yield found


def main(folder):
    checks = {
        "handout": check_handout,
        "teacher": check_teacher,
        "book": check_book,
        "slides": lambda paper: check(
            10 <= len(paper.texts) <= 14,
            f"slides.pdf has {len(paper.texts)} slides",
        ),
    }
    for name, look in checks.items():
        paper = Paper(folder, name)
        for used in paper.fonts:
            check(used.startswith(FONTS), f"{name}.pdf has the font {used}")
        look(paper)
        smallest = min(paper.code)
        print(
            f"{folder.name}/{name}.pdf: {len(paper.texts)} pages, code from"
            f" {smallest:.1f} pt, {', '.join(sorted(paper.fonts))}"
        )
    for failure in failures:
        print(f"error: {failure}", file=sys.stderr)
    sys.exit(bool(failures))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
