from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from concerted.decide.proposals.models.proposals import Proposal
from concerted.goals.models import Goal
from concerted.listen.conversations.models import Statement
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)


class TakenQuerySet(OrganizationRecordQuerySet["Taken"]):
    def public(self) -> Self:
        """What a shown statement became, once that can be read by everybody."""
        now = timezone.now()
        return self.filter(
            Q(proposal__published_at__lte=now, proposal__is_public=True)
            | Q(goal__published_at__lte=now),
            statement__in=Statement.objects.public(),
        )


class Taken(OrganizationRecord):
    """A statement of a conversation was taken up: it became a proposal, or a goal."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="taken")
    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, null=True, related_name="taken"
    )
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, null=True, related_name="taken")

    statement_id: uuid.UUID
    proposal_id: uuid.UUID | None
    goal_id: uuid.UUID | None

    objects: ClassVar[TakenQuerySet] = TakenQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "proposal"],
                condition=Q(proposal__isnull=False),
                name="taken_once_per_proposal",
            ),
            models.UniqueConstraint(
                fields=["statement", "goal"],
                condition=Q(goal__isnull=False),
                name="taken_once_per_goal",
            ),
            models.CheckConstraint(
                condition=Q(proposal__isnull=False, goal__isnull=True)
                | Q(proposal__isnull=True, goal__isnull=False),
                name="taken_into_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.proposal_id or self.goal_id)
