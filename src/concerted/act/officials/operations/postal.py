from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from concerted.act.officials.models import PostalPlace
from concerted.act.officials.operations.places import BATCH, ensure_divisions
from concerted.act.officials.reading.divisions import key, name_of
from concerted.act.officials.reading.postal import PostalTold


@dataclass(frozen=True)
class PostalReport:
    """What an import of postal codes did."""

    added: int
    removed: int
    unchanged: int


@transaction.atomic
def import_postal_codes(*, told: Sequence[PostalTold], source: str) -> PostalReport:
    """Let the codes of ``source`` be these. A second time changes nothing."""
    source = source[:200]
    named = {one.division_id for one in told if one.division_id}
    divisions = ensure_divisions(ids=((one, name_of(one)) for one in named), renames=False)
    wanted = {}
    for one in told:
        division = divisions[key(one.division_id)] if one.division_id else None
        latitude, longitude = one.point if one.point is not None else (None, None)
        place = (one.code, division.pk if division else None, one.share, latitude, longitude)
        wanted[place] = PostalPlace(
            code=one.code,
            division=division,
            share=one.share,
            latitude=latitude,
            longitude=longitude,
            source=source,
        )
    rows = PostalPlace.objects.filter(source=source)
    known = {
        (one.code, one.division_id, one.share, one.latitude, one.longitude): one.pk
        for one in rows.iterator(chunk_size=5000)
    }
    gone = [pk for place, pk in known.items() if place not in wanted]
    for start in range(0, len(gone), BATCH):
        rows.filter(pk__in=gone[start : start + BATCH]).delete()
    fresh = [row for place, row in wanted.items() if place not in known]
    PostalPlace.objects.bulk_create(fresh, batch_size=BATCH)
    return PostalReport(len(fresh), len(gone), len(wanted) - len(fresh))
