"""Lists in the form of any preset, in which a share of the entries has lost or gained marks.

The lists of `benchmarks/generate.py` have one form and eight mistakes. These have all forms, and a
mistake is whatever happens to a mark: the words, numbers and addresses of an entry stay.
"""

from __future__ import annotations

import re
from itertools import islice
from random import Random

from benchmarks.generate import Entry, entries
from wsss_lint.formats.presets import load, names

FORMS = tuple(name for name in names() if load(name).units[0].unit == "item")
LAYOUTS = ("years", "topics", "topics and years", "flat", "unnamed years")
MARKS = "*\"“”:.,|[]()`'- _"
ALIKE = {
    '"': "“”'",
    "*": "_",
    ":": "：",
    ",": "，",
    "(": "（",
    ")": "）",
    "-": "–—",
    " ": "\u00a0\t",
}
GIVEN = ("Ann", "Bo", "Chen", "Dmitri", "Eva", "Fang", "Gil", "Hana", "Ivo", "Jun")
FAMILY = ("Abel", "Brandt", "Castro", "Dahl", "Egger", "Fischer", "Gupta", "Huang", "Ito", "Jansen")


def values(entry: Entry, random: Random) -> dict[str, list[str]]:
    """The fields of an entry, by the names that templates give them."""
    number = f"{entry.year % 100:02}{random.randint(1, 12):02}.{random.randint(10000, 19999)}"
    code = f"https://github.com/{entry.method.lower()}/{entry.method}"
    return {
        "title": [entry.title],
        "method": [entry.method],
        "authors": [", ".join(f"{random.choice(GIVEN)} {n}" for n in random.sample(FAMILY, 2))],
        "pub": [f"{entry.venue} {entry.year}"],
        "venue": [entry.venue],
        "year": [str(entry.year)],
        "yy": [f"{entry.year % 100:02}"],
        "date": [f"{entry.year}.{random.randint(1, 12):02}"],
        "url": [f"https://arxiv.org/abs/{number}"],
        "label": ["pdf", "code"],
        "links": [
            f"[[paper]](https://arxiv.org/abs/{number}) [[code]]({code})",
            f"[[data]]({code})",
        ],
        "affiliation": ["ETH Zurich"],
        "note": ["Oral"],
    }


def written(form: str, entry: Entry, random: Random) -> str:
    """An entry as a preset writes it; below it what it says in a bullet of its own."""
    unit = load(form).units[0]
    template = unit.templates[0 if random.random() < 0.85 or len(unit.templates) < 2 else 1]
    given = values(entry, random)
    if form == "wsss":
        given["pub"] = [f"{entry.venue}{entry.year}"]
    line = template.render(given).strip()
    return line.replace(") - ", ")\n  - ") if unit.nested or form == "authors-below" else line


def torn(line: str, random: Random) -> str:
    """The entry with one mark lost, doubled, changed for one like it, or put elsewhere."""
    for _ in range(20):
        places = [i for i, char in enumerate(line) if char in MARKS and not _fixed(line, i)]
        if not places:
            return line
        at = random.choice(places)
        char = line[at]
        after = {
            "lose": line[:at] + line[at + 1 :],
            "double": line[:at] + char + line[at:],
            "change": line[:at] + random.choice(ALIKE.get(char, char)) + line[at + 1 :],
            "swap": line[:at] + line[at + 1 : at + 2] + char + line[at + 2 :],
            "add": line[:at] + random.choice('*"[](): ') + line[at:],
        }[random.choice(("lose", "lose", "double", "change", "swap", "add"))]
        if after != line and after.strip() == after and _words(after) == _words(line):
            return after
    return line


def _words(line: str) -> list[str]:
    return re.findall(r"[^\W_]+", line)


def _fixed(line: str, at: int) -> bool:
    """Whether a mark is part of an address or of a word."""
    if line[at] == "-" and line[at - 1 : at].isalpha() and line[at + 1 : at + 2].isalpha():
        return True
    start = line.rfind("http", 0, at + 1)
    return start >= 0 and not any(char in ")]> " for char in line[start : at + 1])


def torn_list(
    form: str, layout: str, count: int, share: float, seed: int, times: int = 1
) -> tuple[str, int]:
    """A list of about so many entries, a share of them torn that often, and the entries' number."""
    random = Random(f"{form} {layout} {count} {share} {seed}")
    papers = list(islice(entries(random), count))
    lines = ["# Awesome Lists of Everything", "", "Welcome; add what is missing.", ""]
    marker = "1. " if load(form).units[0].marker == "ordered" else "- "
    shelves: dict[str, list[Entry]] = {}
    for paper in papers:
        shelves.setdefault(_shelf(paper, layout, random), []).append(paper)
    if layout in ("flat", "years", "topics and years"):
        lines += ["## Papers", ""]
    said: set[str] = set()
    for heading in sorted(shelves, reverse=True):
        for level, title in enumerate(heading.split("/"), 3 if layout != "topics" else 2):
            path = "/".join(heading.split("/")[: level - 2])
            if title and (path, level) not in said:
                said.add((path, level))
                lines += ["#" * level + " " + title, ""]
        for paper in shelves[heading]:
            line = written(form, paper, random)
            if random.random() < share:
                first, newline, rest = line.partition("\n")
                for _ in range(times):
                    first = torn(first, random)
                line = first + newline + rest
            lines.append(marker + line)
        lines.append("")
    return "\n".join(lines), count


def _shelf(paper: Entry, layout: str, random: Random) -> str:
    topic = random.choice(("Image tags", "Scribbles", "Points"))
    return {
        "years": str(paper.year), "unnamed years": str(paper.year), "topics": topic,
        "topics and years": f"{topic}/{paper.year}", "flat": "",
    }[layout]  # fmt: skip
