"""What rules find out about a list, kept with the list: found once, gone with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

S = TypeVar("S", bound="Memo")
T = TypeVar("T")


class Memo:
    """Keeps what functions make of it; each is called once, however many rules ask."""

    __slots__ = ("_made",)

    _made: dict[object, Any]

    def cached(self: S, make: Callable[[S], T]) -> T:
        """``make(self)``, made when first asked for."""
        return self._kept(make, lambda: make(self))

    def _kept(self, key: object, make: Callable[[], T]) -> T:
        try:
            made = self._made
        except AttributeError:
            made = self._made = {}
        if key not in made:
            made[key] = make()
        found: T = made[key]
        return found


def cached_for(lists: Sequence[S], make: Callable[[Sequence[S]], T]) -> T:
    """``make(lists)`` for lists that belong together; kept with the first of them."""
    return lists[0]._kept((make, *lists[1:]), lambda: make(lists))
