"""The cells of result tables: what a reader sees in them, where it stands, which numbers."""

from __future__ import annotations

import re
from functools import lru_cache

from wsss_lint.markdown import plain
from wsss_lint.records.model import Field, Metric
from wsss_lint.source import Span

#: `66.1`, `66,1`, `1,234.5`, `.53`, `1e-4`.
NUMBER = r"[-+−]?(?:[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?|\.\d+)(?:[eE][-+]?\d+)?"
#: What lists put behind a number: `45 fps`, `5.3M`, `73.1%`, `66.1†`.
UNIT = r"(?: ?(?:%|fps|FPS|[KMG]B|ms|min|hrs?|[KMGBTshx×d]))?[*†‡§¶^#↑↓¹²³]*"
#: A number with what lists put around it: `79.0±0.06`, `85.3 (07+12)`, `0.5288[0.6066]`, `73.1%`.
#: Cells have single blanks only, so that the optional parts cannot compete for a run of them.
METRIC = re.compile(
    rf"(?:[<>~≈≤≥] ?)?(?P<n>{NUMBER})(?: ?(?:±|\+/?-) ?{NUMBER})?{UNIT}"
    rf"(?: ?(?:\([^()]{{0,40}}\)|\[[^\[\]]{{0,40}}\])){{0,2}} ?[*†‡§¶^#↑↓]*"
)
PLACEHOLDER = re.compile(
    r"[-–—−?/*.~…\s]*|n\.?/?a\.?|nan|none|tb[ad]|no|yes|x|✓|✗|✔|✘|√|×|null", re.IGNORECASE
)
LONGEST_NUMBER = 120  # what is longer is prose
BASE = re.compile(r"(?P<name>[^()]*[^()\s]) *\((?P<base>[^()]*)\)")
#: `PSA[^1]`, `SEAM†`: the mark of a footnote is no part of the name.
FOOTNOTE = re.compile(r"(?: ?(?:\[\^[^\[\]]{1,20}\]|[*†‡§¶¹²³∗]))+$")
NOTED = re.compile(
    r"(\d[%*_]*) ?<sup>(?:\d{1,2}|[a-z])(?:, ?(?:\d{1,2}|[a-z])){0,4}</sup>(?=[*_ ]*$)"
)
MARKS = "*_~`"


def cell_text(flat: str, span: Span) -> str:
    """A cell as a reader sees it: without emphasis, code marks and link targets."""
    return _seen(flat[span.start : span.end])


@lru_cache(maxsize=2048)  # `-`, `**I**` and the scores stand in thousands of cells
def _seen(text: str) -> str:
    if any(c in text for c in "*_`[<&\\"):
        if "<sup>" in text:  # `66.1<sup>2</sup>` has a footnote, and is not 66.12
            text = NOTED.sub(r"\1", text)
        text = plain(text)
    return " ".join(text.split())


def numeric(text: str) -> bool:
    """Whether a cell is a number, or a slash's parts of which the first is one."""
    return (
        len(text) <= LONGEST_NUMBER and METRIC.fullmatch(text.partition("/")[0].strip()) is not None
    )


def placeholder(text: str) -> bool:
    """Whether a cell's text only says that there is nothing to say: `-`, `?`, `N/A`."""
    return len(text) <= 20 and PLACEHOLDER.fullmatch(text) is not None


def metric(cell: Field[str]) -> Metric:
    """The numbers of a metric cell: `66.4/91.6` has two, `-` none, `82.0±0.qs` is malformed."""
    text = cell.value
    if placeholder(text):
        return Metric(text, cell.span, (), True, False)
    if len(text) > LONGEST_NUMBER:
        return Metric(text, cell.span, (), False, True)
    values: list[float] = []
    missing = False
    for part in _parts(text):
        found = METRIC.fullmatch(part)
        if found is not None:
            values.append(_number(found["n"]))
        elif placeholder(part):
            missing = True
        else:
            return Metric(text, cell.span, tuple(values), False, True)
    return Metric(text, cell.span, tuple(values), missing and not values, False)


def _parts(text: str) -> list[str]:
    """The text between slashes, but those in parentheses: `48.2 (w/o CRF)` is one part."""
    if "(" not in text and "[" not in text and "+/-" not in text:
        return [part.strip() for part in text.split("/")]
    return [p.strip() for p in re.split(r"(?<!\+)/(?![^(\[]*[)\]])", text)]


def _number(text: str) -> float:
    text = text.replace("−", "-")
    if re.fullmatch(r"[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", text):
        return float(text.replace(",", ""))
    return float(text.replace(",", "."))


def split_method(cell: Field[str], raw: str) -> tuple[Field[str] | None, Field[str] | None]:
    """`CONTA (+SEAM)` is the method CONTA on the base method SEAM.

    `raw` is the cell as written, the text of its span.
    """
    if not cell.value:
        return None, None
    places = offsets(raw, cell.value)
    noted = FOOTNOTE.search(cell.value)
    text = cell.value[: noted.start()] if noted is not None and noted.start() else cell.value
    found = BASE.fullmatch(text)
    if found is None:
        return Field(text, _part(raw, places, 0, len(text), cell.span)), None
    method = Field(found["name"], _part(raw, places, *found.span("name"), cell.span))
    start, end = found.span("base")
    while start < end and cell.value[start] == " ":
        start += 1
    while start < end and cell.value[end - 1] == " ":
        end -= 1
    if start == end:
        return method, None
    return method, Field(cell.value[start:end], _part(raw, places, start, end, cell.span))


def part_of(raw: str, cell: Field[str], start: int, end: int) -> Span:
    """Where a part of a cell's plain text stands; the whole cell when that is not clear."""
    return _part(raw, offsets(raw, cell.value), start, end, cell.span)


def _part(raw: str, places: list[int] | None, start: int, end: int, whole: Span) -> Span:
    """The span of ``value[start:end]``, with the marks that it opens or closes inside.

    `Chang *et al.*` keeps its marks; `**SEAM**` is `SEAM`, for the marks are around it.
    """
    if places is None or start >= end:
        return whole
    first, last = places[start], places[end - 1] + 1
    before = after = 0
    while first - before > 0 and raw[first - before - 1] in MARKS:
        before += 1
    while last + after < len(raw) and raw[last + after] in MARKS:
        after += 1
    inside = any(mark in raw[first:last] for mark in MARKS)
    if inside and after > before:
        last += after - before
    elif inside and before > after:
        first -= before - after
    if "](" in raw[first:last] and first > 0 and raw[first - 1] == "[":
        first -= 1
    return Span(whole.start + first, whole.start + last)


def offsets(raw: str, value: str) -> list[int] | None:
    """For each character of a cell's plain text its place in the cell as written.

    Only marks, blanks, tags and link targets may stand between; else None.
    """
    if raw == value:
        return list(range(len(raw)))
    places: list[int] = []
    at = 0
    for char in value:
        while at < len(raw) and raw[at] != char:
            if raw[at] in MARKS or raw[at] in "\\[ \t":
                at += 1
                continue
            skipped = _SKIPPED.match(raw, at)
            if skipped is None:
                return None
            at = skipped.end()
        if at == len(raw):
            return None
        places.append(at)
        at += 1
    return places


_SKIPPED = re.compile(r"\]\([^()\n]*\)|\]\[[^\[\]\n]*\]|\]|<[^<>\n]{0,200}>")
