"""What an unknown venue was probably meant to be; shared by venue-spelling and venue-unknown."""

from __future__ import annotations

from collections import Counter

from wsss_lint.rules.venues._mentions import Mentions
from wsss_lint.venues.registry import Registry, Venue, normalise


def meant(text: str, times: int, found: Mentions, registry: Registry) -> Venue | None:
    """The one venue that an unknown text, written `times` times in the list, is a slip of.

    In four letters nearly every slip makes another acronym, and many of them are conferences.
    So unless letters only changed places (`CPVR`) or the code is long, the list itself must
    name the right venue more often than the wrong one.
    """
    if not is_code(text) or times > 3:
        return None
    near = registry.near(text)
    used = found.used
    here = [venue for venue in near if used[venue.code] > times]
    if len(here) == 1:
        return here[0]
    if len(near) != 1:
        return None
    venue = near[0]
    if len(text) >= 7:
        return venue
    key = normalise(text)
    same_letters = any(
        Counter(key) == Counter(normalise(name)) for name in (venue.code, *venue.variants)
    )
    return venue if same_letters and len(key) >= 4 else None


def is_code(text: str) -> bool:
    """Whether a text looks like the short form of a venue: one word, mostly capitals."""
    if not 3 <= len(text) <= 14 or " " in text:
        return False
    capitals = sum(c.isupper() for c in text)
    letters = sum(c.isalpha() for c in text)
    return letters >= 3 and capitals * 2 >= letters and text[0].isalnum() and text.isascii()
