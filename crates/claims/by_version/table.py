"""Writes the table "By version" of docs/src/claims.md.

It runs facts.py with each python3.* on the path, and with those of pyenv.
"""

import os
import re
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[2] / "docs/src/claims.md"
BEGIN = "<!-- written by `just versions`: begin -->\n"
END = "<!-- end -->\n"


def main():
    values = {}
    for version, python in sorted(interpreters().items()):
        major, minor, build = version
        name = f"{major}.{minor}{build}"
        print("asking", python)
        run = [python, str(HERE / "facts.py")]
        output = subprocess.run(run, capture_output=True, text=True, check=True)
        for line in output.stdout.splitlines():
            claims, fact, value = line.split("\t")
            by_value = values.setdefault((fact, claims), {})
            by_value.setdefault(value, []).append(name)

    rows = ["| in Python | claims | by version |", "|---|---|---|"]
    for (fact, claims), by_value in values.items():
        links = " ".join(f"[{it}](#{it.lower()})" for it in claims.split())
        cells = [f"{it}: {', '.join(by_value[it])}" for it in by_value]
        rows.append(f"| {fact} | {links} | {'; '.join(cells)} |")
    table = "\n" + "\n".join(rows) + "\n\n"
    page = PAGE.read_text()
    before, rest = page.split(BEGIN)
    after = rest.split(END, 1)[1]
    PAGE.write_text(before + BEGIN + table + END + after)


def interpreters():
    """One for each version: the first that is found, and starts."""
    folders = [Path(it) for it in os.get_exec_path()]
    folders += sorted(Path.home().glob(".pyenv/versions/*/bin"))
    found = {}
    for folder in folders:
        for python in sorted(folder.glob("python[23].*")):
            if re.fullmatch(r"python[23]\.\d+t?", python.name):
                version = ask(python)
                if version:
                    found.setdefault(version, str(python))
    return found


def ask(python):
    """Its version; none if it is a shim of pyenv's that leads nowhere."""
    code = "import sys; print('%d %d' % sys.version_info[:2])"
    run = [python, "-c", code]
    answer = subprocess.run(run, capture_output=True, text=True)
    if answer.returncode != 0:
        return None
    major, minor = map(int, answer.stdout.split())
    # A build without a GIL is a version of its own: 3.13t.
    return major, minor, "t" if python.name.endswith("t") else ""


if __name__ == "__main__":
    main()
