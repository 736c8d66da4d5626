from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import pgettext_lazy

from concerted.accounts.models import User
from concerted.base.gates import Viewer
from concerted.organizations.models import (
    ENTERERS,
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)
from concerted.pool.network.models.waves import Wave


class Via(models.TextChoices):
    ONLINE = "online", pgettext_lazy("answers", "Online")
    PAPER = "paper", pgettext_lazy("answers", "On paper")


class AskedQuerySet(OrganizationRecordQuerySet["Asked"]):
    def answerable_by(self, viewer: Viewer) -> Self:
        """Those for whose organization ``viewer`` may speak: as an owner or organizer of it."""
        return self.filter(partner__in=Organization.objects.organized_by(viewer))

    def enterable_by(self, viewer: Viewer) -> Self:
        """Those whose paper ``viewer`` may type: in the coalition's team, and nothing of it was answered online."""
        entering = Organization.objects.joined_by(viewer, *ENTERERS)
        return self.filter(organization__in=entering).exclude(via=Via.ONLINE)

    def sent(self) -> Self:
        return self.filter(sent_at__isnull=False)


class Asked(OrganizationRecord):
    """A partner in a wave, as it was known when the wave opened, and whether its answers are sent.

    Name and profile are kept: the picture of a wave stays as it was when a partner changes or leaves.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset({"contributions", "outcomes"})

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="asked")
    partner = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    member = models.UUIDField()
    """The partner's key, which stays when the partner is gone: it joins the waves."""
    name = models.CharField(max_length=120)
    profile = models.JSONField(default=dict)
    """``sectors``, ``places``, ``languages``, each a list of names."""
    link_number = models.PositiveSmallIntegerField(default=1)
    """Counts the mailed links; only the latest opens."""
    via = models.CharField(max_length=8, choices=Via.choices, blank=True)
    contributions = models.JSONField(default=list)
    outcomes = models.JSONField(default=list)
    sent_at = models.DateTimeField(null=True)
    typed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    wave_id: uuid.UUID
    partner_id: uuid.UUID | None
    typed_by_id: uuid.UUID | None

    objects: ClassVar[AskedQuerySet] = AskedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name", "member"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "member"], name="asked_once_per_wave"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None
