from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.base.gates import GatedQuerySet, Viewer
from concerted.base.records import Record
from concerted.decide.proposals.models import Proposal
from concerted.goals.models import Goal
from concerted.measure.indicators.models.dimensions import Dimension, Subgroup
from concerted.measure.indicators.models.indicators import SUBJECT, Indicator
from concerted.measure.indicators.models.releases import Release
from concerted.measure.indicators.models.vetoes import Veto
from concerted.organizations.models import Organization, SharedRecordQuerySet
from concerted.organizations.translations import TranslatableRecord


class Method(models.TextChoices):
    DIFFERENCES = (
        "differences",
        pgettext_lazy("comparison", "Before and after, beside another group"),
    )
    SERIES = "series", pgettext_lazy("comparison", "Its own path before, continued")


OF_NO_PARTNER = {"partner__isnull": True, "other_partner__isnull": True}


class ComparisonQuerySet(SharedRecordQuerySet["Comparison"]):
    subject = SUBJECT

    def public(self) -> Self:
        """Those of indicators that are out. Figures of one partner alone are not for everybody."""
        return self._told().filter(indicator__in=Indicator.objects.public(), **OF_NO_PARTNER)

    def visible_to(self, viewer: Viewer) -> Self:
        joined = Q(organization__in=Organization.objects.joined_by(viewer))
        shown = Q(organization__in=Organization.objects.showing(SUBJECT, viewer), **OF_NO_PARTNER)
        return self._told().filter(joined | shown)

    def _told(self) -> Self:
        """Without what a community has withdrawn."""
        return self.exclude(Exists(Veto.objects.over()))

    def with_everything(self) -> Self:
        return self.select_related(
            *("organization", "indicator__organization", "goal", "proposal"),
            *("subgroup", "other_subgroup", "partner", "other_partner"),
        )


class Comparison(TranslatableRecord):
    """Where something began on a day (``began``, in words), and with whom that is compared, chosen before looking.

    Both sides are of one kind: two subgroups of a dimension, two places, or two partners. A series may be
    compared with nothing but its own path before; without any of them it is the figure of everybody.
    """

    translatable_fields: ClassVar[tuple[str, ...]] = ("began",)

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="comparisons")
    began = models.CharField(
        _("what began"), max_length=160, help_text=_("As in: “study seats in three schools”.")
    )
    began_on = models.DateField(_("on which day"))
    language = models.CharField(_("language"), max_length=12, default="en")
    method = models.CharField(
        _("how to compare"), max_length=12, choices=Method.choices, default=Method.DIFFERENCES
    )
    dimension = models.ForeignKey(
        Dimension, on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    subgroup = models.ForeignKey(
        Subgroup, on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    other_subgroup = models.ForeignKey(
        Subgroup, on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    place = models.CharField(_("where it began"), max_length=120, blank=True)
    other_place = models.CharField(_("where it did not"), max_length=120, blank=True)
    partner = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    other_partner = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    goal = models.ForeignKey(
        Goal, on_delete=models.SET_NULL, related_name="comparisons", null=True, blank=True
    )
    proposal = models.ForeignKey(
        Proposal, on_delete=models.SET_NULL, related_name="comparisons", null=True, blank=True
    )

    indicator_id: uuid.UUID
    dimension_id: uuid.UUID | None
    subgroup_id: uuid.UUID | None
    other_subgroup_id: uuid.UUID | None
    partner_id: uuid.UUID | None
    other_partner_id: uuid.UUID | None

    objects: ClassVar[ComparisonQuerySet] = ComparisonQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-began_on", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(subgroup__isnull=True) | Q(dimension__isnull=False),
                name="comparison_subgroup_with_its_dimension",
            ),
            models.CheckConstraint(
                condition=(Q(subgroup__isnull=True) | ~Q(other_subgroup=F("subgroup")))
                & (Q(place="") | ~Q(other_place=F("place")))
                & (Q(partner__isnull=True) | ~Q(other_partner=F("partner"))),
                name="comparison_is_between_two",
            ),
            models.CheckConstraint(
                condition=Q(method=Method.SERIES)
                | Q(subgroup__isnull=False, other_subgroup__isnull=False)
                | (~Q(place="") & ~Q(other_place=""))
                | Q(partner__isnull=False, other_partner__isnull=False),
                name="comparison_of_differences_has_another",
            ),
        ]

    def __str__(self) -> str:
        return self.began

    @property
    def has_other(self) -> bool:
        return bool(self.other_subgroup_id or self.other_place or self.other_partner_id)


class OutcomeQuerySet(GatedQuerySet["Outcome"]):
    def public(self) -> Self:
        return self.filter(release__in=Release.objects.public().newest())

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(release__in=Release.objects.visible_to(viewer))


class Outcome(Record):
    """What a comparison gave with the figures of one release: numbers and keys of sentences. It is never changed."""

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="outcomes")
    release = models.ForeignKey(
        Release, on_delete=models.CASCADE, related_name="outcomes", db_index=False
    )
    told = models.JSONField()

    comparison_id: uuid.UUID
    release_id: uuid.UUID

    objects: ClassVar[OutcomeQuerySet] = OutcomeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "comparison"], name="outcome_once_per_release"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
