from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.base.gates import GatedQuerySet, Viewer
from concerted.base.records import Record
from concerted.measure.indicators.models.cells import (
    cell,
    ends_after_it_starts,
    is_a_part,
    is_of_one_dimension,
)
from concerted.measure.indicators.models.dimensions import Dimension, Subgroup
from concerted.measure.indicators.models.indicators import Indicator
from concerted.measure.indicators.models.intakes import Intake
from concerted.organizations.models import Organization


class ObservationState(models.TextChoices):
    """Zero is none of these: it is a value."""

    KNOWN = "known", pgettext_lazy("figure", "Known")
    SUPPRESSED = "suppressed", pgettext_lazy("figure", "Hidden by who collected it")
    MISSING = "missing", pgettext_lazy("figure", "Missing")


class ObservationQuerySet(GatedQuerySet["Observation"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Those of one's own organization's indicators, and those that one's organization handed in as a partner."""
        return self.filter(intake__in=Intake.objects.visible_to(viewer))

    def editable_by(self, viewer: Viewer) -> Self:
        return self.filter(intake__in=Intake.objects.editable_by(viewer))

    def enterable_by(self, viewer: Viewer) -> Self:
        """Those of which ``viewer`` may hand in a correction: their own organization's, and what it handed in."""
        return self.filter(intake__in=Intake.objects.enterable_by(viewer))

    def current(self) -> Self:
        """What counts: approved, and not replaced. There is one for each cell of an indicator."""
        return self.filter(is_current=True)


class Observation(Record):
    """One figure: for a subgroup (or everybody), a period, a place (or the whole), a partner (or the coalition itself).

    Nothing of it leaves the office but through a release. ``value`` is in the unit of the indicator, also where the
    numerator and the denominator are known. A correction is another observation: the earlier one stays, and says what
    has replaced it.
    """

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="observations")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="observations", db_index=False
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
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("until"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=ObservationState.choices,
        default=ObservationState.KNOWN,
    )
    value = models.FloatField(_("figure"), null=True)
    numerator = models.PositiveBigIntegerField(_("how many"), null=True)
    denominator = models.PositiveBigIntegerField(_("of how many"), null=True)
    se = models.FloatField(_("standard error"), null=True)
    n = models.PositiveBigIntegerField(_("people behind it"), null=True)
    population = models.FloatField(_("people in the group"), null=True)
    is_current = models.BooleanField(default=False, editable=False)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="replaces", null=True, db_index=False
    )

    intake_id: uuid.UUID
    indicator_id: uuid.UUID
    dimension_id: uuid.UUID | None
    subgroup_id: uuid.UUID | None
    partner_id: uuid.UUID | None
    replaced_by_id: uuid.UUID | None

    objects: ClassVar[ObservationQuerySet] = ObservationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["period_start", "created_at"]
        indexes = [
            # Holds all that a roll-up reads, in the order it groups by: the table itself is not touched.
            models.Index(
                fields=[
                    *("indicator", "subgroup", "period_start", "period_end", "place", "partner"),
                    *("intake", "state", "value", "numerator", "denominator"),
                    *("se", "n", "population", "is_current"),
                ],
                condition=Q(is_current=True),
                name="observation_rolled_up",
            ),
            models.Index(
                fields=["replaced_by"],
                condition=Q(replaced_by__isnull=False),
                name="observation_replaced",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                F("indicator"),
                *cell(),
                condition=Q(is_current=True),
                name="observation_current_once_per_cell",
            ),
            is_of_one_dimension("observation"),
            ends_after_it_starts("observation"),
            is_a_part("observation"),
            models.CheckConstraint(
                condition=Q(state=ObservationState.KNOWN, value__isnull=False)
                | (
                    ~Q(state=ObservationState.KNOWN)
                    & Q(value__isnull=True, numerator__isnull=True, se__isnull=True)
                ),
                name="observation_value_exactly_when_known",
            ),
            models.CheckConstraint(
                condition=Q(se__isnull=True) | Q(se__gte=0), name="observation_se_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(is_current=False) | Q(replaced_by__isnull=True),
                name="observation_replaced_counts_no_more",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_start}: {self.value if self.state == 'known' else self.state}"

    @property
    def people(self) -> int | None:
        """How many people are behind it, where that is known."""
        return self.n if self.n is not None else self.denominator

    @property
    def weight(self) -> float | None:
        """How many it stands for when groups are weighed."""
        return self.population if self.population is not None else self.people
