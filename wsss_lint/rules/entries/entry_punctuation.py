"""ENT104 entry-punctuation."""

from __future__ import annotations

from collections.abc import Iterable

from wsss_lint.records.model import Departure, ListDocument
from wsss_lint.rule import Bad, Diagnostic, Edit, Good, Severity, Span
from wsss_lint.rules.entries._form import FormRule
from wsss_lint.rules.entries._stops import lost_stops
from wsss_lint.rules.venues._mentions import odd_marks

_TITLES = ("Seeds", "Rays", "Masks", "Beams", "Cues", "Points", "Dots")


class EntryPunctuation(FormRule):
    """A mark between the parts of an entry is missing, or is not the one of its neighbours.

    ## Why

    The comma before the authors, the stop behind the title, the bar before the links are what
    tells the parts apart. An entry that has another mark there looks careless to readers, and
    scripts that split entries at the marks read it wrongly.

    ## How to fix

    Write the marks that the entry's neighbours have. Where they put a comma between the title
    and the authors:

    ```text
    - [Title of a Paper](https://…) A. Author, CVPR 2020
    - [Title of a Paper](https://…), A. Author, CVPR 2020     <- so
    ```

    ## Fix safety

    Safe: only marks between the parts change, no part does.

    ## Known false alarms

    None known. A title that ends with `?` or `!` needs no stop, and around a part that the entry
    lacks nothing is asked for.
    """

    code = "ENT104"
    name = "entry-punctuation"
    severity = Severity.WARNING
    since = "0.1.0"
    title = "write the marks of the neighbours"
    advice = "write the marks between the parts as the entries around this one do"
    good = (
        Good(
            "## Papers\n\n- 2020-CVPR - Seeds and Noise. [[Paper]](https://a.org/1)\n"
            "- 2020-ICCV - Do We Need Clean Labels? [[Paper]](https://a.org/2)\n"
            "- 2020 - Pixels and Noise. [[Paper]](https://a.org/3)\n"
            "- 2020-ICLR - Labels and Noise. [[Paper]](https://a.org/4)\n"
            "- 2020-ECCV - Images and Noise. [[Paper]](https://a.org/5)\n",
            format="year-venue",
        ),
    )
    bad = (
        Bad(
            "## Papers\n\n- 2020-CVPR - Seeds and Noise. [[Paper]](https://a.org/1)\n"
            "- 2020-ICCV - Masks and Noise⟦⟧ [[Paper]](https://a.org/2)\n"
            "- 2020-ICLR - Labels and Noise. [[Paper]](https://a.org/4)\n"
            "- 2020-ECCV - Images and Noise. [[Paper]](https://a.org/5)\n",
            "## Papers\n\n- 2020-CVPR - Seeds and Noise. [[Paper]](https://a.org/1)\n"
            "- 2020-ICCV - Masks and Noise. [[Paper]](https://a.org/2)\n"
            "- 2020-ICLR - Labels and Noise. [[Paper]](https://a.org/4)\n"
            "- 2020-ECCV - Images and Noise. [[Paper]](https://a.org/5)\n",
            format="year-venue",
        ),
        Bad(
            "## Papers\n\n- [Seeds for Scenes](https://a.org/1), Li et al., CVPR 2021\n"
            "- [Rays for Scenes](https://a.org/3), Wu et al.⟦⟧ ICCV 2021\n"
            "- [Masks for Scenes](https://a.org/4), Xu et al., ICCV 2021\n"
            "- [Beams for Scenes](https://a.org/5), Yu et al., CVPR 2021\n",
            "## Papers\n\n- [Seeds for Scenes](https://a.org/1), Li et al., CVPR 2021\n"
            "- [Rays for Scenes](https://a.org/3), Wu et al., ICCV 2021\n"
            "- [Masks for Scenes](https://a.org/4), Xu et al., ICCV 2021\n"
            "- [Beams for Scenes](https://a.org/5), Yu et al., CVPR 2021\n",
            format="linked-title-comma",
        ),
        Bad(
            "## Papers\n\n- Seeds for Scenes *CVPR2021*\n- Rays for Scenes *ICCV2021*\n"
            "- Masks for Scenes *ECCV2020*\n- Beams for Scenes *ICCV⟦-⟧2019*\n"
            "- Boxes for Scenes *CVPR2019*\n- Points for Scenes *ECCV2018*\n",
            "## Papers\n\n- Seeds for Scenes *CVPR2021*\n- Rays for Scenes *ICCV2021*\n"
            "- Masks for Scenes *ECCV2020*\n- Beams for Scenes *ICCV2019*\n"
            "- Boxes for Scenes *CVPR2019*\n- Points for Scenes *ECCV2018*\n",
        ),
        Bad(
            "## Papers\n\n"
            + "".join(f"- {t} for All Scenes. [[pdf](https://a.org/{t})]\n" for t in _TITLES)
            + "- Boxes for All Scenes⟦⟧ [[pdf](https://a.org/9)]\n",
            "## Papers\n\n"
            + "".join(f"- {t} for All Scenes. [[pdf](https://a.org/{t})]\n" for t in _TITLES)
            + "- Boxes for All Scenes. [[pdf](https://a.org/9)]\n",
            format="labelled-links",
        ),
    )

    def check_document(self, document: ListDocument) -> Iterable[Diagnostic]:
        """The departures, marks between venue and year, which are one field mostly, and the
        stop behind the title, which many forms leave open."""
        yield from super().check_document(document)
        for span, usual in odd_marks(document):
            mark = document.source.slice(span).strip()
            message = f"`{mark}` between venue and year, where the list has none"
            edits = (Edit(*span, usual),)
            yield self.report(Departure(self.name, span, edits, message))
        for at in lost_stops(document):
            edits = (Edit(at, at, "."),)
            yield self.report(Departure(self.name, Span(at, at), edits, "`.` is missing here"))
