from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.base.gates import Viewer
from concerted.measure.indicators.models.indicators import Indicator
from concerted.organizations.models import (
    ENTERERS,
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)


class Via(models.TextChoices):
    FORM = "form", pgettext_lazy("figures", "typed in")
    FILE = "file", pgettext_lazy("figures", "from a file")
    ENGINE = "engine", pgettext_lazy("figures", "from a database")
    EXTRACT = "extract", pgettext_lazy("figures", "from our own records")
    CORRECTION = "correction", pgettext_lazy("figures", "a correction")


def via_choices() -> list[tuple[str, Any]]:
    return Via.choices


class IntakeState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("figures", "Waits for a second look")
    APPROVED = "approved", pgettext_lazy("figures", "Approved")
    REFUSED = "refused", pgettext_lazy("figures", "Sent back")


class IntakeQuerySet(OrganizationRecordQuerySet["Intake"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Those of one's own organization, and what one's organization handed in as a partner."""
        joined = Organization.objects.joined_by(viewer)
        return self.filter(Q(organization__in=joined) | Q(partner__in=joined))

    def enterable_by(self, viewer: Viewer) -> Self:
        """Those whose figures ``viewer`` may correct."""
        own = Organization.objects.joined_by(viewer, *ENTERERS)
        return self.filter(Q(organization__in=own) | Q(partner__in=own))

    def with_everything(self) -> Self:
        """With what every page of an intake names."""
        return self.select_related(
            "organization", "indicator__organization", "partner", "made_by", "decided_by"
        )

    def waiting(self) -> Self:
        return self.filter(state=IntakeState.DRAFT)


class Intake(OrganizationRecord):
    """One delivery of figures for an indicator. They count once somebody has approved it.

    ``fingerprint`` tells a delivery that comes twice: the digest of a file, the key of a form. What
    ``is_public_already`` was published elsewhere, in ``source``: it is told as it is there.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="intakes")
    partner = models.ForeignKey(
        Organization,
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("whose figures"),
    )
    via = models.CharField(_("how they came"), max_length=12, choices=via_choices)
    title = models.CharField(_("title"), max_length=160)
    source = models.CharField(_("source"), max_length=300, blank=True)
    note = models.TextField(_("what to know about them"), max_length=1000, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    is_public_already = models.BooleanField(_("published elsewhere already"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=IntakeState.choices, default=IntakeState.DRAFT
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    indicator_id: uuid.UUID
    partner_id: uuid.UUID | None
    made_by_id: Any
    decided_by_id: Any

    objects: ClassVar[IntakeQuerySet] = IntakeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "fingerprint"],
                condition=~Q(fingerprint="") & ~Q(state=IntakeState.REFUSED),
                name="intake_once_per_fingerprint",
            ),
            models.CheckConstraint(
                condition=Q(state=IntakeState.DRAFT, decided_at__isnull=True)
                | (~Q(state=IntakeState.DRAFT) & Q(decided_at__isnull=False)),
                name="intake_decided_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(is_public_already=False) | ~Q(source=""),
                name="intake_published_elsewhere_has_a_source",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_waiting(self) -> bool:
        return self.state == IntakeState.DRAFT
