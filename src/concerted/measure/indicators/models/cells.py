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


def cell(prefix: str = "") -> list[Any]:
    """What tells one figure of an indicator from another; as the index has it, so that a search finds it there."""
    return [
        or_nobody(f"{prefix}subgroup"),
        F(f"{prefix}period_start"),
        F(f"{prefix}period_end"),
        F(f"{prefix}place"),
        or_nobody(f"{prefix}partner"),
    ]


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
