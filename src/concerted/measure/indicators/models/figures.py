from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from concerted.base.gates import GatedQuerySet, Viewer
from concerted.base.records import Record
from concerted.measure.indicators.models.cells import (
    ends_after_it_starts,
    is_a_part,
    is_of_one_dimension,
)
from concerted.measure.indicators.models.dimensions import Dimension, Subgroup
from concerted.measure.indicators.models.releases import Release
from concerted.organizations.models import Organization


class FigureStatus(models.TextChoices):
    SHOWN = "shown", pgettext_lazy("figure", "Shown")
    HIDDEN = "hidden", pgettext_lazy("figure", "Hidden, to protect people")
    MISSING = "missing", pgettext_lazy("figure", "Missing")


class FigureQuerySet(GatedQuerySet["Figure"]):
    def public(self) -> Self:
        """Those of the newest releases. Earlier ones stay kept, and are not shown again."""
        return self.filter(release__in=Release.objects.public().newest())

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(release__in=Release.objects.visible_to(viewer))


class Figure(Record):
    """One cell of a release, with no more than may be shown. ``source`` is that of figures published elsewhere."""

    release = models.ForeignKey(
        Release, on_delete=models.CASCADE, related_name="figures", db_index=False
    )
    dimension = models.ForeignKey(
        Dimension, on_delete=models.RESTRICT, related_name="+", null=True, db_index=False
    )
    subgroup = models.ForeignKey(
        Subgroup, on_delete=models.RESTRICT, related_name="+", null=True, db_index=False
    )
    partner = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="+", null=True, db_index=False
    )
    period_start = models.DateField()
    period_end = models.DateField()
    place = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=8, choices=FigureStatus.choices)
    value = models.FloatField(null=True)
    numerator = models.PositiveBigIntegerField(null=True)
    denominator = models.PositiveBigIntegerField(null=True)
    se = models.FloatField(null=True)
    n = models.PositiveBigIntegerField(null=True)
    population = models.FloatField(null=True)
    source = models.CharField(max_length=300, blank=True)

    release_id: uuid.UUID
    dimension_id: uuid.UUID | None
    subgroup_id: uuid.UUID | None
    partner_id: uuid.UUID | None

    objects: ClassVar[FigureQuerySet] = FigureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["period_start", "created_at"]
        indexes = [
            # A page reads one dimension of the whole, or of one place or partner, over all periods.
            models.Index(
                fields=["release", "partner", "place", "dimension", "period_start"],
                name="figure_of_a_page",
            ),
            # Which places are furthest apart in one period is read from this alone.
            models.Index(
                fields=[
                    *("release", "dimension", "partner", "period_end", "period_start"),
                    *("place", "value"),
                ],
                name="figure_by_place",
            ),
        ]
        constraints = [
            is_of_one_dimension("figure"),
            ends_after_it_starts("figure"),
            is_a_part("figure"),
            models.CheckConstraint(
                condition=Q(status=FigureStatus.SHOWN, value__isnull=False)
                | (
                    ~Q(status=FigureStatus.SHOWN)
                    & Q(
                        value__isnull=True,
                        numerator__isnull=True,
                        denominator__isnull=True,
                        se__isnull=True,
                        n__isnull=True,
                        population__isnull=True,
                    )
                ),
                name="figure_tells_nothing_unless_shown",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_start}: {self.value if self.status == 'shown' else self.status}"

    @property
    def is_shown(self) -> bool:
        return self.status == FigureStatus.SHOWN
