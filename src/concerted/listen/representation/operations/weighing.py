"""Telling the results of a room with the weights of those who live there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from numpy.typing import ArrayLike

from concerted.listen.representation.models import Occasion, WeightedReading
from concerted.listen.representation.queries.protecting import FLOOR
from concerted.listen.representation.queries.weighing import Reread, reread_result, weigh


@transaction.atomic
def reread_with_weights(
    *,
    occasion: Occasion,
    keys: Sequence[str],
    items: Sequence[str],
    answers: ArrayLike,
    level: float,
) -> list[WeightedReading]:
    """Read the share that gives ``level`` to each of ``items`` with weights; what is told anew.

    ``answers`` has a row for each of ``keys`` (those of ``tell_about_oneself``) and a column for each of ``items``, NaN
    where somebody did not answer. An item that was told before is told anew only when at least ``FLOOR`` more, or fewer,
    people are behind it. The reading of an item that is not among ``items`` is deleted.
    """
    occasion = (
        Occasion.objects.select_for_update(of=("self",))
        .select_related("place")
        .get(pk=occasion.pk)
    )
    rows = {one.item: one for one in WeightedReading.objects.filter(occasion=occasion)}
    gone = [one.pk for one in rows.values() if one.item not in set(items)]
    WeightedReading.objects.filter(pk__in=gone).delete()
    weighing = weigh(occasion, keys) if occasion.forgotten_at is None and items else None
    if weighing is None:
        return []
    told = []
    for item, found in zip(items, reread_result(weighing, answers, level=level), strict=True):
        before = rows.get(item)
        if found is None or not _is_time(found, weighing.told, before):
            continue
        row = before or WeightedReading(occasion=occasion, item=item)
        row.told, row.answered, row.described = asdict(found), found.answered, weighing.told
        row.save()
        told.append(row)
    return told


def _is_time(found: Reread, described: int, before: WeightedReading | None) -> bool:
    """Whether so many others are behind it that no difference to what was told before tells of few."""
    if before is None:
        return True
    steps = abs(found.answered - before.answered), abs(described - before.described)
    return all(step == 0 or step >= FLOOR for step in steps) and any(steps)
