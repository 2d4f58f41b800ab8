"""Inputs that make careless programs slow, deep or dead: each is a size to a text of about it."""

from __future__ import annotations

from collections.abc import Callable

ENTRY = '- **ABC:** "A Title of a Paper" *CVPR2021*\n'
HEAD = f"# 1. Paper List\n\n#### 2021\n\n{ENTRY * 5}"


def repeated(part: str, around: str = "{}\n", head: str = HEAD) -> Callable[[int], str]:
    """A part as often as fits, in a line of its own below some real papers."""
    return lambda size: head + around.format(part * (size // len(part)))


def nested(prefix: str, end: str) -> Callable[[int], str]:
    """Every line one level deeper than the one before: few lines, for their sum is the size."""

    def text(size: int) -> str:
        lines, used, depth = [], 0, 0
        while used < size:
            lines.append(prefix * depth + end)
            used += len(lines[-1]) + 1
            depth += 1
        return HEAD + "\n".join(lines) + "\n"

    return text


def numbered(line: str, head: str = HEAD) -> Callable[[int], str]:
    """Lines that differ in their number."""
    return lambda size: (
        head + "".join(line.replace("{}", str(i)) for i in range(size // (len(line) + 3)))
    )


def table(columns: int) -> Callable[[int], str]:
    """A table of results with many columns."""

    def text(size: int) -> str:
        row = "| ABC | CVPR21 |" + " 61.7 |" * columns + "\n"
        head = "| Method | Pub. |" + " val |" * columns + "\n" + "|---" * (columns + 2) + "|\n"
        return HEAD + "\n# Results\n\n" + head + row * max(1, (size - len(head)) // len(row))

    return text


#: name -> size in characters -> text
CASES: dict[str, Callable[[int], str]] = {
    "asterisks": repeated("*"),
    "asterisks in an entry": repeated("*", "- **A:** {} *CVPR2021*\n"),
    "asterisks and letters": repeated("**a *b ", "- {}\n"),
    "asterisk pairs that cross": repeated("*a **b", "- {}\n"),
    "underscores": repeated("_a__b", "- {}\n"),
    "backticks of all lengths": lambda n: HEAD
    + "- "
    + " ".join("`" * i for i in range(1, int((2 * n) ** 0.5)))
    + "\n",
    "backticks": repeated("`a", "- {}\n"),
    "opening brackets": repeated("[", "- {}\n"),
    "closing brackets": repeated("]", "- {}\n"),
    "bracket pairs": repeated("[[a]", "- {}\n"),
    "unclosed links": repeated("[a](", "- {}\n"),
    "unclosed images": repeated("![a](b", "- {}\n"),
    "links": repeated("[a](http://b.c) ", "- {}\n"),
    "links one in the other": lambda n: HEAD + "- " + "[" * (n // 6) + "](u)" * (n // 6) + "\n",
    "angle brackets": repeated("<", "- {}\n"),
    "tags": repeated("<a ", "- {}\n"),
    "unclosed comments": repeated("<!-- ", "- {}\n"),
    "unclosed suppressions": repeated("<!-- wsss-lint: ignore[", "- {}\n"),
    "suppressions": numbered(ENTRY[:-1] + " <!-- wsss-lint: ignore[venue-order] {} -->\n"),
    "quotes in an entry": repeated('"', "- **A:** {} *CVPR2021*\n"),
    "quoted words": repeated('"a" ', "- **A:** {} *CVPR2021*\n"),
    "blanks in an entry": repeated(" ", '- **A:** "B{}C" *CVPR2021*\n'),
    "blanks before a venue": repeated(" ", '- **A:** "B"{}*CVPR2021*\n'),
    "blanks at the end": repeated(" ", "- **A:** B *CVPR2021*{}\n"),
    "colons": repeated(":", "- **A{}** B *CVPR2021*\n"),
    "colons and blanks": repeated(": ", "- {} *CVPR2021*\n"),
    "dots": repeated(". ", "- {} *CVPR2021*\n"),
    "commas": repeated("a, ", "- {} *CVPR2021*\n"),
    "hyphens": repeated(" - ", "- {} *CVPR2021*\n"),
    "bars": repeated(" | ", "- {} *CVPR2021*\n"),
    "digits": repeated("2021", "- A *CVPR{}*\n"),
    "years": repeated("2021 ", "- A *CVPR{}*\n"),
    "venues": repeated("*CVPR2021* ", "- A {}\n"),
    "labels": repeated("**A:** ", "- {} *CVPR2021*\n"),
    "et al.": repeated("*et al.* ", "- **A {}:** B *CVPR2021*\n"),
    "parentheses": repeated("(", "- A {} *CVPR2021*\n"),
    "parentheses closed": repeated("(CVPR 2021) ", "- A {}\n"),
    "one long word": repeated("a", '- **A:** "{}" *CVPR2021*\n'),
    "one long line": repeated("word ", '- **A:** "{}" *CVPR2021*\n'),
    "zero-width characters": repeated("a\u200b", "- {} *CVPR2021*\n"),
    "combining marks": repeated("\u0301", "- e{} *CVPR2021*\n"),
    "entities": repeated("&amp;", "- {} *CVPR2021*\n"),
    "backslashes": repeated("\\", "- {} *CVPR2021*\n"),
    "breaks": repeated("<br>", "- {} *CVPR2021*\n"),
    "list markers in a line": repeated("- ", "{}\n"),
    "quote markers in a line": repeated("> ", "{}a\n"),
    "quotes and lists in a line": repeated("> - ", "{}a\n"),
    "lists deeper and deeper": nested("  ", "- a"),
    "quotes deeper and deeper": nested("> ", "a"),
    "empty items": numbered("-\n"),
    "ordered items": numbered("{}. A Title *CVPR2021*\n"),
    "lines of one paragraph": numbered("A Title {}\n"),
    "lines of one item": lambda n: HEAD + "- A Title\n" + "  more\n" * (n // 7),
    "hashes": repeated("#", "{} a\n"),
    "headings": numbered("## {}\n", head=""),
    "headings all alike": lambda n: HEAD + "## Same\n\n" * (n // 9),
    "headings that look like repetitions": numbered("## a\n\n## a-{}\n\n"),
    "headings over underlines": lambda n: HEAD + "a\n===\n\n" * (n // 7),
    "contents all alike": lambda n: "- [a](#a)\n" * (n // 10) + "\n# a\n\n" + HEAD,
    "contents all dead": numbered("- [a](#dead-{})\n", head="# a\n\n"),
    "fences": lambda n: HEAD + "```\n" * (n // 4),
    "fence that is not closed": lambda n: HEAD + "```\n" + "a\n" * (n // 2),
    "braces in BibTeX": repeated("{", "```\n@article{{a, title={}\n```\n"),
    "BibTeX entries": numbered("```\n@article{k{}, title={A}, year={2020}}\n```\n"),
    "BibTeX that is not closed": repeated("@article{", "```\n{}\n```\n"),
    "definitions": numbered("[a{}]: http://b.c\n"),
    "pipes": repeated("|", "a\n{}\n"),
    "pipes under a delimiter": repeated("|", "| a |\n| - |\n{}\n"),
    "delimiters": repeated("|-", "| a |\n{}|\n"),
    "table of 2,000 columns": table(2_000),
    "table of three columns": table(1),
    "papers all alike": lambda n: HEAD + ENTRY * (n // len(ENTRY)),
    "papers nearly alike": numbered('- **A{}:** "A Title of a Paper Number {}" *CVPR2021*\n'),
    "papers with one link": numbered("- [A{}](https://arxiv.org/abs/2101.00001), B, CVPR 2021\n"),
    "papers of no known venue": numbered('- **A{}:** "A Title {}" *QQQ{}*\n'),
    "papers without all": numbered("- A{}\n"),
    "methods that tables lack": lambda n: HEAD
    + "\n# Results\n\n| Method | Pub. | val |\n|---|---|---|\n"
    + "".join(f"| Metho{i} | CVPR21 | 61.{i % 10} |\n" for i in range(n // 27)),
    "carriage returns": repeated("\r", "{}\n"),
    "mixed line ends": repeated("- A *CVPR2021*\r\n- B *CVPR2021*\r", "{}\n"),
    "blank lines": repeated("\n", "{}\n"),
    "tabs": repeated("\t", "-{}A\n"),
    "thematic breaks": repeated("---\n\n", "{}\n"),
    "escaped pipes": repeated("\\|", "| a |\n| - |\n| {} |\n"),
    "autolinks": repeated("http://a.b ", "- {}\n"),
    "schemes": repeated("https://", "- [a]({})\n"),
    "hyphenated words": repeated("seg- men ", "- {} *CVPR2021*\n"),
    "apostrophes": repeated("a'b’c ", "- {} *CVPR2021*\n"),
}  # fmt: skip
