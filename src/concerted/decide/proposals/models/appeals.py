from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from concerted.base.gates import Viewer
from concerted.decide.proposals.models.decisions import Decision
from concerted.decide.proposals.models.voters import Voter
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)


class AppealQuerySet(OrganizationRecordQuerySet["Appeal"]):
    def public(self) -> Self:
        """Answered appeals to public decisions: the reason and the answer, never who appealed."""
        return self.filter(decision__in=Decision.objects.public(), answered_at__isnull=False)

    def visible_to(self, viewer: Viewer) -> Self:
        """An appeal names who makes it: for owners and organizers."""
        return self.editable_by(viewer)


class Appeal(OrganizationRecord):
    """Somebody who could vote asks to look at a decision again."""

    private_fields: ClassVar[frozenset[str]] = frozenset({"reason", "voter_id"})

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="appeals")
    voter = models.ForeignKey(Voter, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(max_length=2000)
    answer = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True)
    is_upheld = models.BooleanField(default=False)

    decision_id: uuid.UUID

    objects: ClassVar[AppealQuerySet] = AppealQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "voter"], name="appeal_once_per_voter"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(answer=""),
                name="appeal_answered_in_words",
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:60]
