"""What a reader sees before and after a fix: what counts as harm, and which fixes stay safe."""

from __future__ import annotations

import pytest

from wsss_lint.diagnostics import Applicability, Diagnostic, Edit
from wsss_lint.edits import apply
from wsss_lint.engine import Linter
from wsss_lint.fix.fixer import fix
from wsss_lint.fix.gate import Gate
from wsss_lint.fix.page_proof import harm, hull_of, page_harmed
from wsss_lint.fix.rendering import leaves, show
from wsss_lint.markdown import parse
from wsss_lint.settings import Settings
from wsss_lint.source import Source

SAFE, UNSAFE, DISPLAY = Applicability.SAFE, Applicability.UNSAFE, Applicability.DISPLAY


def judged(before: str, after: str, *edits: Edit) -> str | None:
    hulls = [hull_of(edits, 0)] if edits else []
    found = harm(show(before, {}), show(after, {}), hulls)
    return found.what if found else None


def test_what_is_shown() -> None:
    shown = show(
        '**SEAM:** "A\\_b &amp; `c*`" [*pdf*](https://a.b/x) <https://c.d> ![z](u.png)', {}
    )
    assert shown.text == 'SEAM: "A_b & c*" pdf \ufffc \ufffd'
    assert shown.words == (
        "SEAM", "A", "b", "c", "pdf", "a", "b", "x", "c", "d", "z", "u", "png",
    )  # fmt: skip
    assert shown.links == (("https://a.b/x", ("pdf",)), ("https://c.d", None))
    assert shown.images == (("u.png", ("z",)),)
    assert shown.codes == ("c*",)
    assert [shown.text[start:end] for _, start, end in shown.styles] == ["SEAM:", "pdf"]
    assert shown.styled(("strong",)) == [True, False, False, False, False]


def test_an_offset_is_found_in_what_is_shown() -> None:
    text = "a **bold** [link](https://x.y) end"
    shown = show(text, {})
    for word in ("a", "bold", "link", "end"):
        assert shown.text[shown.place(text.index(word)) :].startswith(word)


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ('[**D**](https://a.b/c): "Four"', '**D:** (https://a.b/c): "Four"', "links"),
        ("[**D:** Four](https://a.b)", "**D:** Four", "words"),
        ("[a](u) b", "[a](u) b ![c](d)", "words"),
        ("![a](u) b", "![a](v) b", "words"),
        ("[Auto](u) toolbox, [C](v)", "[Auto](u) [toolbox](), [C](v)", "links"),
        ("*ICCV*2021", "*ICCV *2021*", "emphasis"),
        ("S*ang Mi et al*. x", "*S*ang Mi et al*. x", "emphasis"),
        ("**M:** Ida", "**M:**Ida", "emphasis"),
        ("In ISCC, 2019", "In ISCC, 2019**.", "page: it shows a `*` more"),
        ("et al. X", "et al.. X", "separators"),
        ("Elm, *ECCV*", "Elm,. *ECCV*", "separators"),
        ("[[p](u)], 2021", "[[p](u)] , 2021", "separators"),
        ("[a](u.pdf): b", "[a](u.pdf) : b", "separators"),
        ("[x](u)[^1]. I", "[x](u). [^1]. I", "separators"),
        ("[p](u (https://a", "[p](u ( https://a", "separators"),
        ("C-GAN  - [a](u)", "C-GAN [a](u)", "separators"),
        ("[a](u): b | V 23", "[a](u) b V 23", "separators"),
        ("Nets. [`o`] [[p](u)]", "Nets. [`o`]. [[p](u)]", "separators"),
        ("(ICDE 2022, **best**)", "(ICDE 2022 **best**)", "separators"),
        ("(Not machine learning", "(Not (machine learning)", "brackets"),
        ("(Not machine", "((Not machine", "brackets"),
        ("Not machine", "(Not machine", "partner of a bracket or quote"),
        ("x (CVPR2021", "x (CVPR2021)", "partner of a bracket or quote"),
        ('"Title *C*', '"Title" *C*', "partner of a bracket or quote"),
        ("[[code](u)", "[[code](u)]", "brackets"),
        ("Loss of words", "Loss words", "words"),
        ("seen 61.0", "seen 61.5", "words"),
        ("a <b>c</b>", "a c", "HTML"),
        ("a ~~b~~", "a b", "emphasis"),
        ("**Title** *C*", "Title *C*", "emphasis"),
        # and what is no harm
        ("[[code](http://u.v)", "[code](http://u.v)", None),
        ("[code] (https://u.v/x_y)", "[code](https://u.v/x_y)", None),
        ("x [p](http://a.b//c)", "x [p](https://a.b/c)", None),
        ("**SRG** a", "**SRG:** a", None),
        ("x *CVPR2021", "x *CVPR2021*", None),  # the asterisk showed
        ("x * CVPR2021*", "x *CVPR2021*", None),
        ("(2021 CVPR) x", "(CVPR2021) x", None),
        ("CVPR'21 x", "CVPR2021 x", None),
        ("Neurips  2021", "NeurIPS2021", None),
        ("（CVPR 2020)", "(CVPR 2020)", None),
        ("eﬃcient", "efficient", None),
        ("wi\u200bdth", "width", None),
        ("a <!-- x --> b", "a b", None),
    ],
)
def test_harm(before: str, after: str, what: str | None) -> None:
    assert judged(before, after) == what


def test_both_marks_of_a_pair_may_be_set_but_not_beyond() -> None:
    edits = Edit(2, 2, "*"), Edit(10, 10, "*")
    assert judged("A CVPR2021 x", "A *CVPR2021* x", *edits) is None
    assert judged("A CVPR2021 x", "*A CVPR2021* x", *edits) == "emphasis"
    word = Edit(0, 0, "**"), Edit(5, 5, "**")
    assert judged("Check out [a](u)", "**Check** out [a](u)", *word) == "emphasis"


def test_a_venue_by_another_of_its_names() -> None:
    before, after = show("x *PAMI2021*", {}), show("x *TPAMI2021*", {})
    assert harm(before, after) is not None
    assert harm(before, after, same_venue=lambda a, b: {a, b} == {"PAMI", "TPAMI"}) is None
    before, after = show("x *ACM 2021MM*", {}), show("x *ACM ACM MM 2021*", {})
    assert harm(before, after, same_venue=lambda *_: True) is not None  # a word more


def test_blocks_in_order_and_comments_are_none() -> None:
    text = (
        "# H\n\npara\n\n- one\n  - two\n\n> q\n\n| a |\n|---|\n| b |\n\n<!-- c -->\n\n```\nx\n```\n"
    )
    document = parse(Source(text))
    assert [(leaf.path, text[slice(*leaf.span)]) for leaf in leaves(document)] == [
        ("heading1", "H"), ("paragraph", "para"), ("list/item/paragraph", "one"),
        ("list/item/list/item/paragraph", "two"), ("quote/paragraph", "q"), ("table/cell", "a"),
        ("table/cell", "b"), ("fence", "x\n"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (Edit(0, 2, ""), "blocks"),  # a heading becomes a paragraph
        (Edit(5, 5, "- "), "blocks"),
        (Edit(5, 9, "Word"), None),
        (Edit(5, 9, "ward"), "words"),
    ],
)
def test_a_page(edit: Edit, what: str | None) -> None:
    text = "# H\n\nword [a][b]\n\n[b]: https://x.y\n"
    found = page_harmed(parse(Source(text)), parse(Source(apply(text, [edit]))), [(edit,)])
    assert (found and found.what) == what
    if found and what == "words":
        assert [text[slice(*span)] for span in found.spans] == ["word [a][b]"]


def test_the_target_of_a_reference_counts() -> None:
    text = "a [b][c]\n\n[c]: https://x.y/one\n"
    edit = Edit(text.index("one"), text.index("one") + 3, "two")
    assert page_harmed(parse(Source(text)), parse(Source(apply(text, [edit]))), [(edit,)])


FORM = "# L\n\n## P\n\n### 2021\n\n" + "".join(
    f'- **N{k}:** "Boxes of Kind {k}" *CVPR2021* [[paper]](https://x.y/{k})\n' for k in range(8)
)


def trust(text: str, old: str, new: str) -> Applicability:
    document = Linter(Settings(2026)).read(Source(text))
    start = text.index(old)
    return Gate(document).trust([Edit(start, start + len(old), new)])


def test_the_gate() -> None:
    assert trust(FORM, "*CVPR2021*", "*CVPR 2021*") is SAFE
    assert trust(FORM, "Boxes", "Bikes") is DISPLAY  # words are made up
    assert trust(FORM, " [[paper]](https://x.y/0)", "") is DISPLAY  # a link is lost
    assert trust(FORM, '"Boxes of Kind 0"', '"Boxes of Kind 0') is UNSAFE  # one of two quotes
    unread = FORM + '- **GCN:** *CVPR2020* "Graphs for Segmentation"\n'
    assert len(Linter(Settings(2026)).read(Source(unread)).unreadable) == 1
    assert trust(unread, "for Segm", "for  Segm") is UNSAFE  # nobody knows what it is


def test_what_the_entries_around_have_is_no_slip() -> None:
    """A uniform section in a list that is otherwise written: its quotes and stops are its own."""
    plain = FORM.replace('"', "")
    uniform = plain + "\n### Others\n\n" + "".join(
        f'- **K{k}:** "Masks of Kind {k}" *CVPR2021* [[paper]](https://x.y/m{k})\n' for k in range(5)
    )  # fmt: skip
    document = Linter(Settings(2026)).read(Source(uniform))
    start = uniform.index('"Masks of Kind 2"')
    end = start + len('"Masks of Kind 2"') - 1
    quotes = [Edit(start, start + 1, ""), Edit(end, end + 1, "")]
    assert Gate(document).trust(quotes) is UNSAFE
    start = uniform.index('"Masks of Kind 0"')  # at the edge of the section too
    quotes = [Edit(start, start + 1, ""), Edit(start + 16, start + 17, "")]
    assert Gate(document).trust(quotes) is UNSAFE
    alone = plain.replace("Boxes of Kind 2", '"Boxes of Kind 2"')
    start = alone.index('"Boxes of Kind 2"')
    quotes = [Edit(start, start + 1, ""), Edit(start + 16, start + 17, "")]
    assert Gate(Linter(Settings(2026)).read(Source(alone))).trust(quotes) is SAFE


FOREIGN = {
    "a link around the label": '[**D**](https://a.b/c): "Four papers about cars" *ICCV2021*',
    "a link around label and colon": '[**D:**](https://a.b/c) "Four papers about cars" *ICCV2021*',
    "a link around all": '[**D:** "Four papers about cars" *ICCV2021*](https://a.b/c)',
    "the year behind the emphasis": '**D:** "Four papers about cars" *ICCV*2021',
    "a firm": '**D:** "Four papers about cars" *AI21 Labs*',
    "an unknown venue": '**D:** "Four papers about cars". In ISCC, 2019',
    "a footnote": '**D:** "Four papers about cars" *ICCV2021*[^1]',
    "emphasis around a part of a name": 'S*ang Mi et al*. "Four papers about cars" *ICCV2021*',
    "three asterisks": "***Four papers about cars (ICCV 2021)***",
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_foreign_but_correct_keeps_its_links_and_words(name: str) -> None:
    text = FORM + f"- {FOREIGN[name]}\n"
    (outcome,) = fix(Linter(Settings(2026)), [Source(text)])
    after = outcome.result.source.text.splitlines()[-1][2:]
    assert judged(FOREIGN[name], after) is None
    assert show(after, {}).links == show(FOREIGN[name], {}).links


def safe_lines(found: list[Diagnostic]) -> list[str]:
    return [d.expected or "" for d in found if d.fix and d.fix.applicability is SAFE]


def test_the_line_below_with_fix_is_what_fix_writes() -> None:
    text = FORM.replace('"Boxes of Kind 3" *CVPR2021*', "Boxes of Kind 3  *2021CVPR*")
    linter = Linter(Settings(2026))
    lines = safe_lines(linter.lint([Source(text)])[0].diagnostics)
    (outcome,) = fix(linter, [Source(text)])
    assert lines
    assert set(lines) <= set(outcome.result.source.text.splitlines())
