from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from concerted.organizations.models import Organization
from concerted.organizations.publishing import PublishedRecord, PublishedRecordQuerySet


class GoalQuerySet(PublishedRecordQuerySet["Goal"]):
    pass


class Goal(PublishedRecord):
    """What an organization or coalition wants to be true, and will be measured by."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="goals")

    objects: ClassVar[GoalQuerySet] = GoalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "slug"], name="goal_slug_once_per_organization"
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("goals:page", args=[self.organization.slug, self.slug])
