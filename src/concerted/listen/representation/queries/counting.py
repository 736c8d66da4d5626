"""How many people told what. Without a viewer: only what ``protecting`` makes of it may be shown."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Count

from concerted.listen.representation.models import (
    Dimension,
    Occasion,
    Said,
    SelfDescription,
    State,
    Subgroup,
)


@dataclass(frozen=True)
class Counts:
    """The true counts of one question; ``groups`` has every subgroup, by its key, in order."""

    groups: dict[str, int]
    other: int
    declined: int

    @property
    def said(self) -> int:
        """How many are in a subgroup."""
        return sum(self.groups.values())


def counts_of(occasion: Occasion) -> dict[uuid.UUID, Counts]:
    """The counts of each question that is asked on ``occasion``, by the key of its dimension."""
    rows = Said.objects.filter(description__occasion=occasion).order_by()
    counted = rows.values("dimension_id", "state", "subgroup_id").annotate(number=Count("pk"))
    groups: dict[uuid.UUID, int] = {}
    states: dict[tuple[uuid.UUID, str], int] = {}
    for row in counted:
        if row["subgroup_id"] is not None:
            groups[row["subgroup_id"]] = row["number"]
        else:
            states[row["dimension_id"], row["state"]] = row["number"]
    asked = list(Dimension.objects.filter(occasions=occasion))
    found: dict[uuid.UUID, dict[str, int]] = {one.pk: {} for one in asked}
    for group in Subgroup.objects.filter(dimension__in=asked).order_by("number"):
        found[group.dimension_id][group.key] = groups.get(group.pk, 0)
    return {
        pk: Counts(told, states.get((pk, State.OTHER), 0), states.get((pk, State.DECLINED), 0))
        for pk, told in found.items()
    }


def told_count(occasion: Occasion) -> int:
    """How many people told anything."""
    return SelfDescription.objects.filter(occasion=occasion).count()
