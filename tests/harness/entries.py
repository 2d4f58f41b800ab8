"""Entries to put into lists: foreign ones that are right, and the list's own ones, damaged."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import NamedTuple

WORDS = (
    "Adaptive", "Boxes", "Captions", "Clouds", "Contours", "Depth", "Domains", "Edges", "Frames", "Graphs",
    "Kernels", "Labels", "Latent", "Masks", "Maps", "Models", "Noise", "Objects", "Paths", "Points",
    "Prompts", "Queries", "Regions", "Robust", "Scenes", "Seeds", "Shapes", "Sparse", "Strokes", "Tokens",
    "Tracks", "Views", "Weak",
)  # fmt: skip
NAMES = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel", "Iris", "Juniper")
GIVEN = ("Ann", "Bo", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hal", "Ida", "Jo")
VENUES = (
    "CVPR", "ICCV", "ECCV", "NeurIPS", "ICML", "AAAI", "TPAMI", "arXiv", "ISCC", "JHEP", "MobiHoc",
    "RANLP", "Fluids", "SysML", "AI21 Labs", "Findings of ACL: EMNLP", "ACM MM", "Nature", "CoRR",
    "ICDE Workshop", "Multimedia Tools and Applications", "Tech. Report",
)  # fmt: skip
MARKS = "*_`\"“”'[]()（），。,.:;|-– ~<>!\\"


class Facts(NamedTuple):
    """What one entry says."""

    title: str
    name: str
    authors: str
    venue: str
    year: int
    url: str
    code: str


def facts(random: Random, number: int) -> Facts:
    """Made-up facts; the number makes them unlike all others."""
    words = " ".join(random.sample(WORDS, random.randint(3, 6)))
    name = "".join(random.choice("ABCDEFGHJKMNPRSTVWXZ") for _ in range(random.randint(2, 4)))
    people = [f"{random.choice(GIVEN)} {random.choice(NAMES)}" for _ in range(random.randint(1, 3))]
    year = random.randint(2012, 2025)
    return Facts(
        f"{words} in {number} Steps", f"{name}{number % 90 + 10}", ", ".join(people),
        random.choice(VENUES), year, f"https://example.org/{year}/{name.lower()}_{number}.pdf",
        f"https://github.com/{name.lower()}/repo-{number}",
    )  # fmt: skip


#: Ways in which some list or other writes an entry: all of them render as they are meant.
FOREIGN: dict[str, str] = {
    "link around the label": '[**{name}**]({url}): "{title}" *{venue}{year}*',
    "link around label and colon": '[**{name}:**]({url}) "{title}" *{venue}{year}*',
    "link around all": '[**{name}:** "{title}" *{venue}{year}*]({url})',
    "link around the venue": "**{title}**. {authors}. [*{venue}*]({url}){year}",
    "year behind the emphasis": '**{name}:** "{title}" *{venue}*{year} [[paper]]({url})',
    "bold label, colon outside": "**{name}**: {title}, {authors}, {venue} {year} [[pdf]]({url})",
    "bold title": "**{title}**. *{authors}*. {venue} {year}. [[paper]({url})] [[code]({code})]",
    "bold title with link": "**[{title}]({url})**. {authors}. In {venue}, {year}",
    "three asterisks": "***{title} ({venue} {year})*** [paper]({url})",
    "underscores": "__{title}__, _{venue} {year}_, [[Paper]]({url})",
    "quotes": '"{title}," {authors}, *{venue}*, {year}. [[link]]({url})',
    "curly quotes": "“{title}” - {authors} - *{venue}* ({year}) [PDF]({url})",
    "year first": "({year}) {title} [[{venue}]]({url}) [[code]]({code})",
    "short year": "[{venue}'{short}] [{title}]({url}) {authors} [code]({code})",
    "venue label as link": "{title} [[{venue}{year}]({url})] [[code]({code})]",
    "venue in code": "`{venue} {year}` {title} [:page_facing_up:]({url})",
    "unknown venue, stop": "{authors}. {title}. In {venue}, {year}. [[bib]({code})]",
    "footnote": "{title}[^{short}]. {authors}. *{venue} {year}* [[pdf]({url})]",
    "note behind": "{title}. {venue} {year}. [[pdf]({url})] (**best paper**!)",
    "note in brackets": "[{title}]({url}), {venue} {year} (Oral) (not peer reviewed)",
    "full-width brackets": "{title} （{venue} {year}） [[paper]]({url})（有代码）",
    "HTML line break": "**{title}**<br> {authors}<br> {venue} {year} <a href='{url}'>paper</a>",
    "HTML emphasis": '<b>{title}</b>, <i>{venue} {year}</i>, <a href="{url}">[pdf]</a>',
    "HTML span": '<span id="{name}">**[{name}]**</span> {title} | **{venue}\'{short}** | [pdf]({url})',
    "badge": "{title} [![Star](https://img.shields.io/{name}.svg)]({code}) [[pdf]]({url})",
    "image label": "![{venue}](https://img.shields.io/{year}) [{title}]({url})",
    "emoji": ":fire: {title} ({venue} {year}) :star: [[paper]]({url}) [:dizzy:]",
    "bare address": "{title}, {authors}, {venue} {year}. {url}",
    "address in angles": "{title} ({venue}, {year}) <{url}>",
    "bar": "{title} | {venue} {year} | [paper]({url}) | [code]({code})",
    "dash": "[{title}]({url}) - {authors}, {venue} {year}.",
    "date": "({year}.04.{short}) {title}, *arXiv*, [abs]({url})",
    "escaped brackets": "\\[{venue}\\] {title} [\\[paper\\]]({url}), {year}",
    "code in the title": "`{name}`: {title} with `a*b*c` ({venue} {year}) [paper]({url})",
    "mathematics": "{title}: an $O(n^2)$ view, {venue} {year}. [[pdf]({url})]",
    "asterisk that means itself": "A* {title} for 5 * 3 agents, {authors}*, {venue} {year} [p]({url})",
    "snake case": "snake_case_{name}: {title} [{venue}_{year}]({url})",
    "strikethrough": "~~{title}~~ withdrawn, {venue} {year} [pdf]({url})",
    "tool": "[{name}]({code}) toolbox, [Docs]({url})",
    "person": "[{authors}]({url}) at University of {name}, [Group]({code})",
    "reference link": "{title}. [{venue} {year}][ref{short}] [[pdf]({url})]",
    "list of links": "{title} [[1]({url}), [2]({code})], {year}.4",
    "colon behind links": "[[pdf]({url})]: {title}, {venue} {year}",
    "task": "[x] {title} [[paper]({url})] {venue}{year}",
    "brackets in the address": "{title} [[wiki](https://example.org/A_(b)_{name})] {venue} {year}",
    "title of the link": '[{title}]({url} "{venue} {year}"), {authors}',
    "et al.": "{title}. A. Elm et al. {venue} {year}. [[pdf]({url})]",
}


def foreign(random: Random, number: int) -> str:
    """An entry in another style than any one list has."""
    known = facts(random, number)
    form = random.choice(list(FOREIGN.values()))
    return form.format(**known._asdict(), short=f"{known.year % 100:02}")


Damage = Callable[[str, Random], str]


def _drop_mark(text: str, random: Random) -> str:
    at = [m.start() for m in re.finditer(r"[^\w\s]", text)]
    if not at:
        return text
    gone = random.choice(at)
    return text[:gone] + text[gone + 1 :]


def _put_mark(text: str, random: Random) -> str:
    at = random.randint(0, len(text))
    return text[:at] + random.choice(MARKS) + text[at:]


def _change_mark(text: str, random: Random) -> str:
    at = [m.start() for m in re.finditer(r"[^\w\s]", text)]
    if not at:
        return text
    gone = random.choice(at)
    return text[:gone] + random.choice(MARKS) + text[gone + 1 :]


def _double_mark(text: str, random: Random) -> str:
    at = [m.start() for m in re.finditer(r"[^\w]", text)]
    if not at:
        return text
    twice = random.choice(at)
    return text[:twice] + text[twice] + text[twice:]


def _drop_space(text: str, random: Random) -> str:
    at = [m.start() for m in re.finditer(" ", text)]
    if not at:
        return text
    gone = random.choice(at)
    return text[:gone] + text[gone + 1 :]


def _put_space(text: str, random: Random) -> str:
    at = random.randint(0, len(text))
    return text[:at] + random.choice((" ", "  ", "\u00a0", "\u200b")) + text[at:]


def _turn_round(text: str, random: Random) -> str:
    """`*CVPR2021*` becomes `*2021CVPR*`."""
    return re.sub(r"\b([A-Za-z]+) ?((?:19|20)\d\d)\b", r"\2\1", text, count=1)


def _break_link(text: str, random: Random) -> str:
    old, new = random.choice((
        ("](", "] ("), ("](", "]"), ("](", "("), ("https://", "http://"), ("https://", "https//"),
        ("https://", "https://https://"), (")", ""), ("[", "[["), ("](", "]( "), ("https", "ttps"),
    ))  # fmt: skip
    return text.replace(old, new, 1)


DAMAGE: tuple[Damage, ...] = (
    _drop_mark, _put_mark, _change_mark, _double_mark, _drop_space, _put_space, _turn_round,
    _break_link,
)  # fmt: skip


def damaged(entry: str, random: Random) -> str:
    """An entry with up to three slips of the pen; it stays one line."""
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        entry = random.choice(DAMAGE)(entry, random)
    return entry
