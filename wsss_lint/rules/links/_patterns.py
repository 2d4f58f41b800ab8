"""How links are broken: the patterns of `link-malformed`."""

from __future__ import annotations

# `https://https://…`, `http:https//…`: only the last scheme counts
TWICE = r"(?:https?:?/*)+(?=(https?)(?::/*|//)(\S+))"
SCHEME = r"(?P<scheme>[a-z]{2,7})(?P<marks>[:;.,]{0,2}[/\\]{1,4}:?|[:;]{1,2})(?=[^/\\:;])"
SLIPS = {
    "http": ("ttp", "htt", "htp", "hhttp", "htttp", "httpp", "hptt", "thtp"),
    "https": (
        "ttps", "htts", "htps", "hhttps", "htttps", "httpss", "httpd", "htpps", "httsp", "hptts",
        "hptps", "thtps", "httos", "tps", "httpps",
    ),
}  # fmt: skip
RIGHT = {slip: right for right, slips in SLIPS.items() for slip in (right, *slips)}
# What proves to be the same link before and after (see proof.py): the rest is unsafe.
CUT = ("http", "https", "ttp", "ttps", "htp", "htps")
HOST = (
    r"(?:www\.[a-z0-9-]+\.[a-z]{2,}"
    r"|(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|io|ai|cc|press|dev)(?=/))"
)
#: `[[code]](https://github.com/x/y` at the end of the line, or before the next link.
OPEN = r"\]\((?P<url>https?://[^\s()<>\[\]\"|]+)(?=[ \t]*(?:[\[|]|\Z|\n(?!\s*[)\"])))"
GAP = r"\](?P<gap>[ \t]+)\((?=https?://|www\.)"
#: `(code)[https://…]`, `[code][https://…]`, `[code]https://…`
SWAPPED = (
    r"\((?P<a>[^()\[\]\n]{1,40})\)\[(?P<b>https?://[^\s\[\]]+)\]"
    r"|\[(?P<c>[^\[\]\n]{1,80})\](?:\[(?P<d>https?://[^\s\[\]]+)\]|(?P<e>https?://[^\s()\[\]<>|]++)(?!\)))"
)
TITLED = r"\S+[ \t]+(?:\"[^\"]*\"|'[^']*')[ \t]*"
LABELS = ("paper", "code", "pdf", "link", "project", "github", "pytorch", "website", "arxiv")
