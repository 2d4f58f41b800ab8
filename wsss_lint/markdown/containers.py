"""The line scanner: reads one list or quote at a time, with a stack of open containers.

It follows the block phase of CommonMark 0.31 with GFM tables. mistune's own rules for lists and
quotes are not used: they re-parse de-indented copies, in which positions are lost.
"""

from __future__ import annotations

import re

from wsss_lint.markdown import leaves, tables
from wsss_lint.markdown.builder import CODE, FENCE, HTML, NONE, PARAGRAPH, TABLE, Builder, Left
from wsss_lint.markdown.lists import SIMPLE_ITEM, Container, columns, simple_items
from wsss_lint.markdown.tree import Block, Fence, List, Table
from wsss_lint.source import Source, Span

# Deeper containers are text: GitHub cuts at about this depth too, and nobody nests by hand so.
MAX_DEPTH = 100

NO, OPENED, DONE = range(3)  # what a block start says: not one, a container, a whole line

_BLANKS = re.compile(r"[ \t]*+").match
_ORDERED = re.compile(r"([0-9]{1,9})([.)])(?=[ \t\n]|\Z)").match
_BREAK = {c: re.compile(rf"[{re.escape(c)} \t]*+").match for c in "-_*"}


class Scanner(Builder):
    """The pass over the lines.

    `at`, `column`, `base` are the cursor in the current line: the first character not blank,
    its column, and the column up to which containers have taken the line; what lies between
    `base` and `column` is the indent.
    """

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self.at = self.column = self.base = self.line_end = 0
        self.no_break = ("", 0)  # up to here the line is known to be no thematic break

    def look(self, pos: int) -> None:
        """Put the cursor into the line that starts at `pos`."""
        end = self.flat.find("\n", pos)
        self.line_end = end = end if end >= 0 else len(self.flat)
        self.at = at = _BLANKS(self.flat, pos, end).end()  # type: ignore[union-attr]
        self.base = 0
        self.column = 0 if at == pos else columns(self.flat, pos, at, 0)

    def rest_of_container(self) -> int:
        """Read the top-level container just opened, and items that follow it; return the end."""
        pos, length = self.line_end + 1, len(self.flat)
        try:
            if self.at < self.line_end:
                self.open_blocks(len(self.stack))
            while pos < length:
                simple = SIMPLE_ITEM(self.flat, pos) if self.flat[pos] in "-*+" else None
                if simple:
                    self.unwind(1, before_item=True)
                    return simple_items(self.flat, simple, self.root)
                self.look(pos)
                self.line()
                pos = self.line_end + 1
            self.unwind(1)
        except Left:
            pass
        return min(pos, length)

    def line(self) -> None:
        """Give one line to the open containers and their leaf, or open new ones in them."""
        end = self.line_end
        matched = self.continue_containers()
        leaf = self.leaf
        if leaf > PARAGRAPH and matched < len(self.stack):
            self.unwind(matched)
        elif leaf == FENCE:
            self.continue_fence()
            return
        elif leaf == HTML and self.continue_html():
            return
        elif leaf == CODE and self.at < end:
            if self.column - self.base > 3:
                self.end = end
                return
            self.close_leaf()
        if self.at >= end:
            if self.leaf != CODE:
                self.unwind(matched)
            return
        self.open_blocks(matched)

    def continue_containers(self) -> int:
        """How many containers this line continues; moves the cursor behind their marks."""
        flat, stack, end = self.flat, self.stack, self.line_end
        matched, depth = 1, len(self.stack)
        while matched < depth:
            container = stack[matched]
            if container.offset == 0:
                if self.at >= end or self.column - self.base > 3 or flat[self.at] != ">":
                    break
                container.end = self.at + 1
                self.skip_quote_mark()
            elif self.at >= end:
                # An item that began with a blank line has at most this one.
                if matched == depth - 1 and not container.children and self.leaf == NONE:
                    break
            elif self.column - self.base >= container.offset:
                self.base += container.offset
            else:
                break
            matched += 1
        return matched

    def skip_quote_mark(self) -> None:
        """Move the cursor behind `>` and one blank; a tab's other columns remain indent."""
        mark = self.at
        self.marks.append(mark)
        following = self.flat[mark + 1 : mark + 2]
        self.base = self.column + (2 if following in (" ", "\t") else 1)
        self.skip_blanks(mark + 1, self.column + 1)

    def skip_blanks(self, pos: int, column: int) -> None:
        self.at = _BLANKS(self.flat, pos, self.line_end).end()  # type: ignore[union-attr]
        self.column = columns(self.flat, pos, self.at, column)

    def open_blocks(self, matched: int) -> None:
        """Open what starts in the rest of the line; what is left is text."""
        flat = self.flat
        while True:
            if self.column - self.base > 3:
                if self.leaf == PARAGRAPH:
                    break
                self.unwind(matched)
                self.leaf, self.start, self.end = CODE, self.at, self.line_end
                return
            start = _STARTS.get(flat[self.at])
            if start is None:
                break
            outcome = start(self, matched)
            if outcome == NO:
                break
            if outcome == DONE or self.at >= self.line_end:
                return
            matched = len(self.stack)
        self.text(matched)

    def text(self, matched: int) -> None:
        """A line of text: continues the paragraph (lazily too), the table, or starts one."""
        if self.leaf == PARAGRAPH:
            if (
                matched == len(self.stack)
                and self.column - self.base <= 3
                and self.flat[self.at] in "|:-"
                and tables.is_delimiter_row(self.flat[self.at : self.line_end])
                and self.start_table()
            ):
                return
            self.last, self.end = self.at, self.line_end
        else:
            if self.leaf == TABLE and self.table is not None:
                row = tables.row(self.flat, self.at, self.line_end)
                if row.cells:  # a lone `|` is no row
                    self.table.rows.append(row)
                    self.end = self.line_end
                    return
            self.unwind(matched)
            self.leaf, self.start, self.last, self.end = (
                PARAGRAPH, self.at, self.at, self.line_end,
            )  # fmt: skip

    def start_table(self) -> bool:
        """Make the paragraph's last line a table's header if the delimiter row fits it."""
        header = tables.row(self.flat, self.last, self.end)
        delimiter = tables.row(self.flat, self.at, self.line_end)
        if len(header.cells) != len(delimiter.cells):
            return False
        start, end = self.last, self.line_end
        if self.last > self.start:
            self.end = self.flat.rfind("\n", self.start, self.last)
            self.close_leaf()
        self.leaf, self.start, self.end = TABLE, start, end
        self.table = Table(Span(start, end), header, delimiter, [])
        return True

    # -- leaves that go on --------------------------------------------------------------

    def continue_fence(self) -> None:
        at, end = self.at, self.line_end
        if at < end and self.column - self.base <= 3 and self.flat.startswith(self.closer, at):
            rest = self.flat[at:end].rstrip(" \t")
            if not rest.strip(self.closer[0]):
                content = Span(self.body, max(self.body, self.end + 1))
                span = Span(self.start, at + len(rest))
                self.stack[-1].children.append(Fence(span, self.info, content))
                self.code.append(span)
                self.leaf = NONE
                return
        self.end = end

    def continue_html(self) -> bool:
        """Whether the open HTML block takes this line; closes it when the line ends it."""
        if self.closer == "":
            if self.at >= self.line_end:
                self.close_leaf()
                return False
            self.end = self.line_end
            return True
        self.end = self.line_end
        if leaves.html_ends(self.flat, self.at, self.line_end, self.closer):
            self.close_leaf()
        return True

    # -- block starts -------------------------------------------------------------------

    def start_quote(self, matched: int) -> int:
        if len(self.stack) > MAX_DEPTH:
            return NO
        self.unwind(matched)
        container = Container(0, self.at)
        container.end = self.at + 1
        self.stack.append(container)
        self.skip_quote_mark()
        return OPENED

    def start_heading(self, matched: int) -> int:
        found = leaves.atx_heading(self.flat, self.at, self.line_end)
        if found is None:
            return NO
        self.unwind(matched)
        level, start, end, stop = found
        self.add_heading(Span(self.at, stop), level, Span(start, end))
        return DONE

    def start_fence(self, matched: int) -> int:
        found = leaves.fence(self.flat, self.at, self.line_end)
        if found is None:
            return NO
        self.unwind(matched)
        self.closer, self.info = found
        self.leaf, self.start, self.end = FENCE, self.at, self.line_end
        self.body = min(self.line_end + 1, len(self.flat))
        return DONE

    def start_html(self, matched: int) -> int:
        closer = leaves.html_start(self.flat, self.at, self.line_end, self.leaf == PARAGRAPH)
        if closer is None:
            return NO
        self.unwind(matched)
        self.leaf, self.start, self.end, self.closer = HTML, self.at, self.line_end, closer
        if closer and leaves.html_ends(self.flat, self.at, self.line_end, closer):
            self.close_leaf()
        return DONE

    def start_setext(self, matched: int) -> int:
        """Turn the paragraph above `===` or `---` into a heading."""
        if self.leaf != PARAGRAPH or matched < len(self.stack):
            return NO
        char = self.flat[self.at]
        line = self.flat[self.at : self.line_end].rstrip(" \t")
        if line.strip(char):
            return NO
        start = self.take_definitions() if self.flat[self.start] == "[" else self.start
        end = self.trimmed(start, self.end)
        if end <= start:  # there were but definitions: what follows them is text, or a break
            self.start = self.last = self.end = self.at
            return NO
        self.leaf = NONE
        self.add_heading(
            Span(start, self.at + len(line)), 1 if char == "=" else 2, Span(start, end)
        )
        return DONE

    def start_break(self, matched: int) -> int:
        at, end, char = self.at, self.line_end, self.flat[self.at]
        if self.no_break[0] == char and at < self.no_break[1]:
            return NO  # `- - - … x`, seen from the container before
        stop = _BREAK[char](self.flat, at, end).end()  # type: ignore[union-attr]
        if stop < end or self.flat.count(char, at, end) < 3:
            self.no_break = (char, stop)
            return NO
        self.unwind(matched)
        span = Span(at, self.trimmed(at, end))
        self.stack[-1].children.append(Block("thematic_break", span))
        return DONE

    def start_dash(self, matched: int) -> int:
        return self.start_setext(matched) or self.start_break(matched) or self.start_bullet(matched)

    def start_star(self, matched: int) -> int:
        return self.start_break(matched) or self.start_bullet(matched)

    def start_bullet(self, matched: int) -> int:
        at = self.at
        if self.flat[at + 1 : at + 2] not in ("", " ", "\t", "\n"):
            return NO
        return self.start_item(matched, at + 1, self.flat[at])

    def start_ordered(self, matched: int) -> int:
        match = _ORDERED(self.flat, self.at, self.line_end + 1)
        if match is None:
            return NO
        # `1986. What a year` at the start of a paragraph's line is text, `1. one` is not.
        if self.leaf == PARAGRAPH and matched == len(self.stack) and int(match[1]) != 1:
            return NO
        return self.start_item(matched, match.end(), match[2])

    def start_item(self, matched: int, marker_end: int, kind: str) -> int:
        """Open a list item; `kind` is the bullet, or the `.` or `)` behind the number."""
        at, column, base = self.at, self.column, self.base
        blank = _BLANKS(self.flat, marker_end, self.line_end).end() >= self.line_end  # type: ignore[union-attr]
        if len(self.stack) > MAX_DEPTH or (
            blank and self.leaf == PARAGRAPH and matched == len(self.stack)
        ):
            return NO
        self.unwind(matched, before_item=True)
        width = column + marker_end - at
        self.skip_blanks(marker_end, width)
        self.base = width + 1 if blank or self.column - width > 4 else self.column
        parent = self.stack[-1]
        listing = parent.open_list
        if listing is None or parent.list_kind != kind or parent.children[-1] is not listing:
            listing = List(Span(at, at), kind in ".)", [])
            parent.children.append(listing)
            parent.open_list, parent.list_kind = listing, kind
        container = Container(self.base - base, at)
        container.end = container.marker_end = marker_end
        container.listing = listing
        self.stack.append(container)
        return OPENED


_STARTS = {
    ">": Scanner.start_quote,
    "#": Scanner.start_heading,
    "`": Scanner.start_fence,
    "~": Scanner.start_fence,
    "<": Scanner.start_html,
    "=": Scanner.start_setext,
    "-": Scanner.start_dash,
    "*": Scanner.start_star,
    "_": Scanner.start_break,
    "+": Scanner.start_bullet,
    **dict.fromkeys("0123456789", Scanner.start_ordered),
}
