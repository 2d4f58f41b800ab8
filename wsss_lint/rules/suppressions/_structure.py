"""Whether a comment can go without the blocks around it becoming others."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from wsss_lint.diagnostics import Edit
from wsss_lint.fixes import apply
from wsss_lint.markdown import parse
from wsss_lint.markdown.tree import Block, Heading
from wsss_lint.records.model import ListDocument
from wsss_lint.source import Source

WINDOW = 60_000  # characters around a comment that are read again
BUDGET = 1_000_000  # characters that are read again for all comments of a list
MARKERS = " \t>*+-0123456789.)#"  # what may stand before the first word of an entry or heading


class Structure:
    """Answers for one list; it remembers what it has read again."""

    def __init__(self, document: ListDocument) -> None:
        self.document = document
        self.text = document.source.flat
        self.left = BUDGET
        self.taken = 0  # where the last stretch ends that was read again
        self.starts: list[int] | None = None
        self.known: dict[tuple[Edit, ...], bool] = {}  # the rules of a comment share its removal

    def kept(self, edits: tuple[Edit, ...]) -> bool:
        """Whether all blocks stay what they are after edits that take comments out.

        `<!-- … --># Heading` is one block of HTML until the comment goes; then it is a heading.
        Of two comments that stand near each other only the first may go: without both, the
        blocks around them could meet.
        """
        if edits not in self.known:
            lone = [edit for edit in edits if not edit.text and not self._trails(edit)]
            self.known[edits] = not lone or self._reads_alike(lone)
        return self.known[edits]

    def _reads_alike(self, edits: Sequence[Edit]) -> bool:
        start, end = self._around(edits)
        if end - start > min(WINDOW, self.left) or start < self.taken:
            return False
        self.left -= end - start
        comments = [self.text[edit.start : edit.end].strip() for edit in edits]
        inside = [Edit(e.start - start, e.end - start, "") for e in edits]
        before = self.text[start:end]
        same = _outline(before, comments) == _outline(apply(before, inside), comments)
        if same:
            self.taken = end
        return same

    def _trails(self, edit: Edit) -> bool:
        """Whether the comment plainly stands behind the words of its line: nothing to look up."""
        words = self.text[self.text.rfind("\n", 0, edit.start) + 1 : edit.start].lstrip(MARKERS)
        behind = self.text[edit.end : edit.end + 2]
        return (
            words[:1] not in ("", "<", "`", "~", "|", "[", "=", ":")
            and words[-1] not in "\\#"
            and any(char.isalnum() for char in words)
            and (not behind or behind[0] == "\n" or behind == " \n")
        )

    def _around(self, edits: Sequence[Edit]) -> tuple[int, int]:
        """From the block before the comments to the end of the block after them."""
        blocks = self.document.markdown.blocks
        if self.starts is None:
            self.starts = [block.span.start for block in blocks]
        first = bisect_right(self.starts, edits[0].start) - 2
        last = bisect_right(self.starts, edits[-1].end) + 1
        start = self.starts[first] if first >= 0 else 0
        end = self.starts[last] if last < len(blocks) else len(self.text)
        start = self.text.rfind("\n", 0, start) + 1
        return start, end if end == len(self.text) else self.text.rfind("\n", 0, end) + 1


def _outline(text: str, comments: list[str]) -> list[tuple[int, str, str]]:
    """The blocks of a text: how deep each stands, its kind, and the words of the innermost."""
    found: list[tuple[int, str, str]] = []
    stack: list[tuple[int, Block]] = [(0, b) for b in reversed(parse(Source(text)).blocks)]
    while stack:
        depth, block = stack.pop()
        words = text[block.span.start : block.span.end]
        if block.kind == "html" and words.strip() in comments:
            continue
        for comment in comments:
            words = words.replace(comment, " ")
        level = str(block.level) if isinstance(block, Heading) else ""
        own = "" if block.children else " ".join(words.split())
        found.append((depth, block.kind + level, own))
        stack += [(depth + 1, child) for child in reversed(block.children)]
    return found
