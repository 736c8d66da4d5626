from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from concerted.base.gates import Viewer
from concerted.decide.proposals.models.proposals import Proposal
from concerted.decide.proposals.models.voters import Voter
from concerted.organizations.models import OrganizationRecord, OrganizationRecordQuerySet


class DelegationQuerySet(OrganizationRecordQuerySet["Delegation"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Who trusts whom is for owners and organizers, and for the two."""
        return self.editable_by(viewer)

    def standing(self) -> Self:
        return self.filter(revoked_at__isnull=True)


class Delegation(OrganizationRecord):
    """A voter lets another vote in their place: on one proposal, or on every one until it is taken back."""

    giver = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="given")
    taker = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="taken")
    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, null=True, related_name="delegations"
    )
    revoked_at = models.DateTimeField(null=True)

    giver_id: uuid.UUID
    taker_id: uuid.UUID
    proposal_id: uuid.UUID | None

    objects: ClassVar[DelegationQuerySet] = DelegationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["giver", "proposal"],
                condition=Q(revoked_at__isnull=True, proposal__isnull=False),
                name="delegation_once_per_proposal",
            ),
            models.UniqueConstraint(
                fields=["giver"],
                condition=Q(revoked_at__isnull=True, proposal__isnull=True),
                name="delegation_standing_once",
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("taker")), name="delegation_is_to_another"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
