from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from django.db import transaction
from django.db.models import Q

from concerted.act.officials.models import Division, Shape
from concerted.act.officials.operations.places import BATCH, ensure_divisions
from concerted.act.officials.reading.divisions import key
from concerted.act.officials.reading.shapes import ShapeTold
from concerted.act.officials.reading.states import state_of

COVERED = 0.5
"""A district of which newer ones of its kind cover more than this has given way to them."""
EVER = datetime.date.min
Layer = tuple[str, str]
"""A kind of district in a state, as the districts of the upper house of Ohio. No place lies in two of one layer."""
Maps = dict[datetime.date, list[Shape]]


@dataclass(frozen=True)
class ShapesReport:
    """What an import of divisions did."""

    added: int
    changed: int
    """Those that had another shape from the same day on; the new one took its place."""
    unchanged: int
    replaced_sources: list[str]
    """Where the shapes came from that were changed."""
    ended: int
    """Older shapes that hold until the first day of a newer map and no longer, because that divides their land anew."""
    doubled: list[str]
    """Kept though this map covers them: they hold from the same day on, and the file does not name them."""


@transaction.atomic
def import_shapes(
    *, told: Sequence[ShapeTold], valid_from: datetime.date | None, source: str
) -> ShapesReport:
    """Keep where divisions lie from ``valid_from`` on. The shape before holds until that day, the one after begins when it did.

    Of two maps of one day the later import gives the shape of every division that it names; all others are kept. A division that
    a newer map does not name any more ends with the day of that map, where the newer districts cover it.
    """
    divisions = ensure_divisions(ids=((one.division_id, one.name) for one in told), renames=False)
    rows = Shape.objects.filter(division__in=divisions.values(), valid_from=valid_from)
    known = {one.division_id: one for one in rows}
    same = {
        one.division_id
        for one in told
        if (row := known.get(divisions[key(one.division_id)].pk)) is not None
        and bytes(row.outline) == one.outline
    }
    drawn = [one for one in told if one.division_id not in same]
    # A corrected shape is a new row: who keeps shapes ready sees by it that they changed.
    outdated = rows.filter(division__in=[divisions[key(one.division_id)] for one in drawn])
    sources = sorted(set(outdated.values_list("source", flat=True)))
    corrected, _models = outdated.delete()
    Shape.objects.bulk_create(
        [
            Shape(
                division=divisions[key(one.division_id)],
                valid_from=valid_from,
                outline=one.outline,
                source=source[:200],
            )
            for one in drawn
        ],
        batch_size=100,
    )
    ended, doubled = 0, []
    for layer in sorted({_layer(one) for one in divisions.values()}):
        maps = _maps_of(layer)
        ended += _follow_one_another(maps)
        doubled += _doubled(maps[valid_from or EVER], {one.pk for one in divisions.values()})
    return ShapesReport(
        len(drawn) - corrected, corrected, len(same), sources, ended, sorted(doubled)
    )


def _layer(division: Division) -> Layer:
    return division.kind, state_of(division.ocd_id)


def _maps_of(layer: Layer) -> Maps:
    """The shapes of a layer by the day they hold from."""
    kind, state = layer
    inside = Q(division__ocd_id=state) | Q(division__ocd_id__startswith=f"{state}/")
    rows = Shape.objects.filter(inside, division__kind=kind).select_related("division")
    maps: Maps = defaultdict(list)
    for shape in rows:
        maps[shape.valid_from or EVER].append(shape)
    return maps


def _follow_one_another(maps: Maps) -> int:
    """Let each shape hold until the next of its division, or of its land, begins; how many gave way to districts of other names."""
    days = sorted(maps)
    ended, moved = 0, []
    for place, begins in enumerate(days):
        later = days[place + 1 :]
        for shape in maps[begins]:
            own = next((one for one in later if _names(maps[one], shape)), None)
            until = next((one for one in later if one == own or _covers(maps[one], shape)), None)
            ended += until is not None and until != own and shape.valid_until != until
            if shape.valid_until != until:
                shape.valid_until = until
                moved.append(shape)
    Shape.objects.bulk_update(moved, ["valid_until"], batch_size=BATCH)
    return ended


def _doubled(shapes: Sequence[Shape], told: Collection[uuid.UUID]) -> list[str]:
    """Those whose land the told divisions cover from the same day on."""
    named = [one for one in shapes if one.division_id in told]
    others = [one for one in shapes if one.division_id not in told]
    return [one.division.ocd_id for one in others if _covers(named, one)]


def _names(shapes: Iterable[Shape], shape: Shape) -> bool:
    return any(one.division_id == shape.division_id for one in shapes)


def _covers(newer: Sequence[Shape], old: Shape) -> bool:
    """Whether newer districts divide the land of an old one among them."""
    outline = shapely.from_wkb(bytes(old.outline))
    outlines = shapely.from_wkb([bytes(one.outline) for one in newer])
    shared = shapely.area(shapely.intersection(outline, outlines))
    return bool(np.sum(shared) > COVERED * outline.area)
