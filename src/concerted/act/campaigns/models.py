from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.organizations.publishing import PublishedRecord, PublishedRecordQuerySet


class CampaignQuerySet(PublishedRecordQuerySet["Campaign"]):
    pass


class Campaign(PublishedRecord):
    """What people do together, for a time, to reach a goal. It holds actions: petitions and what follows."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="campaigns"
    )
    goal = models.ForeignKey(
        Goal, on_delete=models.RESTRICT, related_name="campaigns", verbose_name=_("goal")
    )

    goal_id: uuid.UUID

    objects: ClassVar[CampaignQuerySet] = CampaignQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "slug"], name="campaign_slug_once_per_organization"
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("campaigns:page", args=[self.organization.slug, self.slug])
