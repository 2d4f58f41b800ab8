"""Findings for the tests of the reports: a calm list, and one written by an attacker."""

from __future__ import annotations

import re

from wsss_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Related, Severity
from wsss_lint.reports.corrected import corrected
from wsss_lint.reports.model import FileReport, Report
from wsss_lint.source import Source, Span

CALM = """\
# A list

- **AlphaNet:** "Learning Masks from Tags" *CVPR2024*
- **BetaNet:** "弱监督 🎉 cafe\u0301 Masks" *2024CVPR*
- **AlphaNet:** "Learning Masks from Tags" *CVPR2023*
- **Gamma et al.  **: "Masks
  and Boxes" *ECCV2024*
- **Delta:** "Boxes" CVPR2024
"""

HOSTILE_TITLES = (
    "::error::owned",
    "##[error]owned",
    "##vso[task.setvariable variable=x]owned",
    "::stop-commands::abc",
    "x %0A::error::owned %25",
    "</details></code></td><script>alert(1)</script>",
    "a | b \\| c \\\\| d |",
    "\x1b[2J\x1b[31mred\x1b]0;title\x07",
    "${{ secrets.TOKEN }}",
    "\u202egnp.exe\u2066 \u200b\u2028 \ufeff\x85\x9b31m",
    "`` ` ``` ` ::error::x",
    "`@everyone` @octocat ` <img src=x onerror=alert(1)>",
    "![i](https://evil.example/i.png) [l](javascript:alert(1)) <https://evil.example>",
    "https://evil.example/x www.evil.example evil@evil.example #1 GH-1 $x$ *a* _b_ ~~c~~",
    "]] > ]]> <!-- --> <![CDATA[ &amp; &lt; \" '",
    "*/ --> \t\t tab \x01\x02\x08\x7f",
    "\U000e0041\U000e0042 tag characters \ufdd0 \uffff",
)

HOSTILE_PATHS = (
    "::error::a.md",
    "x\n::error::b.md",
    "x\r\n##[error]c.md",
    "lists/a b|`c`](https:/evil.example) #?%25é.md",
    "esc\x1b[31m\u202e.md",
    "undecodable-\udcff.md",
    "</details><script>.md",
)


def span_of(text: str, part: str, nth: int = 0) -> Span:
    """The span of the nth occurrence of a part."""
    at = [match.start() for match in re.finditer(re.escape(part), text)][nth]
    return Span(at, at + len(part))


def complete(source: Source, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Fill in the corrected lines as the engine does."""
    for diagnostic in diagnostics:
        if diagnostic.fix:
            lines = corrected(source, diagnostic.fix)
            diagnostic.expected = "\n".join(lines.text) if lines else None
    return diagnostics


def calm_file(path: str = "README.md", newline: str = "\n", bom: bool = False) -> FileReport:
    """A file with one finding of each shape: pair, insertion, lines joined, unsafe, info."""
    text = ("\ufeff" if bom else "") + CALM.replace("\n", newline)
    source = Source(text, path)
    reversed_venue = span_of(text, "*2024CVPR*")
    second, first = span_of(text, "**AlphaNet:**", 1), span_of(text, "**AlphaNet:**")
    bold = span_of(text, "  **:")
    wrapped = Span(span_of(text, "Masks" + newline).start, span_of(text, "Boxes").end)
    bare = span_of(text, "CVPR2024", 1)
    found = [
        Diagnostic(
            "VEN003", "venue-order", Severity.WARNING, reversed_venue,
            "the year stands before the venue code in `*2024CVPR*`",
            help="write the venue code, then the year",
            fix=Fix("swap", (Edit(*reversed_venue, "*CVPR2024*"),), Applicability.UNSAFE),
            key="paper beta",
        ),
        Diagnostic(
            "DUP001", "duplicate-paper", Severity.ERROR, second,
            "`Learning Masks from Tags` is listed twice", help="keep one of them",
            related=(Related(first, "first listed here"),), key="paper alpha",
        ),
        Diagnostic(
            "ENT006", "emphasis-broken", Severity.ERROR, bold,
            "the bold of `**Gamma et al.  **` does not close",
            fix=Fix("close the bold at the name", (Edit(*bold, ":**"),), Applicability.SAFE),
            key="paper gamma",
        ),
        Diagnostic(
            "ENT007", "title-wrapped", Severity.INFO, wrapped, "the title runs over two lines",
            fix=Fix(
                "join the lines",
                (Edit(wrapped.start + 5, wrapped.end - 9, " "),),
                Applicability.DISPLAY,
            ),
            key="paper gamma",
        ),
        Diagnostic(
            "VEN002", "venue-unemphasised", Severity.WARNING, bare,
            "venue `CVPR2024` is not set in emphasis",
            fix=Fix(
                "wrap the venue in `*`",
                (Edit(bare.start, bare.start, "*"), Edit(bare.end, bare.end, "*")),
                Applicability.SAFE,
            ),
            key="paper delta",
        ),
        Diagnostic(
            "ENT009", "final-newline", Severity.WARNING, Span(len(text), len(text)),
            "nothing follows here",
        ),
    ]  # fmt: skip
    found.sort(key=lambda diagnostic: (diagnostic.span.start, diagnostic.code))
    return FileReport(path, source, 5, 1, 2, 1, complete(source, found))


def calm_report() -> Report:
    """The calm file and a clean one."""
    clean = FileReport("docs/more papers.md", Source("# Clean\n", "docs/more papers.md"), 0)
    notices = ["no base to compare with: all is shown"]
    return Report([calm_file(), clean], fixed=2, notices=notices, version="1.2.3")


def hostile_report() -> Report:
    """Titles and file names that try to act, in messages, advice, fixes and pairs."""
    files = []
    for number, path in enumerate(HOSTILE_PATHS):
        lines = [f'- **M{n}:** "{title}" *CVPR2024*' for n, title in enumerate(HOSTILE_TITLES)]
        # Lines that begin with the attack, for reports that show whole lines.
        lines += [title for title in HOSTILE_TITLES if "\u2028" not in title]
        text = "\n".join(lines) + "\n"
        source = Source(text, path)
        found = []
        at = 0
        for line in lines:
            span = Span(at, at + len(line))
            at = span.end + 1
            other = Span(0, 5)
            found.append(
                Diagnostic(
                    "ENT001", "hostile", Severity(number % 3 + 1), span,
                    f"`{line}` is said of `{line}`, and {line}", help=f"write {line}",
                    fix=Fix(
                        f"do {line}", (Edit(span.start, span.start, line),), Applicability.SAFE
                    ),
                    related=(Related(other, f"see {line}", HOSTILE_PATHS[0]),), key=line,
                )
            )  # fmt: skip
        files.append(FileReport(path, source, 1, 1, 1, 1, complete(source, found)))
    return Report(files, notices=list(HOSTILE_TITLES), version="1.2.3")
