"""ENT112 title-quotes."""

from __future__ import annotations

from wsss_lint.rule import Bad, Good, Severity
from wsss_lint.rules.entries._form import FormRule


class TitleQuotes(FormRule):
    """The quotes around a title are not those that its neighbours have.

    One or both may be missing, they may be curly where the neighbours have straight ones, or a
    blank may stand between a quote and the title.

    ## Why

    In a list that quotes its titles the quotes say where a title begins and ends; with one of
    them missing, the rest of the line reads as part of it. Curly quotes come from a paper's PDF or
    a word processor and are not found by a search for straight ones.

    ## How to fix

    Quote the title as the entries around it do, mostly `"Title"`, with no blank inside.

    ## Fix safety

    Safe: only the quotes and the blanks at their inside change.

    ## Known false alarms

    None known. Each year is judged by itself: a list that stopped quoting its titles is right,
    and so are quotes and apostrophes inside a title.
    """

    code = "ENT112"
    name = "title-quotes"
    severity = Severity.WARNING
    since = "0.1.0"
    title = "quote the title as its neighbours"
    advice = "put the title into quotes as its neighbours are, with no blank inside"
    good = (
        Good(
            '## Papers\n\n- **A:** "What’s the Point of Seeds" *ECCV2016*\n'
            '- **B:** "Pixels for Segmentation" *ECCV2016*\n'
            '- **C:** "Masks for Segmentation" *ECCV2016*\n'
        ),
        Good(
            "## Papers\n\n### 2024\n\n- Seeds for Segmentation *CVPR2024*\n"
            "- Pixels for Segmentation *ECCV2024*\n- Masks for Segmentation *ECCV2024*\n\n"
            '### 2020\n\n- **A:** "Dots for Segmentation" *CVPR2020*\n'
            '- **B:** "Boxes for Segmentation" *ECCV2020*\n'
            '- **C:** "Points for Segmentation" *ECCV2020*\n'
        ),
    )
    bad = (
        Bad(
            '## Papers\n\n- **SEC:** "Seed, Expand and Constrain" *ECCV2016*\n'
            "- **DCSM:** ⟦Distinct Class-specific Saliency Maps⟧ *ECCV2016*\n"
            '- **AFS:** "Augmented Feedback" *ECCV2016*\n'
            '- **TPL:** "⟦ ⟧Two-phase Learning" *CVPR2016*\n'
            "- **WebS:** ⟦“Webly Supervised Segmentation”⟧ *CVPR2016*\n"
            '- **Crawl:** "Web-Crawled Videos" *CVPR2016*\n'
            '- **SSG:** ⟦"Saliency for Segmentation⟧ *CVPR2016*\n'
            '- **WPT:** "Point Supervision" *ECCV2016*\n'
            '- **BXS:** "Box Supervision" *ECCV2016*\n',
            '## Papers\n\n- **SEC:** "Seed, Expand and Constrain" *ECCV2016*\n'
            '- **DCSM:** "Distinct Class-specific Saliency Maps" *ECCV2016*\n'
            '- **AFS:** "Augmented Feedback" *ECCV2016*\n'
            '- **TPL:** "Two-phase Learning" *CVPR2016*\n'
            '- **WebS:** "Webly Supervised Segmentation" *CVPR2016*\n'
            '- **Crawl:** "Web-Crawled Videos" *CVPR2016*\n'
            '- **SSG:** "Saliency for Segmentation" *CVPR2016*\n'
            '- **WPT:** "Point Supervision" *ECCV2016*\n'
            '- **BXS:** "Box Supervision" *ECCV2016*\n',
        ),
    )
