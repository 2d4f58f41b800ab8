"""LNK005 link-label-typo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from wsss_lint.records.model import Link, ListDocument
from wsss_lint.rule import Applicability, Bad, Diagnostic, Edit, Fix, Good, Rule, Severity
from wsss_lint.rules.links._addresses import addresses

# What lists call their links, by how often in 45 of them.
_LABELS = (
    "paper", "code", "pdf", "pytorch", "github", "project", "website", "arxiv", "link",
    "tensorflow", "supp", "supplementary", "supplement", "demo", "bibtex", "video", "slides",
    "poster", "blog", "page", "webpage", "homepage", "dataset", "datasets", "model", "models",
    "official", "unofficial", "caffe", "matlab", "keras", "mxnet", "torch", "jax", "theano",
    "talk", "thesis", "appendix", "review", "openreview", "colab", "benchmark", "report", "book",
    "survey", "tutorial", "presentation", "implementation", "publication", "journal",
)  # fmt: skip
# Words of their own that are a slip away from a label.
_WORDS = frozenset((
    "codes", "coder", "coded", "core", "node", "mode", "papers", "paged", "pager", "pages", "line",
    "links", "like", "linux", "demos", "data", "date", "videos", "slide", "posters", "blogs",
    "projects", "modes", "module", "websites", "books", "look", "touch", "talks", "tasks", "task",
    "papier", "reports", "reviews", "surveys", "site", "sites", "wiki", "news", "notes", "codec",
    "torchvision", "lines", "mail", "tank", "linked", "blob", "hook", "cook", "modem",
))  # fmt: skip


class LinkLabelTypo(Rule):
    """The label of a link is a usual label with a slip in it.

    ## Why

    `[Papeer]`, `[COCE]` and `[PyTroch]` look careless, and a script that collects all code
    links misses them.

    ## How to fix

    Write the label as the other links of the list have it: `[Papeer](https://…)` becomes
    `[Paper](https://…)`.

    ## Fix safety

    Unsafe: it changes a word.

    ## Known false alarms

    A label of your own that is one letter away from a usual one. Only labels of one word are
    looked at, and only if the right one occurs at least twice as often in the list.
    """

    code = "LNK005"
    name = "link-label-typo"
    severity = Severity.WARNING
    since = "0.1.0"
    fix = Applicability.UNSAFE
    good = (
        Good(
            '## Papers\n\n- **A:** "One" *CVPR2020* [[codes](https://a.b/c)]\n'
            '- **B:** "Two" *CVPR2020* [[code](https://a.b/d)] [[node](https://a.b/e)]\n'
            '- **C:** "Three" *CVPR2020* [[code](https://a.b/f)]\n'
            '- **D:** "Four" *CVPR2020* [[code](https://a.b/g)]\n'
        ),
    )
    bad = (
        Bad(
            '## Papers\n\n- **A:** "One" *CVPR2020* [[⟦COCE⟧](https://a.b/c)]\n'
            '- **B:** "Two" *CVPR2020* [[CODE](https://a.b/d)]\n'
            '- **C:** "Three" *CVPR2020* [[CODE](https://a.b/e)]\n'
            '- **D:** "Four" *CVPR2020* [[CODE](https://a.b/f)]\n',
            '## Papers\n\n- **A:** "One" *CVPR2020* [[CODE](https://a.b/c)]\n'
            '- **B:** "Two" *CVPR2020* [[CODE](https://a.b/d)]\n'
            '- **C:** "Three" *CVPR2020* [[CODE](https://a.b/e)]\n'
            '- **D:** "Four" *CVPR2020* [[CODE](https://a.b/f)]\n',
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        used: Counter[str] = Counter()
        links: dict[str, list[Link]] = {}
        for paper in document.papers:
            for link in paper.links:
                label = _bare(link.label)
                if label:
                    used[label] += 1
                    links.setdefault(label, []).append(link)
        lower: Counter[str] = Counter()
        for label, times in used.items():
            lower[label.lower()] += times
        visible = addresses(document).visible
        for label, places in links.items():
            right = _meant(label, lower)
            if right is None or document.registry.lookup(label):
                continue
            right = _as_written(right, label, used)
            for link in places:
                diagnostic = self._typo(link, label, right, document)
                if diagnostic is not None and visible(diagnostic.span.start):
                    yield diagnostic

    def _typo(
        self, link: Link, label: str, right: str, document: ListDocument
    ) -> Diagnostic | None:
        at = document.source.text.find(label, link.span.start, link.url_span.start)
        if at < 0:
            return None
        span = (at, at + len(label))
        return self.found(
            span,
            f"label `{label}` is misspelt",
            fix=Fix(f"write `{right}`", (Edit(*span, right),), Applicability.UNSAFE),
            help=f"did you mean `{right}`?",
        )


def _bare(label: str) -> str:
    """A label without marks around it, if it is one plain word that can be judged."""
    word = label.strip("[]`*_ ")
    return word if 4 <= len(word) <= 16 and word.isascii() and word.isalpha() else ""


def _meant(label: str, used: Counter[str]) -> str | None:
    """The usual label that this one is a slip of."""
    low = label.lower()
    if low in _LABELS or low in _WORDS or low.rstrip("s") in _LABELS:
        return None
    from wsss_lint.venues.near import distance_within

    times = used[low]
    near = [
        right
        for right in _LABELS
        if len(right) >= 4
        and used[right] >= max(2, 2 * times)
        and distance_within(low, right, 1) is not None
    ]
    return near[0] if len(near) == 1 else None


def _as_written(right: str, wrong: str, used: Counter[str]) -> str:
    """The right label in the case that the list mostly uses for it; the slip's own if it fits."""
    forms = [label for label in used if label.lower() == right]
    if not forms:
        return right
    same = [
        f for f in forms if f.isupper() == wrong.isupper() and f[0].isupper() == wrong[0].isupper()
    ]
    return max(same or forms, key=lambda form: used[form])
