from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.base.gates import Viewer
from concerted.organizations.models import ENTERERS, Organization, Subject
from concerted.organizations.publishing import PublishedRecord, PublishedRecordQuerySet

SUBJECT = Subject.FIGURES
"""What a coalition and a member agree on, so that the member's people see what is measured and enter their own."""

LEAST_THRESHOLD = 10


class Kind(models.TextChoices):
    RATE = "rate", _("A share: so many of so many people")
    AVERAGE = "average", _("An average (a mean)")
    MEDIAN = "median", _("A median: half are above it, half below")


class Unit(models.TextChoices):
    PER_CENT = "per_cent", _("per cent")
    PER_THOUSAND = "per_thousand", _("of 1,000 people")
    DAYS = "days", _("days")
    HOURS = "hours", _("hours")
    DOLLARS = "dollars", _("dollars")
    POINTS = "points", _("points")
    NUMBER = "number", pgettext_lazy("unit", "a number")


SCALES = {Unit.PER_CENT: 100, Unit.PER_THOUSAND: 1000}
"""What a numerator over its denominator is multiplied by, for units of rates."""

RATE_UNITS = (Unit.PER_CENT, Unit.PER_THOUSAND)


class Frequency(models.TextChoices):
    MONTH = "month", _("every month")
    QUARTER = "quarter", _("every three months")
    HALF_YEAR = "half-year", _("twice a year")
    YEAR = "year", _("every year")
    ONCE = "once", _("once")


def kind_choices() -> list[tuple[str, Any]]:
    return Kind.choices


def unit_choices() -> list[tuple[str, Any]]:
    return Unit.choices


def frequency_choices() -> list[tuple[str, Any]]:
    return Frequency.choices


class IndicatorQuerySet(PublishedRecordQuerySet["Indicator"]):
    def public(self) -> Self:
        """Published ones whose figures have been released. The first release stays, so it tells."""
        return super().public().filter(releases__number=1)

    def visible_to(self, viewer: Viewer) -> Self:
        """All of one's own organization; of coalitions that show their figures, the published ones."""
        own = Organization.objects.joined_by(viewer)
        shown = Organization.objects.showing(SUBJECT, viewer)
        return self.filter(
            Q(organization__in=own) | Q(organization__in=shown, published_at__isnull=False)
        )

    def enterable_by(self, viewer: Viewer) -> Self:
        """Those for which ``viewer`` may hand in figures: one's own, and those measured together with others."""
        own = Organization.objects.joined_by(viewer, *ENTERERS)
        return (
            self.visible_to(viewer)
            .filter(
                Q(organization__in=own)
                | Q(
                    organization__disclosures__subject=SUBJECT,
                    organization__disclosures__membership__member__in=own,
                )
            )
            .distinct()
        )

    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)


class Indicator(PublishedRecord):
    """What is counted, defined once for all who count it. ``summary`` is the definition in plain words.

    An indicator of a coalition is shared measurement: partners hand in figures of their own for it.
    """

    translatable_fields: ClassVar[tuple[str, ...]] = ("title", "summary", "ethical_note")

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="indicators", db_index=False
    )
    kind = models.CharField(_("kind of figure"), max_length=12, choices=kind_choices)
    unit = models.CharField(_("unit"), max_length=16, choices=unit_choices)
    favourable = models.BooleanField(_("more is better"), default=True)
    source = models.CharField(_("where the figures come from"), max_length=300, blank=True)
    collected_by = models.CharField(_("who collects them"), max_length=160, blank=True)
    frequency = models.CharField(
        _("how often"), max_length=12, choices=frequency_choices, default=Frequency.YEAR
    )
    ethical_note = models.TextField(_("ethical note"), max_length=2000, blank=True)
    threshold = models.PositiveSmallIntegerField(_("least people shown"), default=11)

    objects: ClassVar[IndicatorQuerySet] = IndicatorQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "slug"], name="indicator_slug_once_per_organization"
            ),
            models.CheckConstraint(
                condition=Q(threshold__gte=LEAST_THRESHOLD), name="indicator_threshold_protects"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.RATE) | Q(unit__in=RATE_UNITS),
                name="indicator_rate_is_of_people",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("indicators:page", args=[self.organization.slug, self.slug])

    @property
    def is_rate(self) -> bool:
        return self.kind == Kind.RATE

    @property
    def is_median(self) -> bool:
        """Whether figures of partners cannot be put together: the median of all is not made of their medians."""
        return self.kind == Kind.MEDIAN

    @property
    def scale(self) -> int:
        """What a numerator over its denominator is multiplied by."""
        return SCALES.get(Unit(self.unit), 1)
