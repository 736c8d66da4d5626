from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from concerted.act.officials.models import Division, Shape
from concerted.act.officials.operations.places import BATCH, ensure_divisions
from concerted.act.officials.reading.divisions import key
from concerted.act.officials.reading.shapes import ShapeTold


@dataclass(frozen=True)
class ShapesReport:
    """What an import of divisions did."""

    added: int
    changed: int
    unchanged: int


@transaction.atomic
def import_shapes(
    *, told: Sequence[ShapeTold], valid_from: datetime.date | None, source: str
) -> ShapesReport:
    """Keep where divisions lie from ``valid_from`` on. The shape before holds until that day, the one after begins when it did."""
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
    corrected, _models = rows.filter(
        division__in=[divisions[key(one.division_id)] for one in drawn]
    ).delete()
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
    _follow_one_another(divisions.values())
    return ShapesReport(len(drawn) - corrected, corrected, len(same))


def _follow_one_another(divisions: Iterable[Division]) -> None:
    """Let each shape of a division hold until the next begins."""
    rows = Shape.objects.filter(division__in=list(divisions)).defer("outline")
    drawn = rows.order_by("division_id", "valid_from")
    ordered = sorted(drawn, key=lambda one: (one.division_id, one.valid_from or datetime.date.min))
    moved = []
    for place, shape in enumerate(ordered):
        after = ordered[place + 1] if place + 1 < len(ordered) else None
        until = after.valid_from if after and after.division_id == shape.division_id else None
        if shape.valid_until != until:
            shape.valid_until = until
            moved.append(shape)
    Shape.objects.bulk_update(moved, ["valid_until"], batch_size=BATCH)
