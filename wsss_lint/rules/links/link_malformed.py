"""LNK002 link-malformed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wsss_lint.records.model import ListDocument, Paper
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity
from wsss_lint.rules.links import _patterns as patterns
from wsss_lint.rules.links._addresses import Target, addresses, link_start
from wsss_lint.rules.links._brackets import lone_bracket, swallowed

LONGEST_SAFE = 2_000


class LinkMalformed(Rule):
    """A link is broken as it stands: its address or its brackets are not right.

    ## Why

    `[paper](ttps://…)` leads nowhere, and `[paper] (https://…)` or a bracket too few shows
    the raw address to every reader.

    ## How to fix

    The message names the spot: a scheme with a slip in it or written twice, a missing
    `https://`, a blank inside the address or before its parenthesis, a bracket without its
    other half.

    ## Fix safety

    Safe where nothing but the form changes: a cut or doubled `https://`, the blank between
    `]` and `(` (unless the entry cannot be read with it). Unsafe where the intention is
    guessed: other slips in the scheme, a missing one, a bracket.

    ## Known false alarms

    Half-open intervals in a title, `[0, 1)`, look like a bracket without its other half; write
    them as `\\[0, 1)`.
    """

    code = "LNK002"
    name = "link-malformed"
    severity = Severity.ERROR
    since = "0.1.0"
    fix = Applicability.SAFE
    good = (
        Good(
            '## Papers\n\n- **A:** "One" *CVPR2020* [[paper](https://a.b/c_(d))] [[code](a/b.md)]\n'
            '- **B:** "Two" *CVPR2020* [[paper](https://web.archive.org/web/1/http://a.b)]\n'
            '- **C:** "Three" *CVPR2020* [paper](https://a.b/c "A title")\n\n`[code] (https://a.b)`\n'
            "![no [link](ttps://a.b) in the text for an image](plot.png)\n"
        ),
    )
    bad = (
        Bad(
            '## Papers\n\n- **A:** "One" *CVPR2020* [[paper](⟦ttps://a.b/c⟧)]\n'
            '- **B:** "Two" *CVPR2020* [[paper](⟦https://https://a.b/c⟧)]\n'
            '- **C:** "Three" *CVPR2020* [[paper](⟦www.a.org/c⟧)]\n'
            '- **D:** "Four" *CVPR2020* [code]⟦ ⟧(https://a.b/c)\n',
            '## Papers\n\n- **A:** "One" *CVPR2020* [[paper](https://a.b/c)]\n'
            '- **B:** "Two" *CVPR2020* [[paper](https://a.b/c)]\n'
            '- **C:** "Three" *CVPR2020* [[paper](https://www.a.org/c)]\n'
            '- **D:** "Four" *CVPR2020* [code](https://a.b/c)\n',
        ),
        Bad(
            '## Papers\n\n- **A:** "One" *CVPR2020* ⟦[⟧[paper](https://a.b/c) [[code](https://a.b/d)]\n',
            '## Papers\n\n- **A:** "One" *CVPR2020* [[paper](https://a.b/c)] [[code](https://a.b/d)]\n',
        ),
        Bad('## Papers\n\n- **A:** "One" *CVPR2020* [[paper](⟦https://a.b/c, https://a.b/d⟧)]\n'),
        Bad(
            '## Papers\n\n- **A:** "Seeds for Segmentation" *CVPR2020* [[paper](https://a.b/c)]\n'
            '- **B:** "Dots for Segmentation" *ECCV2020* [[paper](https://a.b/d)]\n'
            '- **C:** "Boxes for Segmentation" *CVPR2020* ⟦[[paper]https://a.b/e)]⟧\n'
        ),
    )  # fmt: skip

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        visible = addresses(document).visible
        found = [d for d in self._all(document) if visible(d.span.start)]
        yield from found
        yield from self._torn(document, found)

    def _torn(self, document: ListDocument, found: list[Diagnostic]) -> Iterator[Diagnostic]:
        """The damaged links that entries were read without, where nothing is said of them yet."""
        for paper in document.papers:
            for link, span in ((li, li.span) for li in paper.links if li.span in paper.torn_links):
                if not any(d.span.start <= span.end and span.start <= d.span.end for d in found):
                    yield self.found(
                        span,
                        "the brackets of this link do not pair",
                        help=f"write it as `[{link.label}]({link.url})`, in the brackets that the "
                        "entries around it have",
                    )

    def _all(self, document: ListDocument) -> Iterator[Diagnostic]:
        flat = document.source.flat
        for target in addresses(document).targets():
            url, end = target.url, target.span.end
            diagnostic = None
            if flat[end : end + 1] in (" ", "\t") and not re.compile(r"[ \t]*+$", re.M).match(
                flat, end
            ):
                diagnostic = self._blank(target, flat)
            elif url.startswith(("https://", "http://")) and url.find("http", 7, 16) < 0:
                if "]" in url and url.count("]") > url.count("["):
                    diagnostic = self._bracket_inside(target, document)
            elif url and url[0] not in "#/.?":
                diagnostic = self._scheme(target)
            if diagnostic is not None:
                yield diagnostic
        if "] (" in flat or "]\t(" in flat or "]  " in flat:
            for found in re.finditer(patterns.GAP, flat):
                yield self._gap(found, document)
        if "](http" in flat:
            for found in re.finditer(patterns.OPEN, flat):
                yield self._open(found)
        if "[http" in flat or "]http" in flat:
            for found in re.finditer(patterns.SWAPPED, flat):
                yield self._swapped(found)
        for paper in document.papers:
            diagnostic = self._brackets(paper, document)
            if diagnostic is not None:
                yield diagnostic

    def _scheme(self, target: Target) -> Diagnostic | None:
        right = patterns.mended(target.url)
        if right is not None:
            return self._replace(target, *right)
        if target.url.startswith("(http"):
            return self.found(
                target.span, "parentheses twice around the address", help="leave out one pair"
            )
        return None

    def _replace(self, target: Target, right: str, message: str, safe: bool) -> Diagnostic:
        # Nobody typed an address of thousands of characters: its entry may not be read as it is.
        safe = safe and target.span.end - target.span.start < LONGEST_SAFE
        how_far = Applicability.SAFE if safe else Applicability.UNSAFE
        return self.found(
            target.span,
            message,
            fix=Fix("mend the address", (Edit(*target.span, right),), how_far),
            help=f"write `{right}`",
        )

    def _gap(self, found: re.Match[str], document: ListDocument) -> Diagnostic:
        start, end = found.span("gap")
        # where the blank is why the entry cannot be read, mending it brings a new record
        unread = any(unit.span.start <= start < unit.span.end for unit in document.unreadable)
        how_far = (
            Applicability.UNSAFE if unread or swallowed(document, start) else Applicability.SAFE
        )
        return self.found(
            (start, end),
            "a blank between `]` and `(`: the link shows as plain text",
            fix=Fix("take the blank out", (Edit(start, end, ""),), how_far),
            help="take the blank out",
        )

    def _open(self, found: re.Match[str]) -> Diagnostic:
        end = found.end()
        return self.found(
            found.span("url"),
            "the address is never closed: the link shows as plain text",
            fix=Fix("close the address", (Edit(end, end, ")"),), Applicability.UNSAFE),
            help="close the address with `)`",
        )

    def _swapped(self, found: re.Match[str]) -> Diagnostic:
        label, url = found["a"] or found["c"], found["b"] or found["d"] or found["e"]
        right = f"[{label}]({url})"
        return self.found(
            found.span(),
            "the text of a link goes into brackets, its address into parentheses",
            fix=Fix("mend the brackets", (Edit(*found.span(), right),), Applicability.UNSAFE),
            help=f"write `{right}`",
        )

    def _blank(self, link: Target, flat: str) -> Diagnostic | None:
        """A target that has a blank in it: no link, unless the rest is a title in quotes."""
        start = link.span.start
        end = flat.find(")", link.span.end, start + 400)
        target = flat[start:end].strip() if end >= 0 else ""
        if not target[len(link.url) :] or any(c in target[len(link.url) :] for c in "(<>\n"):
            return None
        if re.fullmatch(patterns.TITLED, target):
            return None
        if not target.startswith(("http", "www.")):
            bracket = flat.rindex("](", 0, start)
            label = flat[link_start(flat, bracket) : bracket].strip("[]`* ")
            if label.lower() not in patterns.LABELS:
                return None
            return self.found(
                (start, start + len(target)),
                f"`{target[:40]}` is no address: the link shows as plain text",
                help="put in the address, or write plain text without brackets",
            )
        several = target.count("://") > 1
        return self.found(
            (start, start + len(target)),
            "several addresses in one link" if several else "a blank inside the address",
            help="give each address a link of its own"
            if several
            else "take the blank out, or write `%20` for it",
        )

    def _bracket_inside(self, target: Target, document: ListDocument) -> Diagnostic:
        at = target.span.start + target.url.rindex("]")
        closed = document.source.flat[target.span.end : target.span.end + 1] == ")"
        edit = Edit(at, at + 1, "") if closed else Edit(at, at, ")")
        return self.found(
            target.span,
            "a `]` inside the address",
            fix=Fix("mend the brackets", (edit,), Applicability.UNSAFE),
            help="take it out" if closed else "close the address with `)` before it",
        )

    def _brackets(self, paper: Paper, document: ListDocument) -> Diagnostic | None:
        flat = document.source.flat
        start, end = paper.span
        if flat.count("[", start, end) == flat.count("]", start, end):
            return None
        lone = lone_bracket(flat, start, end)
        if lone is None:
            return None
        at, insertion = lone
        if any(d.span.start <= at < d.span.end for d in paper.departures):
            return None  # `(CVPR 2020]`
        char = flat[at]
        if char == "]":
            edit: Edit | None = Edit(at, at + 1, "")
        else:
            edit = Edit(insertion, insertion, "]") if insertion is not None else None
        fix = Fix("mend the brackets", (edit,), Applicability.UNSAFE) if edit else None
        return self.found(
            (at, at + 1),
            "`[` is never closed" if char == "[" else "`]` was never opened",
            fix=fix,
            help="close it with `]`" if char == "[" else "take it out, or open it with `[`",
        )
