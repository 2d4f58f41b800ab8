"""TAB103 table-number."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wsss_lint.records.model import Column, ListDocument, Metric
from wsss_lint.rule import Bad, Diagnostic, Good, Rule, Severity
from wsss_lint.rules.tables._cells import RE_UNBOUNDED, header_key, rows

FEW = 4  # scores of a column that show what is usual in it
HEAD = "## Results\n\n| Method | val | test |\n| --- | --- | --- |\n"
RE_SPLIT = re.compile(r"\d+(?:\. | \.)\d{1,3}|\d+\.\d+[.,]")  # `65. 7`, `65.7.`
RE_TOKEN = re.compile(r"[^\s/±()\[\],|+~<>=%-]+")


class TableNumber(Rule):
    """A score in a result table is no number, or cannot be one of its column.

    Reported are slips that leave no doubt: letters inside a number (`82.0±0.qs`, `6o.1`), two
    points (`66..1`, `65.7.`), a blank inside (`65. 7`), a slash for a point (`56.1/66/4` in a
    column of pairs), a decimal comma among points, and a number far out of its column's range
    (`661` among percentages).

    ## Why

    The score is lost for everyone who sorts, compares or draws it, and no reader can be sure
    what was meant.

    ## How to fix

    Look the score up in the paper.

    ## Fix safety

    There is no fix: a score is never guessed.

    ## Known false alarms

    None known. Words (`see paper`), placeholders, deviations, several numbers with slashes, and
    remarks in parentheses are fine.
    """

    code = "TAB103"
    name = "table-number"
    severity = Severity.ERROR
    since = "0.1.0"
    good = (
        Good(
            HEAD + "| SPN | 61.0±0.06 | **62.1** |\n| FRN | 61.9 (07+12) | 63.5 / 70.1 |\n"
            "| AIM | - | ? |\n| NET | 66 | see text |\n| ONE | 64.1† | 100 |\n"
        ),
        Good(
            "## Results\n\n| Method | FPS | Params | Top-1/5 |\n| --- | --- | --- | --- |\n"
            "| SPN | 12.5 | 5.3M | 66.1/88.2 |\n| FRN | 45.1 | 25.6M | 67.8/- |\n"
            "| AIM | 120 | 138M | -/- |\n| NET | 33.3 | 60.1M | 61.0/83.0 |\n"
        ),
    )
    bad = (
        Bad(
            HEAD + "| SPN | ⟦82.0±0.qs⟧ | 62.1 |\n| FRN | 61.9 | ⟦6o.3⟧ |\n"
            "| AIM | ⟦61..2⟧ | 63.1 |\n| NET | 64.3 | ⟦63,4⟧ |\n| ONE | 60.2 | ⟦641⟧ |\n"
            "| TWO | 61.7 | 65.0 |\n| TEN | 62.2 | 64.0 |\n"
        ),
        Bad(
            "## Results\n\n| Method | Top-1/5 |\n| --- | --- |\n| SPN | 65.2/73.4 |\n"
            "| FRN | 58.6/- |\n| AIM | ⟦56.1/66/4⟧ |\n| NET | 53.4/64.3 |\n"
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """Hold each score against the others of its column; in a short table, against those of
        all columns with that header."""
        columns = [
            (column, [r.metrics[column.index] for r in results if column.index in r.metrics])
            for table in document.tables
            for results in [rows(table)]
            for column in table.columns
            if column.kind == "metric"
        ]
        every: dict[str, list[Metric]] = {}
        for column, metrics in columns:
            every.setdefault(header_key(column.header), []).extend(metrics)
        shared: dict[str, _Known] = {}
        for column, metrics in columns:
            known = _Known(column, metrics)
            if known.count < FEW:
                key = header_key(column.header)
                if key not in shared:
                    shared[key] = _Known(column, every[key])
                known = shared[key]
            yield from self._column(known, metrics)

    def _column(self, known: _Known, metrics: list[Metric]) -> Iterable[Diagnostic]:
        for metric in metrics:
            wrong = known.wrong(metric)
            if wrong:
                other = next((text for text in known.samples if text != metric.text), "")
                sample = f", such as `{other[:30]}`" if other else ""
                yield self.found(
                    metric.span,
                    f"`{metric.text[:60]}` {wrong}",
                    help=f"write the score as the column's other cells do{sample}",
                )


class _Known:
    """What the sound cells of a column have in common."""

    def __init__(self, column: Column, metrics: list[Metric]) -> None:
        plain = [m for m in metrics if m.values and not m.malformed]
        self.count = len(plain)
        self.points = sum(1 for m in plain if "." in m.text)
        self.commas = sum(1 for m in plain if "," in m.text)
        self.parts: dict[int, int] = {}
        for m in plain:
            size = m.text.count("/") + 1
            self.parts[size] = self.parts.get(size, 0) + 1
        self.pointed = self.points >= max(2, 0.6 * self.count)
        values = sorted(m.values[0] for m in plain)
        # the two largest: a single value is judged without itself
        self.low = values[0] if values else 0.0
        self.top = values[-2:] if values else []
        self.bounded = RE_UNBOUNDED.search(column.header) is None
        self.samples = [m.text for m in plain if "." in m.text][:2]

    def wrong(self, metric: Metric) -> str:
        """What is wrong with a cell; "" when it is fine."""
        if metric.placeholder:
            return ""
        if metric.malformed:
            return (
                "is no number"
                if self.count and len(metric.text) < 40 and _damaged(metric.text)
                else ""
            )
        if not metric.values or self.count < 3:
            return ""
        return self._parts(metric) or self._comma(metric) or self._range(metric)

    def _parts(self, metric: Metric) -> str:
        """`56.1/66/4` among pairs, `61/7/1` among single numbers with points."""
        size = metric.text.count("/") + 1
        if size == 1 or "(" in metric.text or self.parts[size] > 1:
            return ""
        usual = max(self.parts, key=lambda n: self.parts[n])
        if self.parts[usual] < self.count - 1 or size <= usual:
            return ""
        if usual > 1:
            return f"has {size} parts where all others have {usual}"
        # single and multi-scale scores may share a cell; whole numbers among points are no scores
        whole = "." not in metric.text and self.pointed
        return "has a slash where a point should be" if whole else ""

    def _comma(self, metric: Metric) -> str:
        if self.commas > max(1, self.count // 5) or "." in metric.text or not self.pointed:
            return ""
        slip = re.fullmatch(r"\d{1,2},\d{1,2}(?!\d)\D*|0,\d+\D*", metric.text)
        return "has a comma where all others have a point" if slip else ""

    def _range(self, metric: Metric) -> str:
        """A number whose point was lost: `661` where all others are like `66.1`."""
        value = metric.values[0]
        if not (self.bounded and self.pointed) or len(self.top) < 2 or value != self.top[-1]:
            return ""
        second = self.top[0]
        if second <= 1 and value >= 10 and self.count > 4:
            return "is above 1, and all others are not"
        if value <= 100 or second > 100 or self.low <= 1:
            return ""
        if "." in metric.text and (self.count < 5 or second > 1.6 * self.low):
            return ""  # a sum of differences may be `191.74` beside `43.92` and `21.50`
        lost = self.low / 1.5 <= _with_point(value) <= 100
        narrow = self.low >= 10 and second <= 3 * self.low
        return "is above 100, and all others are not" if lost or narrow else ""


def _with_point(value: float) -> float:
    """The value below 100 that the digits of a larger one make."""
    while value > 100:
        value /= 10
    return value


def _damaged(text: str) -> bool:
    """Whether a text was a number before a slip: not words, not a number with a remark."""
    if RE_SPLIT.fullmatch(text):
        return True
    if re.match(r"[-+~<>≈]?\d+(?:[.,]\d+)?\s+\S", text) and "±" not in text:
        return False
    return any(_broken(token) for token in RE_TOKEN.findall(text.partition("(")[0]))


def _broken(token: str) -> bool:
    if not token.isascii() or len(token) > 12:
        return False
    if re.fullmatch(r"\d+\.\.+\d+|\d+\.\d+\.\d+", token):
        return True
    letters = sum(c.isalpha() for c in token)
    if not letters or letters > 2 or not any(c.isdigit() for c in token):
        return False
    if "." in token:  # `0.qs`, `61.q7`, `6o.1`, `O.53`, `.96O`
        return (
            re.fullmatch(
                r"\d+\.\d*[A-Za-z]+\d+|\d+\.[A-Za-z]+|\d*[oOlIqs]\d*\.\d+|\d*\.\d+[oOlI]", token
            )
            is not None
        )
    return re.fullmatch(r"[1-9][oO]|[oO]\d+|\d[oOlI]\d", token) is not None
