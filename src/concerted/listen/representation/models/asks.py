from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.base.gates import Viewer
from concerted.listen.representation.models.dimensions import Subgroup
from concerted.listen.representation.models.occasions import Occasion
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)
from concerted.people.models import Segment


class AskState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("outreach", "Asked")
    ACCEPTED = "accepted", pgettext_lazy("outreach", "Agreed")
    DECLINED = "declined", pgettext_lazy("outreach", "Declined")
    DONE = "done", pgettext_lazy("outreach", "Done")


class OutreachAskQuerySet(OrganizationRecordQuerySet["OutreachAsk"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Both sides see it: the team that asks, and that of the partner who is asked."""
        joined = Organization.objects.joined_by(viewer)
        return self.filter(Q(organization__in=joined) | Q(partner__in=joined))

    def answerable_by(self, viewer: Viewer) -> Self:
        """Those that ``viewer`` may answer: organizers of the partner, or of who means to do it themselves."""
        organized = Organization.objects.organized_by(viewer)
        return self.filter(
            Q(partner__in=organized) | Q(partner__isnull=True, organization__in=organized)
        )

    def with_everything(self) -> Self:
        return self.select_related(
            "organization", "partner", "segment", "occasion", "subgroup__dimension", "asked_by"
        )


class OutreachAsk(OrganizationRecord):
    """Somebody is asked to reach people whose voice is missing: a partner, or one's own team by a segment."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="outreach_asks"
    )
    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="outreach_asks")
    subgroup = models.ForeignKey(Subgroup, on_delete=models.RESTRICT, related_name="+")
    partner = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, related_name="outreach_asked"
    )
    segment = models.ForeignKey(Segment, on_delete=models.SET_NULL, null=True, related_name="+")
    segment_name = models.CharField(max_length=100, blank=True)
    """Stays when the segment is deleted."""
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    note = models.TextField(_("note"), max_length=1000, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=AskState.choices, default=AskState.ASKED
    )
    answered_at = models.DateTimeField(null=True)

    partner_id: uuid.UUID | None
    segment_id: uuid.UUID | None
    occasion_id: uuid.UUID
    subgroup_id: uuid.UUID

    objects: ClassVar[OutreachAskQuerySet] = OutreachAskQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "subgroup", "partner"], name="outreach_ask_once_per_partner"
            ),
            models.UniqueConstraint(
                fields=["occasion", "subgroup", "segment"], name="outreach_ask_once_per_segment"
            ),
            models.CheckConstraint(
                condition=Q(partner__isnull=False, segment__isnull=True, segment_name="")
                | (Q(partner__isnull=True) & ~Q(segment_name="")),
                name="outreach_ask_is_to_one",
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()
