"""What the columns of a result table hold: known by their headers, or else by their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wsss_lint.formats.format import Format
from wsss_lint.records.cells import numeric, placeholder
from wsss_lint.venues.pub import match_pub
from wsss_lint.venues.registry import Registry

#: Header patterns by column kind, first hit wins; a format's `tables` may add to them. Of several
#: columns for methods (`Model` beside `Method`) the one whose pattern stands first here is meant.
HEADERS: tuple[tuple[str, str], ...] = (
    ("method", r"^(methods?|approach(es)?|detectors?|trackers?|algorithms?|方法)$"),
    ("method", r"^(models?|networks?|模型)$"),
    ("method", r"^(names?|convnets?)$"),
    ("method", r"^(paper|title|论文|标题)$"),
    ("venue", r"^(pub|publication|published( in)?|venues?|conference|journal|proc)$"),
    ("venue", r"^(会议|期刊|出处)$"),
    ("year", r"^(years?|date|年份?)$"),
    ("supervision", r"^(sup|supervision|label|annotation)$"),
    ("extra", r"^(extra( data)?|additional( data)?|external( data)?)$"),
    ("backbone", r"^(bac(kbone)?|bac c|bac l|arc(h(itecture)?)?|arc s|encoder|base(line)?)$"),
    ("backbone", r"^骨干网络$"),
    ("pretraining", r"^(pre ?train(ing|ed)?|pre s|init)$"),
    ("link", r"^(code|links?|paper link|project|url|github|repo|pdf|resources?|代码|链接)$"),
)  # fmt: skip
PAPER = re.compile(HEADERS[3][1], re.IGNORECASE)
#: `2021`, `2023/11`, `2024-03-22`
DATE = re.compile(r"(?:19[5-9]|20[0-3])\d(?:[-/.](?:0?[1-9]|1[0-2])(?:[-/.]\d{1,2})?)?")
ARXIV = re.compile(r"\d{4}\.\d{4,5}(?:v\d)?")

Patterns = list[tuple[str, re.Pattern[str]]]


def header_patterns(format: Format) -> Patterns:
    """The patterns of a list's settings before the usual ones."""
    patterns = [
        (kind, re.compile(pattern, re.IGNORECASE))
        for kind, given in format.tables.items()
        for pattern in ([given] if isinstance(given, str) else given)
    ]
    return patterns + [(kind, re.compile(p, re.IGNORECASE)) for kind, p in HEADERS]


def kinds_of(
    headers: Sequence[str], texts: list[list[str]], patterns: Patterns, registry: Registry
) -> list[str]:
    """The kind of each column; `texts` holds the rows' cells."""
    kinds: list[str] = []
    ranks: dict[int, int] = {}
    for index, header in enumerate(headers):
        name = re.sub(r"[.:_\s↑↓]+", " ", header).strip()
        rank = next((at for at, (_, p) in enumerate(patterns) if p.search(name)), None)
        kind = patterns[rank][0] if rank is not None else ""
        if rank is not None and kind == "method":
            ranks[index] = rank
        kinds.append(kind or value_kind(_column(texts, index)))
    if len(ranks) > 1:
        method = min(ranks, key=lambda index: (ranks[index], index))
        for index in ranks:
            if index != method:
                kinds[index] = "title" if PAPER.search(headers[index].strip()) else "text"
    if "venue" not in kinds:
        _find_venue(kinds, texts, registry)
    return kinds


def _column(texts: list[list[str]], index: int) -> list[str]:
    return [row[index] for row in texts if index < len(row)]


def value_kind(values: list[str]) -> str:
    """The kind of a column whose header says nothing: scores, or something else."""
    told = [v for v in values if v and not placeholder(v)]
    numbers = sum(1 for v in told if numeric(v))
    if not numbers or 2 * numbers < len(told):
        return "text"
    # years and dates are no scores, nor are arXiv identifiers; `2019.10` alone may be one
    dated = all(DATE.fullmatch(v) for v in told) and not all("." in v for v in told)
    return "text" if dated or all(ARXIV.fullmatch(v) for v in told) else "metric"


def _find_venue(kinds: list[str], texts: list[list[str]], registry: Registry) -> None:
    """A column whose cells are known venues holds the venues: `Ref`, or `Year` over `ICCV'17`."""
    for index, kind in enumerate(kinds):
        if kind not in ("text", "year") or (index == 0 and "method" not in kinds):
            continue
        told = [v for v in _column(texts, index) if v and not placeholder(v)]
        if len(told) > 1 and 3 * sum(_is_venue(v, registry) for v in told) >= 2 * len(told):
            kinds[index] = "venue"
            return


def _is_venue(text: str, registry: Registry) -> bool:
    pub = match_pub(text, 0, len(text), registry) if len(text) <= 40 else None
    if pub is None or pub.venue_span is None:
        return False
    return registry.lookup(text[pub.venue_span[0] : pub.venue_span[1]]) is not None
