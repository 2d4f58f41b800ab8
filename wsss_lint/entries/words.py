"""What words tell: stop words of titles, labels of links, names of people, shapes of codes."""

from __future__ import annotations

import re

#: Words that titles have inside and names and venues have not.
STOP = frozenset(
    "a an the for with via from towards toward using through without under beyond between by as is "
    "are can we how what why do does not into over when where be your you it its that this or to "
    "than more".split()
)
LIGHT = frozenset("of in on and at".split())  # names of journals have these too

#: What the text of a link to something about the paper says.
RESOURCE = frozenset(
    "paper papers pdf code codes arxiv project page website homepage home github git video videos "
    "slides slide supp supplementary supplement supplemental material demo dataset datasets data "
    "poster link links blog blogpost html url pytorch tensorflow tf tf1 tf2 keras caffe caffe2 torch "
    "matlab mxnet jax chainer theano bibtex bib model models weights checkpoint checkpoints official "
    "unofficial pub doi acm ieee openreview cvf abs abstract ppt pptx talk talks review reviews notes "
    "note appendix colab site web webpage repo repository huggingface hf here download downloads "
    "implementation impl source src reimplementation author's authors' author youtube bilibili tweet "
    "twitter post news api docs doc documentation readme tutorial presentation report summary "
    "reading gitlab bitbucket notebook kaggle annotated full text publication published journal "
    "preprint extended version software package tool toolkit library benchmark leaderboard python "
    "c++ r julia cpp java preview image images project-page projectpage open oral spotlight media "
    "playground demo1 demo2 code1 code2 video1 video2 article proceedings scholar citation citations "
    "stars star paperswithcode results evaluation framework arxiv-v1 camera-ready ready camera"
    " 论文 代码 项目 主页 数据 视频 解读 链接 源码 博客 知乎 中文 笔记".split()
)
_FILLER = frozenset("of by for the a an and or & + with from in on to this not yet".split())
_WORD = re.compile(r"[^\W_]+(?:[-'’.+/&@^²*][^\W_]+)*[+*]?")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
YEAR = re.compile(r"(?<!\d)(?:19[3-9]\d|20[0-4]\d)(?!\d)")

_PARTICLES = (
    "van|von|de|der|den|di|da|del|della|la|le|el|bin|ibn|al|ten|dos|do|du|y|e|and|zu|af|av|dal|ter"
)
_NAME_WORD = (
    r"(?:[^\W\d_a-z][\w'’`\-‐‑]*+(?:\.[^\W\d_a-z][\w'’\-]*+){0,4}\.?"
    r"|(?:" + _PARTICLES + r")(?=\s|$)|[’'`]?[a-z]'[^\W\d_]\w+|jr\.?|Jr\.?|I{2,3}|\(?[\d*†‡§¶∗+#,]+\)?)"
)
NAME = re.compile(rf"{_NAME_WORD}(?:[\s\u00a0]+{_NAME_WORD}){{0,4}}[\s*†‡§¶∗\d^#]*$")
_SPLIT = re.compile(r"\s*[,，、;；&·]\s*(?:and\s+|&\s*)?|\s+(?:and|und|et|y)\s+(?!al\b)|\s+&\s+")
ET_AL = re.compile(r"\be[tl]\.?\s?al\b\.?|\band others\b|\betc\.?$|等", re.IGNORECASE)
_CAPS = re.compile(r"[A-Z]{2,}")
_FIRST = re.compile(r"(?:^|(?<=\s))[^\W_]")  # of a word
_APART = re.compile(r"[\s/|,\[\]():：_.>·-]+")
_BRACKETED = re.compile(r"\([^()]{0,80}\)")
_BY = re.compile(r"^(?:by|authors?:?|作者[:：]?)\s+", re.IGNORECASE)
# What `_SPLIT` and `ET_AL` have to find: without it there is no need to look for the whole.
_DIVIDES = re.compile("[,，、;；&·]")
_AL = re.compile(r"al\b")
_JOINS = frozenset(("and", "und", "et", "y"))


def et_al(text: str) -> re.Match[str] | None:
    """Where a text says `et al.`, if it does."""
    low = text.lower()
    if "others" not in low and "etc" not in low and "等" not in low and not _AL.search(low):
        return None
    return ET_AL.search(text)


def words_of(text: str) -> list[str]:
    """The words of a text, each letter of Chinese or Japanese a word of its own."""
    found = _WORD.findall(text)
    han = len(_HAN.findall(text))
    return found if not han else [*found, *["字"] * (han // 2)]


def is_resource(label: str) -> bool:
    """Whether the text of a link says what it leads to (`paper`, `official code`), no title."""
    if len(label) > 40 and len(_FIRST.findall(label)) > 6:
        return False  # as below, sooner
    words: list[str] = [w for w in _APART.split(label.lower().strip(" *`\"'")) if w]
    if not words:
        return True
    if len(words) > 6:
        return False
    known = sum(w in RESOURCE or w.isdigit() for w in words)
    return known > 0 and known + sum(w in _FILLER for w in words) >= len(words)


def names_in(text: str) -> tuple[int, int]:
    """How many of the parts of a text look like names of people, and how many parts there are."""
    core = (ET_AL.sub("", text) if et_al(text) else text).strip(" .,;:|-–*_")
    if "(" in core:
        core = _BRACKETED.sub("", core)
    core = _BY.sub("", core)
    divided = _DIVIDES.search(core) or not _JOINS.isdisjoint(core.split())
    parts = [p.strip(" .*_") for p in (_SPLIT.split(core) if divided else (core,))]
    parts = [p for p in parts if p]
    good = 0
    for part in parts:
        words = part.split()
        if len(words) <= 6 and NAME.match(part) and not any(w in STOP or (len(w) > 1 and w.lower() in STOP) for w in words):
            good += 1
        elif _HAN.search(part) and 2 <= len(part) <= 4:
            good += 1
    return good, len(parts)


def is_code(text: str) -> bool:
    """Whether a text is shaped like a short name: capitals, digits, hyphens, no sentence."""
    if len(text) > 40 or len(text.split()) > 3:
        return False
    return any("-" in w or any(c.isupper() or c.isdigit() for c in w[1:]) for w in text.split())


def caps(text: str) -> int:
    """How many runs of two capitals a text has: `ICCV`, `IEEE TPAMI`."""
    return len(_CAPS.findall(text))


#: What stands where venues stand and is none: who wrote it, or what kind of thing it is.
_NO_VENUE = frozenset(
    "google openai microsoft nvidia meta facebook deepseek qwen alibaba tencent bytedance baidu huawei amazon "
    "apple ibm intel github huggingface anthropic mit stanford berkeley cmu deepmind salesforce samsung sony "
    "adobe uber netflix twitter linkedin mistral cohere databricks snowflake bigscience eleutherai meituan "
    "kuaishou xiaomi sensetime megvii bloomberg research lab labs ai fair msr university institute inc team "
    "book chapter benchmark dataset datasets survey review model models code demo blog website thesis master "
    "phd tool toolkit software library course tutorial video slides talk keynote report url link page n/a "
    "none null tbd unknown closed open source new update updated todo coming soon yes no".split()
)


def is_no_venue(text: str) -> bool:
    """Whether a text names an organization or a kind of thing, and no venue."""
    words = [w for w in re.split(r"[\s/&,.-]+", text.lower()) if w]
    return bool(words) and all(w in _NO_VENUE or w in _FILLER for w in words)


PAPER_HOST = re.compile(
    r"arxiv\.org/|openaccess\.thecvf|aclanthology|aclweb\.org|openreview\.net|doi\.org/"
    r"|proceedings\.|papers\.nips|ieeexplore|dl\.acm\.org|springer|sciencedirect|ecva\.net"
    r"|ojs\.aaai|aaai\.org|usenix\.org|nature\.com|biorxiv|medrxiv|chemrxiv|jmlr\.org|ijcai\.org"
    r"|isca-speech|semanticscholar|\.pdf(?:$|[?#])|/pdf/|papers\.ssrn|wiley|pnas|mdpi|tandfonline"
    r"|hal\.|ndss-symposium|vldb\.org|plos|sciencemag|science\.org|cell\.com|oup\.com|bmj\.com"
    r"|frontiersin|elsevier|citeseer|researchgate|ncbi\.nlm|pubmed|cambridge\.org|jstor|eprint"
    r"|iopscience|aps\.org|aip\.org|acs\.org|rsc\.org|thecvf|bmvc|bmva|roboticsproceedings",
    re.IGNORECASE,
)


# The most frequent ones, which need no search.
_PAPER_STARTS = (
    "https://arxiv.org/", "http://arxiv.org/", "https://openaccess.thecvf.com", "https://doi.org/",
    "https://openreview.net", "https://aclanthology.org", "https://dl.acm.org", "https://ieeexplore",
)  # fmt: skip


def is_paper_url(url: str) -> bool:
    """Whether an address is that of a publication, by its host or its ending."""
    if url.startswith(_PAPER_STARTS):
        return True
    return PAPER_HOST.search(url) is not None


CODE_HOST = re.compile(
    r"github\.com|gitlab\.com|bitbucket\.org|huggingface\.co|github\.io|medium\.com|/blogs?/|blogs?\."
    r"|youtube\.|youtu\.be",
    re.IGNORECASE,
)

_CODE_MARKS = ("github", "gitlab", "bitbucket", "huggingface", "medium", "blog", "youtu")


def is_code_url(url: str) -> bool:
    """Whether an address is that of code, a model or a post, by its host."""
    low = url.lower()
    return any(mark in low for mark in _CODE_MARKS) and CODE_HOST.search(url) is not None
