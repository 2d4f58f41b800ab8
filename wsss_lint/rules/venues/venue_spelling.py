"""VEN004 venue-spelling."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from wsss_lint.records.model import ListDocument
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity
from wsss_lint.rules.venues._guess import meant
from wsss_lint.rules.venues._mentions import Mention, mentions, most, verbatim
from wsss_lint.venues.registry import Registry

_PUBLISHERS = ("IEEE", "ACM")


class VenueSpelling(Rule):
    """A venue is spelt otherwise than the venue spells itself, or is misspelt.

    ## Why

    `arxiv`, `Arxiv` and `arXiv` in one list make three venues for everyone who searches,
    counts or sorts. A misspelt one (`NeruIPS`) is found by nobody.

    ## How to fix

    Write the code in the way that the message says. That is the spelling that the list itself
    uses in at least four of five places, else the venue's own: arXiv, ACM MM, NeurIPS.

    ## Fix safety

    Safe where only case and blanks differ, or where one of the venue's short forms is replaced
    by the one that the list uses more (`PAMI` or `IEEE TPAMI` beside `TPAMI`). Unsafe where
    letters are wrong: the correction is a guess, made only if a single venue is that near.

    ## Known false alarms

    A new venue whose code is a slip away from a known one, in a list that names the known one.
    Tell wsss-lint about it: `[venues.XYZ]`. Entire names (`Pattern Recognition`,
    `IEEE Transactions on Image Processing`), CoRR and NIPS are never called misspelt, and a
    hyphen may stand for a blank (`ECML PKDD`).
    """

    code = "VEN004"
    name = "venue-spelling"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.SAFE
    good = (
        Good('## Papers\n\n- **A:** "One" *arXiv2020*\n- **B:** "Two" *ACM MM2020*\n'),
        Good(
            '## Papers\n\n- **A:** "One" *Arxiv2020*\n- **B:** "Two" *Arxiv2021*\n'
            '- **C:** "Three" *Arxiv2021*\n- **D:** "Four" *Neural Networks2021*\n'
        ),
        Good('## Papers\n\n- **A:** "One" *ACCV2020*\n- **B:** "Two" *ICCV2021*\n'),
    )
    bad = (
        Bad(
            '## Papers\n\n- **GETAM:** "Gradient-weighted Attention" *⟦arxiv⟧2022*\n'
            '- **PuzzleCAM:** "Improved Localization" *arXiv2021*\n'
            '- **A:** "One" *⟦ACMMM⟧2021*\n',
            '## Papers\n\n- **GETAM:** "Gradient-weighted Attention" *arXiv2022*\n'
            '- **PuzzleCAM:** "Improved Localization" *arXiv2021*\n'
            '- **A:** "One" *ACM MM2021*\n',
        ),
        Bad(
            '## Papers\n\n- **CONTA:** "Causal Intervention" *⟦NeruIPS⟧2020*\n'
            '- **SeeNet:** "Self-Erasing Network" *NeurIPS2018*\n',
            '## Papers\n\n- **CONTA:** "Causal Intervention" *NeurIPS2020*\n'
            '- **SeeNet:** "Self-Erasing Network" *NeurIPS2018*\n',
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        found = mentions(document)
        registry = document.registry
        counts: dict[str, Counter[object]] = defaultdict(Counter)
        unknown: Counter[str] = Counter()
        for mention in found.all:
            if mention.span is None or not mention.text:
                continue
            if mention.venue is None:
                unknown[mention.text] += 1
            else:
                counts[mention.venue.code][mention.text] += 1
        right = _corrections(counts, registry)
        slips = {text: meant(text, times, found, registry) for text, times in unknown.items()}
        if not right and not any(slips.values()):
            return
        for mention in found.all:
            if mention.span is None:
                continue
            house = right.get(mention.text)
            if house is not None:
                yield self._variant(mention, house, document)
            elif (venue := slips.get(mention.text)) is not None:
                code = _house(venue.code, counts.get(venue.code, Counter()), registry)
                yield self._slip(mention, code, document)

    def _variant(self, mention: Mention, right: str, document: ListDocument) -> Diagnostic:
        assert mention.span is not None
        return self.found(
            mention.span,
            f"venue `{mention.text}` is spelt `{right}`",
            fix=_replace(mention, right, document, Applicability.SAFE),
            help=f"write `{right}`",
        )

    def _slip(self, mention: Mention, right: str, document: ListDocument) -> Diagnostic:
        assert mention.span is not None
        return self.found(
            mention.span,
            f"unknown venue `{mention.text}`",
            fix=_replace(mention, right, document, Applicability.UNSAFE),
            help=f"did you mean `{right}`?",
        )


def _replace(
    mention: Mention, right: str, document: ListDocument, how_far: Applicability
) -> Fix | None:
    if mention.span is None or not verbatim(mention, document):
        return None
    return Fix(f"write `{right}`", (Edit(*mention.span, right),), how_far)


def _corrections(counts: dict[str, Counter[object]], registry: Registry) -> dict[str, str]:
    """For each text that is to be written otherwise, how."""
    right: dict[str, str] = {}
    bare = _without_publisher(counts, registry)
    for code, texts in counts.items():
        house = _house(code, texts, registry)
        for text in texts:
            if not isinstance(text, str) or text in (house, code) or not text[-1:].isalnum():
                continue  # `2018-Arxiv- Title`: that is no matter of spelling
            if not registry.spelling(text) or (text.islower() and " " in text):
                continue
            # what is right in some lists is wrong only beside another spelling in this one
            wrong_here = texts[house] >= texts[text] or (bare and text.startswith(_PUBLISHERS))
            if wrong_here or registry.misspelt(text):
                right[text] = house
    return right


def _without_publisher(counts: dict[str, Counter[object]], registry: Registry) -> bool:
    """Whether the list leaves out the publisher: TMM and TIP, where it could say IEEE TMM."""
    habit: Counter[object] = Counter()
    for code, texts in counts.items():
        venue = registry.lookup(code)
        if venue is not None and venue.kind == "journal" and venue.name.startswith(_PUBLISHERS):
            for text, times in texts.items():
                habit[str(text).startswith(_PUBLISHERS)] += times
    return most(habit, 3) is False


def _house(code: str, texts: Counter[object], registry: Registry) -> str:
    """How the list spells a code: its own way when that is clear, else the venue's.

    Only the code and its mere variants take part; entire names stand beside them.
    """
    short: Counter[object] = Counter(
        {t: n for t, n in texts.items() if t == code or (t and registry.spelling(str(t)))}
    )
    usual = most(short, 3)
    return usual if isinstance(usual, str) else code
