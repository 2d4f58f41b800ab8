"""How links are broken: the patterns of `link-malformed`."""

from __future__ import annotations

import re

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


def mended(url: str) -> tuple[str, str, bool] | None:
    """The address that was meant, what is wrong, and whether it is surely the same address."""
    twice = re.match(TWICE, url, re.IGNORECASE)
    if twice is not None and twice.end() > 0:
        right = f"{twice[1].lower()}://{twice[2].lstrip(':/')}"
        glued = re.match("https?https?", url, re.IGNORECASE) is not None
        return right, "the address begins with its scheme twice", not glued
    found = re.match(SCHEME, url, re.IGNORECASE)
    if found is not None:
        scheme = found["scheme"].lower()
        right = RIGHT.get(scheme, "")
        if not right or found["marks"] == "/" or (scheme, found["marks"]) == (right, "://"):
            return None
        cut = scheme in CUT and found["marks"].rstrip("/") == ":"
        message = f"`{url[: found.end()]}` is no scheme of an address"
        return f"{right}://{url[found.end() :]}", message, cut
    if re.match(HOST, url):
        message = "the address lacks `https://`: it leads into the list's own repository"
        return f"https://{url}", message, False
    return None
