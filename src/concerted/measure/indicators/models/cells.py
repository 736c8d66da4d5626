"""Where a figure stands: for whom, when, where and whose; and that there is one of each."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

NOBODY = uuid.UUID(int=0)
"""Stands for an empty reference where two empty ones count as the same."""


def or_nobody(name: str) -> Coalesce:
    """The key behind the reference ``name``, so that nothing equals nothing."""
    return Coalesce(F(name), Value(NOBODY, output_field=models.UUIDField()))


CELL = ("subgroup", "period_start", "period_end", "place", "partner")
"""What tells one figure of an indicator from another. Everybody, and the coalition itself, are empty references."""


def cell() -> list[Any]:
    """``CELL`` as a constraint has it."""
    return [or_nobody(one) if one in ("subgroup", "partner") else F(one) for one in CELL]


def is_of_one_dimension(name: str) -> models.CheckConstraint:
    """A subgroup comes with its dimension; everybody has neither."""
    return models.CheckConstraint(
        condition=Q(subgroup__isnull=True, dimension__isnull=True)
        | Q(subgroup__isnull=False, dimension__isnull=False),
        name=f"{name}_subgroup_with_its_dimension",
    )


def ends_after_it_starts(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(period_end__gte=F("period_start")), name=f"{name}_ends_after_it_starts"
    )


def is_a_part(name: str) -> models.CheckConstraint:
    """A numerator comes with a denominator, and is no larger."""
    return models.CheckConstraint(
        condition=Q(numerator__isnull=True)
        | Q(denominator__isnull=False, denominator__gt=0, numerator__lte=F("denominator")),
        name=f"{name}_numerator_is_a_part",
    )
