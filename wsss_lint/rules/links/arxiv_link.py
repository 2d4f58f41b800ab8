"""LNK003 arxiv-link."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Option, Rule, Severity
from wsss_lint.rules.links._addresses import addresses

# A link target, a bare address or one in an attribute; what follows it is not part of it.
_ADDRESS = r"s?:/+(?:www\.)?arxiv\.org(?=/)[^\s()<>\"'|`{}]*"
# Not the usual addresses, which are nearly all, with an identifier since 2015 in them.
# (The literal `http` comes first: a pattern that begins with a look-ahead is tried everywhere.)
_UNUSUAL = r"http(?!s://arxiv\.org/(?:abs/{0}|pdf/{0}(?:\.pdf)?)[)\s])"
_PAPER = r"(?P<slashes>/+)(?P<kind>abs|pdf)/+(?P<rest>.*)"
_NUMBER = (
    r"(?P<id>(?P<year>\d\d)(?P<month>\d\d)\.(?P<number>\d{4,5})|[a-zA-Z-]+(?:\.[A-Za-z]{2})?/\d{7})"
    r"(?P<version>v\d+)?(?P<pdf>\.pdf)?(?P<query>[?#].*)?"
)
#: `asb/`, `ab/`, `abs:`: slips in the word before the identifier
_SLIPPED = (
    r"/+(?P<kind>(?:abs|pdf)(?=:)|asb|bas|sab|ab|as|bs|aabs|abbs|abss|pfd|dpf)(?P<mark>[/:]+)"
    + _NUMBER
)
_SAFE_TITLE = "tidy the address"


class ArxivLink(Rule):
    """An arXiv address is not written as arXiv writes it, or names no paper.

    ## Why

    One paper should have one address: `http://`, `//abs` or `abs/….pdf` lead there only by
    redirection, hide duplicates from searches, and some of them fail. An identifier that
    cannot be (`2213.00001` has month 13) leads nowhere at all.

    ## How to fix

    Write `https://arxiv.org/abs/2203.02106`, in place of `http://arxiv.org//abs/2203.02106.pdf`. An
    identifier that is wrong has to be looked up.

    ## Fix safety

    Safe: `https`, doubled slashes, `.pdf` behind an abstract page; they lead to the same page.
    Unsafe: cutting off characters that do not belong to the identifier, and, where the options
    `pdf` and `version` ask for them, turning the PDF's address into that of the abstract and
    leaving out the version.

    ## Known false alarms

    None known. Addresses in code (BibTeX) are not looked at. To keep `http`, ignore this rule.
    """

    code = "LNK003"
    name = "arxiv-link"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.SAFE
    options = (
        Option("pdf", False, "Report the PDF's address where the abstract page's is wanted."),
        Option("version", False, "Report a version (`v2`), where the newest is wanted."),
    )
    good = (
        Good(
            '## Papers\n\n- **A:** "One" *CVPR2020* [[paper](https://arxiv.org/abs/1911.00001)]\n'
            '- **B:** "Two" *CVPR2020* [[paper](https://arxiv.org/pdf/1911.00002v2.pdf)]\n'
            '- **C:** "Three" *ICML2007* [[paper](https://arxiv.org/abs/cs.LG/0701123)]\n'
        ),
    )
    bad = (
        Bad(
            '## Papers\n\n- **A:** "One" *CVPR2020* [[paper](⟦http://arxiv.org/abs/1911.00001⟧)]\n'
            '- **B:** "Two" *CVPR2020* [[paper](⟦https://arxiv.org//abs/1911.00002.pdf⟧)]\n',
            '## Papers\n\n- **A:** "One" *CVPR2020* [[paper](https://arxiv.org/abs/1911.00001)]\n'
            '- **B:** "Two" *CVPR2020* [[paper](https://arxiv.org/abs/1911.00002)]\n',
        ),
        Bad('## Papers\n\n- **A:** "One" *CVPR2020* [[paper](⟦https://arxiv.org/abs/1913.00001⟧)]\n'),
        Bad(
            '## Papers\n\n- **A:** "One" *CVPR2020* [[paper](⟦https://arxiv.org/pdf/1911.00001v2⟧)]\n',
            '## Papers\n\n- **A:** "One" *CVPR2020* [[paper](https://arxiv.org/abs/1911.00001)]\n',
            options=(("pdf", True), ("version", True)),
        ),
    )  # fmt: skip

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        flat = document.source.flat
        if "arxiv.org" not in flat:
            return
        visible = addresses(document).visible
        years = "|".join(f"{year % 100:02}" for year in range(2015, self.year + 2))
        usual = rf"(?:{years})(?:0[1-9]|1[0-2])\.\d{{5}}(?:v\d+)?"
        asked = self.option["pdf"] or self.option["version"]
        pattern = ("http" if asked else _UNUSUAL.format(usual)) + _ADDRESS
        for found in re.finditer(pattern, flat):
            start, end = found.span()
            if flat[start - 1 : start] != "(":  # a bare address: `see https://arxiv.org/abs/X.`
                end = start + len(found[0].rstrip(".,;:!?*_]"))
            elif "]" in found[0] or flat[end : end + 1] in (" ", "\t"):
                continue  # `(…/1904.03936v3, https://…)`: link-malformed speaks of it
            diagnostic = self._judge(flat[start:end], start, end)
            if diagnostic is not None and visible(start):
                yield diagnostic

    def _judge(self, url: str, start: int, end: int) -> Diagnostic | None:
        """The finding about one address, None when it is in order."""
        host = url.lower().index("arxiv.org") + len("arxiv.org")
        path = url[host:]
        paper = re.match(_PAPER, path, re.IGNORECASE)
        if paper is None:
            return self._loose(url, start, end, path)
        number = re.match(_NUMBER, paper["rest"])
        if number is None or not _possible(number, self.year):
            return self.found(
                (start, end),
                f"`{paper['rest'][:40]}` is no arXiv identifier",
                help="look the paper up: an identifier has the form 2203.02106, year and month "
                "first",
            )
        right = paper["rest"][: number.end()]
        beyond = paper["rest"][number.end() :].rstrip("/")
        kind = paper["kind"].lower()
        unsafe = bool(beyond)
        if number["pdf"] and kind == "abs":
            right = right.replace(".pdf", "", 1)
        if self.option["version"] and number["version"]:
            right, unsafe = right.replace(number["version"], "", 1), True
        if self.option["pdf"] and kind == "pdf":
            kind, right, unsafe = "abs", right.replace(".pdf", "", 1), True
        www = "www." if "//www." in url[:host].lower() else ""
        wanted = f"https://{www}arxiv.org/{kind}/{right}"
        if wanted == url:
            return None
        how_far = Applicability.UNSAFE if unsafe else Applicability.SAFE
        return self.found(
            (start, end),
            f"`{beyond[:20]}` does not belong to the arXiv identifier"
            if beyond
            else f"the arXiv address is not in its usual form: {_odd(url, path)}",
            fix=Fix(_SAFE_TITLE, (Edit(start, end, wanted),), how_far),
            help=f"write `{wanted}`",
        )

    def _loose(self, url: str, start: int, end: int, path: str) -> Diagnostic | None:
        """`https://arxiv.org/2108.03798`: an identifier, but neither abs nor pdf before it."""
        slip = re.match(_SLIPPED, path)
        if slip is not None and _possible(slip, self.year):
            kind = "pdf" if sorted(slip["kind"]) == sorted("pdf") else "abs"
            wanted = f"https://arxiv.org/{kind}/{slip['id']}{slip['version'] or ''}"
            return self.found(
                (start, end),
                f"the arXiv address has `{slip['kind']}{slip['mark']}` where `{kind}/` belongs",
                fix=Fix(f"write `{wanted}`", (Edit(start, end, wanted),), Applicability.UNSAFE),
                help=f"write `{wanted}`",
            )
        number = re.fullmatch(_NUMBER, path.lstrip("/"))
        if number is None or not number["number"] or not _possible(number, self.year):
            return None
        wanted = f"https://arxiv.org/abs/{number['id']}{number['version'] or ''}"
        return self.found(
            (start, end),
            "the arXiv address lacks `abs/`",
            fix=Fix(f"write `{wanted}`", (Edit(start, end, wanted),), Applicability.UNSAFE),
            help=f"write `{wanted}`",
        )


def _odd(url: str, path: str) -> str:
    """What is unusual about an address that leads to the right page all the same."""
    if url[:5].lower() == "http:":
        return "`http`, not `https`"
    if "//" in path:
        return "`//` after the host"
    if path.endswith("/"):
        return "`/` at its end"
    if path.endswith(".pdf") and path[:5].lower() == "/abs/":
        return "`.pdf` after an abstract page"
    return "a version" if "/abs/" in path else "the PDF, not the abstract page"


def _possible(number: re.Match[str], year: int) -> bool:
    """Whether arXiv can have given this identifier: 4 digits from 0704 on, 5 from 1501 on."""
    if number["year"] is None:
        return True
    month = int(number["month"])
    stamp = int(number["year"]) * 100 + month
    if not 1 <= month <= 12 or not stamp >= 704 or 2000 + stamp // 100 > year + 1:
        return False
    return len(number["number"]) == (5 if stamp >= 1501 else 4)
