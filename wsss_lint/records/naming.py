"""Naming the stretches of plain text of an entry: its title, its authors, where it appeared."""

from __future__ import annotations

import re

from wsss_lint.records.fields import TITLE_WORDS
from wsss_lint.venues.pub import parse_pub
from wsss_lint.venues.registry import Registry

DASHED = re.compile(r"\S+(?: \S+)? ([—–|]) (?=\S+ \S+ \S)")


def known(text: str, registry: Registry) -> bool:
    """Whether a text is a venue that the registry knows, with whatever year."""
    pub = parse_pub(text, 0, len(text), registry)
    if pub.venue_span is None:
        return False
    return registry.lookup(text[pub.venue_span[0] : pub.venue_span[1]]) is not None


def _undated(text: str) -> str:
    """Names without the year behind them: `Ey et al., 2015`; a lone name with one is a name."""
    core = text.strip(" .,:;")
    dated = YEAR_BEHIND.search(core)
    if dated is None:
        return text
    names = core[: dated.start()]
    lone = names.istitle() and len(names.split()) == 1
    return f"{names} et al" if lone else names


#: Where a paper appeared, in full: `Some Journal, 63(1), 208-228, 2021`.
IN_FULL = re.compile(r"[A-Z][A-Za-z&-]+(?: \S+){1,14} \(?(?:19|20)\d\d\)?")


def _venue(core: str, linked: bool, seen: set[str], registry: Registry) -> str:
    """The field for plain text behind the title that says where the paper appeared.

    `linked`: it is the last text of an entry whose title is a link.
    """
    if "pub" in seen or "title" not in seen:
        return ""
    if linked and known(core, registry):
        return "{pub}"  # `[Title](url). NeurIPS.`
    return "{pub:text}" if "authors" in seen and IN_FULL.fullmatch(core) else ""


YEAR_BEHIND = re.compile(r"(,? \(?)(?:19|20)\d\d(\)?)$")


def name_stretches(
    out: list[str], free: list[tuple[int, str]], seen: set[str], registry: Registry
) -> list[int]:
    """Name the stretches of plain text: the title, the authors; the rest stays literal.

    Which of them stay so is returned.
    """
    named: dict[int, str] = {}
    long = [(len(text), index) for index, text in free if len(text.split()) >= TITLE_WORDS]
    if "title" not in seen and long:
        authors = [i for i, text in free if looks_like_authors(text)]
        rest = [pair for pair in long if pair[1] not in authors] or long
        named[max(rest)[1]] = "title"
    for index, text in free:
        if (
            index not in named
            and looks_like_authors(_undated(text))
            and not ("authors" in seen or "authors" in named.values())
        ):
            named[index] = "authors"
    literals: list[int] = []
    linked = any("({url})" in piece for piece in out)
    for index, text in free:
        core = text.strip(" .,:;|-–—~»«·")
        core = core.removeprefix("by ") if index in named else core
        if not core:
            out[index] = text
        elif index in named:
            start = text.index(core)
            if core.endswith("et al") and text.startswith(".", start + len(core)):
                core += "."  # the stop is the abbreviation's
            piece = f"{{{named[index]}}}"
            dated = YEAR_BEHIND.search(core) if piece == "{authors}" else None
            if dated is not None:  # `Ey et al., 2015. [Title](url)`
                piece += f"{dated[1]}{{year}}{dated[2]}"
            dashed = DASHED.match(core) if piece == "{title}" and "method" not in seen else None
            if dashed is not None:  # `SEAM — Self-supervised Equivariant …`
                piece = f"{{method}} {dashed[1]} {{title}}"
            out[index] = f"{text[:start]}{piece}{text[start + len(core) :]}"
        elif (venue := _venue(core, linked and index == len(out) - 1, seen, registry)) != "":
            start = text.index(core)
            seen.add("pub")
            out[index] = f"{text[:start]}{venue}{text[start + len(core) :]}"
        else:
            literal = text.replace("{", "{{").replace("}", "}}")
            literal = re.sub(r"(?<!\d)(?:19|20)\d\d(?!\d)", "{year}", literal, count=1)
            out[index] = "{rest}" if index == len(out) - 1 and "{year}" not in literal else literal
            literals.append(index)
    return literals


def looks_like_authors(text: str) -> bool:
    """Whether a text is a row of names: `Ann Ey, Bo Zed and Cy Wu`, `Ey et al.`."""
    core = text.strip(" .,:;|-~»«·").removeprefix("by ")
    if "et al" in core:
        return len(core.split()) <= 8
    names = [name for name in re.split(r",| and | & ", core) if name.strip()]
    proper = [n for n in names if all(w[:1].isupper() for w in n.split()) and len(n.split()) <= 4]
    return len(names) >= 2 and len(proper) >= 0.7 * len(names) and len(core) < 400
