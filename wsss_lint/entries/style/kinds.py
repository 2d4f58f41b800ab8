"""What a slip is put down to: the kind of the departure, and the field that it is about."""

from __future__ import annotations

from typing import NamedTuple

from wsss_lint.entries.style.gaps import Gap
from wsss_lint.entries.style.pieces import DOUBLE, EMPHASIS, Piece
from wsss_lint.entries.style.slips import COLONS, QUOTES, Slip, owner, slips_of

MARK = tuple(EMPHASIS)
VENUE, LABEL = ("pub", "year"), ("method",)


class Fault(NamedTuple):
    """A slip with its kind and its field."""

    kind: str
    slip: Slip
    field: Piece | None

    @property
    def start(self) -> int:
        """Where the slip begins in the file."""
        return self.slip.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.slip.end

    @property
    def text(self) -> str:
        """What is to be added."""
        return self.slip.text

    @property
    def removed(self) -> str:
        """What is to be removed."""
        return self.slip.removed


class Sides(NamedTuple):
    """The fields on both sides of a gap, by what they are."""

    gap: Gap
    title: Piece | None
    venue: Piece | None
    label: Piece | None


def faults_of(gap: Gap) -> list[Fault]:
    """The slips of a gap with their kinds."""
    sides = Sides(gap, _side(gap, ("title",)), _side(gap, VENUE), _side(gap, LABEL))
    made = [_clinging(gap, Fault(*_kind(sides, slip))) for slip in slips_of(gap)]
    broken = next((fault for fault in made if fault.kind == "emphasis-broken"), None)
    if broken is None:
        return made
    # a space that is missing here is the one that is inside the markers
    return [
        fault._replace(kind=broken.kind, field=broken.field)
        # `*Ey et al. CVPR`: the asterisk and the stop after it are missing together
        if fault.text == " "
        or (fault.start == broken.start and not fault.removed and not broken.removed)
        else fault
        for fault in made
    ]


def _side(gap: Gap, names: tuple[str, ...]) -> Piece | None:
    return next((p for p in (gap.before, gap.after) if p is not None and p.name in names), None)


def _clinging(gap: Gap, fault: Fault) -> Fault:
    """A marker that is missing goes directly to its field, also where a line ends between them."""
    kinds = ("emphasis-broken", "label-emphasis", "title-emphasis")
    slip = fault.slip
    if fault.kind not in kinds or slip.removed or slip.text not in MARK:
        return fault
    at = slip.start
    if fault.field is gap.before and not gap.actual[: slip.offset].strip(" \n"):
        at = gap.start
    elif fault.field is gap.after and not gap.actual[slip.offset :].strip(" \n"):
        at = gap.end
    return fault._replace(slip=slip._replace(start=at, end=at))


def _kind(sides: Sides, slip: Slip) -> tuple[str, Slip, Piece | None]:
    gap, char = sides.gap, slip.removed or slip.text
    mine = owner(gap, slip.offset)
    if char in "`\\" and sides.venue is not None:
        if char == "`" and "`" in gap.expected and gap.expected.strip(" ") != "`":
            return "emphasis-broken", slip, sides.venue  # **[`CVPR]** Title
        if slip.removed and mine is sides.venue:  # `\*CVPR2020\*` for `*CVPR2020*`
            kind = "emphasis-broken" if char == "\\" else "venue-unemphasised"
            return kind, slip, sides.venue
    if char in QUOTES and sides.title is not None:
        return "title-quotes", slip, sides.title
    if char in EMPHASIS:
        return _emphasis_kind(sides, slip, mine)
    if char == " ":
        kind, field = _space_kind(sides, slip)
        return kind, slip, field
    return _mark_kind(sides, slip, mine)


def _mark_kind(sides: Sides, slip: Slip, mine: Piece | None) -> tuple[str, Slip, Piece | None]:
    """The kind of a separator or bracket."""
    gap, char = sides.gap, slip.removed or slip.text
    label, title, venue = sides.label, sides.title, sides.venue
    if label is not None and char in COLONS:
        return "label-punctuation", slip, label
    if label is not None and char in ".," and gap.before is label and ":" in gap.expected:
        return "label-punctuation", slip, label  # `**SEAM.** Title`
    only_removed = slip.removed and not slip.text
    if only_removed and char in ".,;:!" and title is not None and gap.before is title:
        return "title-end-punctuation", slip, title
    wanted = gap.expected[-1:] if gap.after is venue else gap.expected[:1]
    if slip.removed and char in "()[]" and mine is venue and wanted in MARK:
        return "venue-unemphasised", slip, venue  # `(ICCV2021)` for `*ICCV2021*`
    return "entry-punctuation", slip, mine


def _emphasis_kind(sides: Sides, slip: Slip, mine: Piece | None) -> tuple[str, Slip, Piece | None]:
    gap, title, venue, label = sides
    of_venue = venue is not None and mine is venue
    venues = of_venue and venue is not None and _marked(gap, venue)
    if title is not None and _marked(gap, title) and not venues:
        return "title-emphasis", slip, title
    if venue is not None and (other := _beside_venue(gap, venue, slip.offset)) is not None:
        return "emphasis-broken", slip, other
    if venue is not None and (of_venue or label is None):
        return "venue-unemphasised", slip, venue
    return "label-emphasis", slip, label or mine


def _beside_venue(gap: Gap, venue: Piece, offset: int) -> Piece | None:
    """The field next to a venue whose markers these are: `**Title* (CVPR 2020)`."""
    first = gap.after is venue
    other = gap.before if first else gap.after
    if other is None or other.name in LABEL + VENUE:
        return None
    touching = gap.actual[:offset] if first else gap.actual[offset:]
    wanted = gap.expected[:1] if first else gap.expected[-1:]
    far = gap.expected[-1:] if first else gap.expected[:1]
    inner = touching.strip(EMPHASIS) == ""
    return other if wanted in MARK and (inner or far not in MARK) else None


def _marked(gap: Gap, field: Piece) -> bool:
    """Whether neighboring entries have emphasis markers at this field's side of the gap."""
    beside = gap.expected[-1:] if gap.after is field else gap.expected[:1]
    return beside in MARK


def _space_kind(sides: Sides, slip: Slip) -> tuple[str, Piece | None]:
    """What an extra space does where it is: inside emphasis markers they do not render."""
    if not slip.removed:
        return "entry-spacing", None
    gap, title, _, label = sides
    before = gap.actual[: slip.offset].rstrip(" ")
    after = gap.actual[slip.offset :].lstrip(" ")
    opens, closes = gap.expected[-1:] in MARK, gap.expected.lstrip(":：")[:1] in MARK
    if gap.after is not None and not after and before[-1:] in MARK and opens:
        return "emphasis-broken", gap.after  # `* CVPR2020*`
    if gap.before is not None and not before and after[:1] in MARK and closes:
        return "emphasis-broken", gap.before  # `**CPN **:`
    if label is not None and gap.before is label:
        if before in (":", "：") and after[:1] == "*" and closes:
            return "emphasis-broken", label  # `**CPN: **` does not close either
        if not before and after[:1] in (":", "："):
            return "label-punctuation", label
    if title is not None and gap.after is title and before[-1:] in tuple(DOUBLE) and not after:
        return "title-quotes", title
    if title is not None and gap.before is title and not before and after[:1] in tuple(DOUBLE):
        return "title-quotes", title
    return "entry-spacing", None
