from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from concerted.act.officials.models import Division, Shape
from concerted.act.officials.operations.places import BATCH
from concerted.act.officials.reading.divisions import key, kind_of
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
    divisions = _divisions(told)
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


def _divisions(told: Sequence[ShapeTold]) -> dict[str, Division]:
    """The divisions by key; here ids that are stored already stay as they are, made as they are of surer names."""
    wanted = {key(one.division_id): one for one in told}
    known = {one.key: one for one in Division.objects.filter(key__in=wanted)}
    new = [
        Division(
            ocd_id=one.division_id, key=its_key, name=one.name, kind=kind_of(one.division_id)[:40]
        )
        for its_key, one in wanted.items()
        if its_key not in known
    ]
    Division.objects.bulk_create(new, batch_size=BATCH)
    return known | {one.key: one for one in new}


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
