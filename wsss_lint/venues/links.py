"""What a link says by itself: venue, year, identifiers. No network, only the address.

The forms are those of 20,541 arXiv and some 2,600 proceedings links in 46 lists. A year is
given as an edition only where the address names the edition; the year inside a journal's DOI
is that of acceptance and proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class LinkFacts(NamedTuple):
    """What an address proves."""

    venue_code: str | None = None  # a canonical code: "CVPR", "CVPRW", "ACL Findings"
    year: int | None = None
    year_is_edition: bool = False  # the year is the edition's, and may be held against the list
    identifiers: tuple[tuple[str, str], ...] = ()  # ("arxiv", "2203.02106"), ("doi", "10.…")


NOTHING = LinkFacts()

_PATTERNS: dict[str, re.Pattern[str]] = {}

# Volumes of the Proceedings of Machine Learning Research.
_PMLR = {
    9: ("AISTATS", 2010), 15: ("AISTATS", 2011), 22: ("AISTATS", 2012), 28: ("ICML", 2013),
    31: ("AISTATS", 2013), 32: ("ICML", 2014), 33: ("AISTATS", 2014), 37: ("ICML", 2015),
    38: ("AISTATS", 2015), 48: ("ICML", 2016), 51: ("AISTATS", 2016), 54: ("AISTATS", 2017),
    70: ("ICML", 2017), 80: ("ICML", 2018), 84: ("AISTATS", 2018), 89: ("AISTATS", 2019),
    97: ("ICML", 2019), 108: ("AISTATS", 2020), 119: ("ICML", 2020), 130: ("AISTATS", 2021),
    139: ("ICML", 2021), 151: ("AISTATS", 2022), 162: ("ICML", 2022), 202: ("ICML", 2023),
    206: ("AISTATS", 2023), 235: ("ICML", 2024), 238: ("AISTATS", 2024),
}  # fmt: skip

# The DOI's year is the edition's for these IEEE conferences; not for all: ICPR 2020 met in
# January 2021 and its DOIs say 2021.
_IEEE_EDITIONS = ("CVPR", "ICCV", "WACV", "3DV", "ICIP", "IROS", "ICRA", "ICME")
_IEEE_JOURNALS = ("TPAMI", "TIP", "TMM", "TNNLS", "TCSVT", "TMI")
_DOI_JOURNALS = {
    "10.1109/access.": "IEEE Access", "10.1109/lra.": "RA-L", "10.1109/jbhi.": "JBHI",
    "10.1109/lsp.": "SPL", "10.1109/tgrs.": "TGRS", "10.1109/tkde.": "TKDE",
    "10.1109/tcyb.": "TCYB", "10.1109/tits.": "TITS", "10.1109/tim.": "TIM",
    "10.1007/s11263-": "IJCV", "10.1016/j.media.": "MedIA", "10.1016/j.patcog.": "PR",
    "10.1016/j.patrec.": "PRL", "10.1016/j.cviu.": "CVIU", "10.1016/j.neucom.": "Neurocomputing",
    "10.1016/j.eswa.": "ESWA", "10.1016/j.knosys.": "KBS", "10.1016/j.neunet.": "NN",
    "10.1016/j.imavis.": "IVC", "10.1016/j.jvcir.": "JVCIR", "10.1016/j.ins.": "INS",
    "10.1016/j.engappai.": "EAAI", "10.1007/s10489-": "APIN", "10.1007/s00371-": "TVC",
}  # fmt: skip

_ACL_LETTERS = {"P": "ACL", "D": "EMNLP", "N": "NAACL", "E": "EACL", "C": "COLING", "Q": "TACL"}
_ACL_EVENTS = {
    "acl": "ACL", "emnlp": "EMNLP", "naacl": "NAACL", "eacl": "EACL", "coling": "COLING",
    "tacl": "TACL", "aacl": "AACL", "findings-acl": "ACL Findings",
    "findings-emnlp": "EMNLP Findings", "findings-naacl": "NAACL Findings",
    "findings-eacl": "EACL Findings", "findings-aacl": "AACL Findings",
}  # fmt: skip


def facts(url: str) -> LinkFacts:
    """What `url` names; `NOTHING` when it is of no known site."""
    at = url.find("//")
    if at < 0:
        return _doi(url) if "10." in url[:20] else NOTHING
    at += 2
    slash = url.find("/", at)
    if slash < 0:
        return NOTHING
    host = url[at:slash].lower().removeprefix("www.")
    reader = _SITES.get(host)
    if reader is not None:
        return reader(url[slash + 1 :].lstrip("/"))
    return _doi(url[slash + 1 :]) if "/10." in url else NOTHING


def arxiv_id(url: str) -> str | None:
    """The arXiv identifier, without version, that an address or DOI names."""
    for kind, value in facts(url).identifiers:
        if kind == "arxiv":
            return value
    return None


def _pattern(source: str) -> re.Pattern[str]:
    # compiled when a list has such a link at all: start-up counts
    found = _PATTERNS.get(source)
    if found is None:
        found = _PATTERNS[source] = re.compile(source)
    return found


def _arxiv(path: str) -> LinkFacts:
    found = _pattern(
        r"(?:abs|pdf|html|format|ps|papers|src|e-print)/+(?:arxiv[.:])?"
        r"(?:(\d\d)(\d\d)\.(\d{4,5})|([a-z-]+(?:\.[A-Za-z]{2})?/\d{7}))(?:v\d+)?"
        r"(?:\.pdf|\.ps|\.html)?(?=$|[/?#.,\]])"
    ).match(path)
    if found is None:
        return NOTHING
    if found[4]:
        name = found[4]
        area, _, number = name.partition("/")
        year = int(number[:2])
        year += 1900 if year > 90 else 2000
        identifier = f"{area.partition('.')[0]}/{number}"
        return LinkFacts("arXiv", year, False, (("arxiv", identifier),))
    if not 1 <= int(found[2]) <= 12:
        return NOTHING
    identifier = f"{found[1]}{found[2]}.{found[3]}"
    return LinkFacts("arXiv", 2000 + int(found[1]), False, (("arxiv", identifier),))


def _cvf(path: str) -> LinkFacts:
    found = _pattern(
        r"content[_/]([A-Za-z0-9]+?)_?(W|_?workshops)?_?(\d{4})(W|_?workshops)?/(?:.*/)?([^/?#]+)"
    ).match(path.removeprefix("openaccess/"))  # www.cv-foundation.org/openaccess/content_…
    if found is None:
        return NOTHING
    code, year, stem = found[1].upper(), int(found[3]), found[5]
    workshop = bool(found[2] or found[4]) or code.endswith("W")
    code = code.removesuffix("W") + ("W" if workshop else "")
    stem = stem.rpartition(".")[0] if stem.endswith((".pdf", ".html")) else stem
    stem = stem.removesuffix("_supplemental").removesuffix("_paper")
    return LinkFacts(code, year, True, (("cvf", stem),) if stem else ())


def _ecva(path: str) -> LinkFacts:
    found = _pattern(r"papers/eccv_(\d{4})/papers_ECCV/[^/]+/(\d+)?").match(path)
    if found is None:
        return NOTHING
    identifiers = (("ecva", f"{found[1]}/{found[2].lstrip('0')}"),) if found[2] else ()
    return LinkFacts("ECCV", int(found[1]), True, identifiers)


def _aaai(path: str) -> LinkFacts:
    found = _pattern(r"ocs/index\.php/AAAI/AAAI-?(\d\d)/paper\w*/view\w*/(\d+)").match(path)
    if found:
        return LinkFacts("AAAI", 2000 + int(found[1]), True, (("aaai-ocs", found[2]),))
    found = _pattern(r"(?:Papers|Library)/AAAI/(?:20)?(\d\d)(?:GB)?/|AAAI(\d\d)Papers/").match(path)
    if found:
        return LinkFacts("AAAI", 2000 + int(found[1] or found[2]), True)
    found = _pattern(r"(?:index\.php/)?AAAI/article/(?:view|download)/(\d+)").search(path)
    return LinkFacts("AAAI", None, False, (("aaai", found[1]),)) if found else NOTHING


def _ijcai(path: str) -> LinkFacts:
    found = _pattern(
        r"(?i:proceedings|abstract)/(\d{4}|\d\d)(?:-\d)?/(?:papers?/)?(?:0*(\d+))?"
    ).match(path)
    if found is None:
        return NOTHING
    year = int(found[1]) if len(found[1]) == 4 else 2000 + int(found[1])
    identifiers = (("ijcai", f"{year}/{found[2]}"),) if found[2] else ()
    return LinkFacts("IJCAI", year, True, identifiers)


def _neurips(path: str) -> LinkFacts:
    found = _pattern(r"paper(?:_files/paper)?/(\d{4})/(?:(?:hash|file)/([0-9a-f]{32}))?").match(
        path
    )
    if found:
        identifiers = (("neurips", found[2]),) if found[2] else ()
        return LinkFacts("NeurIPS", int(found[1]), True, identifiers)
    found = _pattern(r"(?:paper|book)/(\d{1,5})-").match(path)
    if found:
        return LinkFacts("NeurIPS", None, False, (("neurips", found[1]),))
    return NOTHING


def _neurips_track(path: str) -> LinkFacts:
    found = _pattern(r"paper(?:_files/paper)?/(\d{4})/").match(path)
    return LinkFacts("NeurIPS", int(found[1]), True) if found else NOTHING


def _virtual(code: str) -> Callable[[str], LinkFacts]:
    """`icml.cc/virtual/2023/poster/…`: the site of one conference's editions."""

    def read(path: str) -> LinkFacts:
        found = _pattern(r"(?:virtual/(\d{4})/(?:poster|oral|spotlight)/(\d+))").match(path)
        if found is None:
            return NOTHING
        return LinkFacts(code, int(found[1]), True, ((code.lower(), f"{found[1]}/{found[2]}"),))

    return read


def _pmlr(path: str) -> LinkFacts:
    found = _pattern(r"v(\d+)/([^/?#.]+)").match(path)
    if found is None:
        return NOTHING
    identifiers = (("pmlr", f"v{found[1]}/{found[2]}"),)
    code, year = _PMLR.get(int(found[1]), (None, None))
    return LinkFacts(code, year, year is not None, identifiers)


def _acl(path: str) -> LinkFacts:
    path = path.removeprefix("anthology/").removeprefix("papers/")
    found = _pattern(r"(\d{4})\.([a-z-]+?)(?:-(?:main|long|short|[1-9]))?\.(\d+)").match(path)
    if found:
        identifiers = (("acl", found[0]),)
        code = _ACL_EVENTS.get(found[2])
        return LinkFacts(code, int(found[1]), code not in (None, "TACL"), identifiers)
    found = _pattern(r"(?:[A-Z]/[A-Z]\d\d/)?([A-Z])(\d\d)-(\d)\d{3}").match(path)
    if found is None:
        return NOTHING
    letter, short, volume = found[1], int(found[2]), int(found[3])
    year = short + (2000 if short < 60 else 1900)
    name = found[0].rpartition("/")[2]
    # D19-5…: workshops; TACL's year is the volume's, not the paper's
    code = _ACL_LETTERS.get(letter) if volume <= 2 else None
    return LinkFacts(code, year, code not in (None, "TACL"), (("acl", name),))


def _icml(path: str) -> LinkFacts:
    found = _pattern(r"(?:static/)?paper(?:_files|s)?/icml/(\d{4})/(\d+)").match(path)
    if found is None:
        return NOTHING
    return LinkFacts("ICML", int(found[1]), True, (("icml", f"{found[1]}/{found[2]}"),))


def _numbered(kind: str, source: str) -> Callable[[str], LinkFacts]:
    """A publisher's site whose addresses hold the paper's number and nothing else."""

    def read(path: str) -> LinkFacts:
        found = _pattern(source).search(path)
        return LinkFacts(None, None, False, ((kind, found[1]),)) if found else NOTHING

    return read


def _openreview(path: str) -> LinkFacts:
    found = _pattern(r"(?:forum|pdf|attachment|references/pdf)\?(?:.*&)?id=([\w-]+)").match(path)
    return LinkFacts(None, None, False, (("openreview", found[1]),)) if found else NOTHING


def _doi(path: str) -> LinkFacts:
    found = _pattern(r"(?:^|/|=)(10\.\d{4,9}(?:/|%2[Ff])[^\s?#\"<>\]]+)").search(path)
    if found is None:
        return NOTHING
    doi = found[1].replace("%2f", "/").replace("%2F", "/").rstrip(".,;)").lower()
    for tail in ("/full", "/pdf", "/abstract", ".pdf"):
        doi = doi.removesuffix(tail)
    if doi.startswith("10.48550/arxiv."):
        return LinkFacts("arXiv", None, False, (("arxiv", doi[15:].partition("v")[0]),))
    identifiers = (("doi", doi),)
    if doi.startswith("10.1109/"):
        found = _pattern(r"10\.1109/(\w+?)(w)?(\d{5})?\.(\d{4})\.").match(doi)
        if found:
            code = found[1].upper()
            if code in _IEEE_EDITIONS:
                code += "W" if found[2] else ""
                return LinkFacts(code, int(found[4]), True, identifiers)
            if code in _IEEE_JOURNALS:
                return LinkFacts(code, int(found[4]), False, identifiers)
    if doi.startswith("10.1609/aaai.v"):
        volume = doi[14:].partition("i")[0]
        if volume.isdigit() and int(volume) >= 24:  # volume 24 was AAAI-10
            return LinkFacts("AAAI", int(volume) + 1986, True, identifiers)
    if doi.startswith("10.24963/ijcai."):
        year = doi[15:19]
        if year.isdigit() and doi[19:20] == "/":
            number = doi[20:].lstrip("0")
            return LinkFacts(
                "IJCAI", int(year), True, (*identifiers, ("ijcai", f"{year}/{number}"))
            )
    for prefix, code in _DOI_JOURNALS.items():
        if doi.startswith(prefix):
            return LinkFacts(code, None, False, identifiers)
    return LinkFacts(None, None, False, identifiers)


_SITES: dict[str, Callable[[str], LinkFacts]] = {
    "arxiv.org": _arxiv, "cn.arxiv.org": _arxiv, "export.arxiv.org": _arxiv, "alphaxiv.org": _arxiv,
    "ar5iv.org": _arxiv, "ar5iv.labs.arxiv.org": _arxiv, "huggingface.co": _arxiv,
    "openaccess.thecvf.com": _cvf, "ecva.net": _ecva, "ojs.aaai.org": _aaai, "aaai.org": _aaai,
    "ijcai.org": _ijcai, "papers.nips.cc": _neurips, "papers.neurips.cc": _neurips,
    "proceedings.neurips.cc": _neurips, "proceedings.nips.cc": _neurips,
    "datasets-benchmarks-proceedings.neurips.cc": _neurips_track,
    "neurips.cc": _virtual("NeurIPS"), "nips.cc": _virtual("NeurIPS"), "icml.cc": _virtual("ICML"),
    "iclr.cc": _virtual("ICLR"), "proceedings.mlr.press": _pmlr, "aclanthology.org": _acl,
    "aclanthology.info": _acl, "aclweb.org": _acl, "openreview.net": _openreview,
    "doi.org": _doi, "dx.doi.org": _doi, "cv-foundation.org": _cvf, "proceedings.icml.cc": _icml,
    "ieeexplore.ieee.org": _numbered("ieee", r"(?:document/|arnumber=)0*(\d{5,})"),
    "sciencedirect.com": _numbered("pii", r"pii/(S\w{16})"),
    "delivery.acm.org": lambda _path: NOTHING,  # what looks like a DOI there is none
}  # fmt: skip
