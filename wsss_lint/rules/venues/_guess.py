"""What an unknown venue was probably meant to be; shared by venue-spelling and venue-unknown."""

from __future__ import annotations

from wsss_lint.rules.venues._mentions import Mentions
from wsss_lint.venues.registry import Registry, Venue, normalise


def meant(text: str, times: int, found: Mentions, registry: Registry) -> Venue | None:
    """The one venue that an unknown text, written `times` times in the list, is a slip of.

    In a short code nearly every slip makes another acronym, and many of them are conferences:
    SIBGRAPI is not SIGGRAPH, ICDS is not ICDM. So a guess needs more than nearness: letters
    that only changed places (`CPVR`), a code of six letters, or a list whose field the registry
    covers and which names the right venue more often than the wrong one.
    """
    if times > 3:
        return None
    from wsss_lint.venues.near import distance_within

    near = registry.near(text)
    here = [venue for venue in near if found.used[venue.code] > times]
    if len(here) != 1 and len(near) != 1:
        return None
    venue = here[0] if len(here) == 1 else near[0]
    key = normalise(text)
    for name in (venue.code, *venue.variants):
        other = normalise(name)
        if sorted(key) == sorted(other) and len(key) >= 4:
            return venue
        if not is_code(text):
            continue
        if len(key) >= 6 and distance_within(key, other, 1) is not None:
            return venue
        if len(key) == len(other) == 5 and found.used[venue.code] >= 3:
            return venue
    return venue if here and found.covered and is_code(text) else None


def is_code(text: str) -> bool:
    """Whether a text looks like the short form of a venue: one word, mostly capitals."""
    if not 3 <= len(text) <= 14 or " " in text:
        return False
    capitals = sum(c.isupper() for c in text)
    letters = sum(c.isalpha() for c in text)
    return letters >= 3 and capitals * 2 >= letters and text[0].isalnum() and text.isascii()
