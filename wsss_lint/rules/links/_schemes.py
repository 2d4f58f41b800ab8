"""How an address begins, and the slips that are made there."""

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
