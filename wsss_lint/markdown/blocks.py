"""The blocks of a file: mistune's block parser finds them, its state notes where they are.

mistune's tokens carry no positions. But its loop keeps a cursor, which stands at the start of a
block when the block is reported to the state, and at its end when the next one is. The state
below builds the block tree from that. It works on `Source.flat` as it is, since mistune's own
`process` would rewrite line ends.

Rules of mistune's that read some line otherwise than CommonMark have a pattern or a method of
ours, with the line that made it necessary. Lists and quotes, which mistune re-parses from
de-indented copies, are read by `containers`; its table plugin gives up a whole table for one row
of another width, so the table is a rule of our own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from mistune.block_parser import BlockParser
from mistune.core import BlockState

from wsss_lint.markdown import leaves, tables
from wsss_lint.markdown.builder import CODE, FENCE, HTML, NONE, PARAGRAPH, TABLE
from wsss_lint.markdown.containers import NO, OPENED, Scanner
from wsss_lint.markdown.lists import SIMPLE_ITEM, simple_items
from wsss_lint.markdown.tree import MarkdownDocument
from wsss_lint.source import BOM, Source

Match = re.Match[str]

# Indented lines with text, and blank lines between and behind them.
_INDENTED = re.compile(
    r"(?:(?: {4}| {0,3}\t)[ \t]*+[^ \t\n][^\n]*+(?:\n(?:[ \t]*+\n)*+|\Z))++"
).match


class State(BlockState):
    """mistune's cursor, and the tree that is built from what its loop reports."""

    def __init__(self, scanner: Scanner) -> None:
        super().__init__()
        self.scanner = scanner
        self.process(scanner.flat)

    def last_token(self) -> dict[str, str] | None:
        """What rules may ask for: whether a paragraph is open."""
        return {"type": "paragraph"} if self.scanner.leaf == PARAGRAPH else None

    def append_token(self, token: dict[str, Any]) -> None:
        """Note a block that starts at the cursor (fenced or indented code, break, blank line)."""
        kind = token["type"]
        if kind == "thematic_break":
            self.start(Scanner.start_break)
        elif kind == "block_code" and token["style"] == "fenced":
            self.start(Scanner.start_fence)
        else:
            self.finish()
            self.scanner.unwind(1)
            if kind == "block_code":
                self.scanner.look(self.cursor)
                self.scanner.leaf, self.scanner.start = CODE, self.scanner.at

    def add_paragraph(self, text: str) -> None:
        """Note lines of text at the cursor: rows of an open table, else of a paragraph."""
        self.finish()
        scanner, start, end = self.scanner, self.cursor, self.cursor + len(text)
        while start < end and scanner.leaf == TABLE:
            scanner.look(start)
            scanner.text(1)
            start = scanner.line_end + 1
        if start >= end:
            return
        if scanner.leaf != PARAGRAPH:
            scanner.look(start)
            scanner.leaf, scanner.start = PARAGRAPH, scanner.at
        scanner.end = end - 1 if text[-1] == "\n" else end

    def append_paragraph(self) -> int | None:
        """Add the line at the cursor to the open paragraph, if there is one; return its end."""
        if self.scanner.leaf != PARAGRAPH:
            return None
        end = self.find_line_end()
        self.add_paragraph(self.get_text(end))
        return end

    def start(self, start: Callable[[Scanner, int], int]) -> int | None:
        """Let the scanner start a block in the line at the cursor; return where that ends."""
        self.finish()
        scanner = self.scanner
        scanner.look(self.cursor)
        outcome = start(scanner, 1)
        if outcome == NO:
            return None
        if outcome == OPENED:
            return scanner.rest_of_container()
        return min(scanner.line_end + 1, self.cursor_max)

    def finish(self) -> None:
        """Close open code or HTML, which ends where the cursor is now."""
        scanner = self.scanner
        if scanner.leaf < CODE:
            return
        if scanner.leaf == FENCE:
            stop = scanner.trimmed(scanner.start, self.cursor)
            last = self.src.rfind("\n", scanner.start, stop) + 1
            if last > scanner.start:
                scanner.end = last - 1
                scanner.look(last)
                scanner.continue_fence()
        if scanner.leaf != NONE:
            scanner.end = self.cursor
            scanner.close_leaf()


class Parser(BlockParser):
    """mistune's block parser with the rules that need to be others."""

    state_cls: type[BlockState] = State

    SPECIFICATION = {  # noqa: RUF012 - mistune declares it so
        **BlockParser.SPECIFICATION,
        # `\x0c` alone is text, not blank; and the last line has no end in a text as it is.
        "blank_line": r"^(?:(?:[ \t]*+\n)++|[ \t]++\Z)",
        # `=-=` below text is text, not the underline of a heading.
        "setex_heading": r"^ {0,3}(?:=++|-++)[ \t]*+$",
        # `٣. text` is no list.
        # mistune's pattern takes much memory for a line of a million `*`.
        "thematic_break": r"^ {0,3}(?:-[ \t]*+-[ \t]*+-[- \t]*+|_[ \t]*+_[ \t]*+_[_ \t]*+"
        r"|\*[ \t]*+\*[ \t]*+\*[* \t]*+)$",
        "list": r"^ {0,3}(?:[-*+]|[0-9]{1,9}[.)])(?=[ \t\n]|\Z)",
        # `<!doctype html>` is HTML, in lower case too.
        "raw_html": r"^ {0,3}<[A-Za-z/!?]",
    }

    def __init__(self) -> None:
        super().__init__()
        self.compiled: re.Pattern[str] | None = None
        # Definitions are read when their paragraph is over: `[a]: /u 'b` may go on below, but
        # not below a `# heading`, behind which mistune looks for the `'`.
        self.rules.remove("ref_link")
        # mistune takes a line of five blanks for code, and within a paragraph for text.
        self.rules.remove("indent_code")
        pattern = r"^(?: {4}| {0,3}\t)[ \t]*+[^ \t\n]"
        indented, table = Parser.parse_indented, Parser.parse_table
        self.register("indented", pattern, indented, before="atx_heading")  # type: ignore[arg-type]
        self.register("table", r"^ {0,3}[|:-][-|: \t]*+$", table)  # type: ignore[arg-type]

    def compile_sc(self, rules: list[str] | None = None) -> re.Pattern[str]:
        """All rules in one pattern, as mistune makes it, but with one `^` for all: its search
        for the end of `[a] and more text` then tries no rule at each letter."""
        if rules is not None and rules != self.rules:
            return super().compile_sc(rules)
        if self.compiled is None:
            each = [f"(?P<{name}>{self.specification[name][1:]})" for name in self.rules]
            self.compiled = re.compile(f"^(?:{'|'.join(each)})", re.MULTILINE)
        return self.compiled

    def parse_indented(self, m: Match, state: State) -> int:
        """An indented line: text of an open paragraph, else code."""
        end = state.append_paragraph()
        if end is None:
            code = _INDENTED(state.src, state.cursor)
            assert code is not None  # it begins as the rule's pattern does
            state.append_token({"type": "block_code", "style": "indent"})
            end = code.end()
        return end

    def parse_table(self, m: Match, state: State) -> int | None:
        """A delimiter row below a paragraph's last line makes that the header of a table."""
        scanner = state.scanner
        if scanner.leaf != PARAGRAPH:
            return None
        before = state.src.rfind("\n", scanner.start, scanner.end) + 1
        scanner.look(before or scanner.start)
        scanner.last = scanner.at
        scanner.look(state.cursor)
        line = state.src[scanner.at : scanner.line_end]
        if not (tables.is_delimiter_row(line) and scanner.start_table()):
            return None
        return min(scanner.line_end + 1, state.cursor_max)

    def parse_list(self, m: Match, state: State) -> int | None:  # type: ignore[override]
        """A list item, or a run of plain ones."""
        state.finish()
        simple = SIMPLE_ITEM(state.src, state.cursor)
        if simple:
            state.scanner.unwind(1)
            return simple_items(state.src, simple, state.scanner.root)
        ordered = m[0][-1] in ".)"
        return state.start(Scanner.start_ordered if ordered else Scanner.start_bullet)

    def parse_block_quote(self, m: Match, state: State) -> int | None:  # type: ignore[override]
        """A quote with all that is in it."""
        return state.start(Scanner.start_quote)

    def parse_atx_heading(self, m: Match, state: State) -> int | None:  # type: ignore[override]
        """A `#` heading. mistune's search for closing marks is quadratic in `# a<blanks>b`."""
        return state.start(Scanner.start_heading)

    def parse_setex_heading(self, m: Match, state: State) -> int | None:  # type: ignore[override]
        """An underline; below `[a]: /u` alone it is none, but text, a break or a bullet."""
        dash = "-" in m[0]
        return state.start(Scanner.start_dash if dash else Scanner.start_setext)

    def parse_raw_html(self, m: Match, state: State) -> int | None:  # type: ignore[override]
        """An HTML block. mistune reads `<div*` and `<meta>a` as one, `<search>` not, and ends
        `<!-->` and `<pre></style>` in other lines."""
        if state.start(Scanner.start_html) is None:
            return None
        if state.scanner.leaf != HTML:
            return min(state.scanner.line_end + 1, state.cursor_max)
        return leaves.html_end(state.src, state.scanner.line_end, state.scanner.closer)


@cache
def _parser() -> Parser:
    """The one parser: its rules are compiled once, what it reads is in the state."""
    return Parser()


def parse(source: Source) -> MarkdownDocument:
    """Read the blocks of a file. Never raises; anything is Markdown."""
    from wsss_lint.markdown.slugs import Slugger

    scanner = Scanner(source)
    if source.text.startswith(BOM):  # it is no indent and no text: make it a blank line
        scanner.flat = "\n" + scanner.flat[1:]
    state = State(scanner)
    _parser().parse(state)
    state.finish()
    scanner.unwind(1)
    slugger = Slugger()
    for heading in scanner.headings:
        heading.slug = slugger.heading(heading.text, scanner.definitions)
    return MarkdownDocument(
        source,
        scanner.root.children,
        scanner.headings,
        scanner.definitions,
        leaves.html_anchors(scanner.flat, scanner.code),
        scanner.marks,
    )
