from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from concerted.base.gates import Viewer
from concerted.organizations.models import Organization, OrganizationRecord, SharedRecordQuerySet
from concerted.organizations.zones import today_in


class Audience(models.TextChoices):
    """Who may see which partners work together. Told to partners before they answer, and fixed from then on."""

    CONVENERS = "conveners", _("Only the coalition's own team")
    PARTNERS = "partners", _("The coalition's team and its partners")
    EVERYBODY = "everybody", _("Everybody, once the coalition publishes it")


class WaveQuerySet(SharedRecordQuerySet["Wave"]):
    subject = "network"

    def visible_to(self, viewer: Viewer) -> Self:
        """The coalition's team sees all; partners see what has begun."""
        own = Organization.objects.joined_by(viewer)
        return (
            super().visible_to(viewer).filter(Q(opened_at__isnull=False) | Q(organization__in=own))
        )

    def public(self) -> Self:
        """Finished waves that the coalition publishes."""
        return self.closed().filter(published_at__isnull=False)

    def showing_ties_to(self, viewer: Viewer) -> Self:
        """Finished waves in which ``viewer`` may see who works with whom."""
        own = Organization.objects.joined_by(viewer)
        shared = ~Q(audience=Audience.CONVENERS)
        return self.visible_to(viewer).closed().filter(shared | Q(organization__in=own))

    def open(self) -> Self:
        return self.filter(opened_at__isnull=False, closed_at__isnull=True)

    def closed(self) -> Self:
        return self.filter(closed_at__isnull=False)


class Wave(OrganizationRecord):
    """One time that all partners of a coalition are asked about each other.

    It is planned, then open, then closed for good: nothing is told of answers while they can change, and what was told
    of a closed wave never changes, since each change would tell what one partner said.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="network_waves"
    )
    number = models.PositiveSmallIntegerField(editable=False)
    opens_on = models.DateField(_("first day"))
    closes_on = models.DateField(_("last day"))
    audience = models.CharField(
        _("Who may see which partners work together?"),
        max_length=10,
        choices=Audience.choices,
        default=Audience.PARTNERS,
        help_text=_(
            "Partners read this before they answer. It cannot be changed once they are asked."
        ),
    )
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[WaveQuerySet] = WaveQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "number"], name="wave_number_once_per_organization"
            ),
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(closed_at__isnull=True),
                name="wave_unfinished_once_per_organization",
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="wave_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False),
                name="wave_closed_was_open",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(closed_at__isnull=False),
                name="wave_published_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Wave %(number)d") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("network:wave", args=[self.organization.slug, self.number])

    @property
    def is_planned(self) -> bool:
        return self.opened_at is None

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def takes_answers(self) -> bool:
        """Until the end of the last day, where the coalition is at home."""
        return self.is_open and today_in(self.organization) <= self.closes_on

    @property
    def state(self) -> str:
        if self.is_closed:
            return str(pgettext_lazy("wave", "Closed"))
        return str(
            pgettext_lazy("wave", "Open") if self.is_open else pgettext_lazy("wave", "Planned")
        )
