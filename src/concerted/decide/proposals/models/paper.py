from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from concerted.accounts.models import User
from concerted.base.gates import Viewer
from concerted.decide.proposals.models.rounds import Round
from concerted.organizations.models import (
    ENTERERS,
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)


class PaperBallotQuerySet(OrganizationRecordQuerySet["PaperBallot"]):
    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(organization__in=Organization.objects.joined_by(viewer, *ENTERERS))

    def editable_by(self, viewer: Viewer) -> Self:
        """Contributors type in what others collected."""
        return self.visible_to(viewer)

    def waiting(self) -> Self:
        """Typed in, and not yet compared by a second person."""
        return self.filter(checked_at__isnull=True)


class PaperBallot(OrganizationRecord):
    """A ballot on paper as it was typed in. It joins the others once a second person has compared it."""

    private_fields: ClassVar[frozenset[str]] = frozenset({"choice", "reason", "shown_name"})

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="paper_ballots")
    number = models.PositiveIntegerField()
    choice = models.JSONField()
    reason = models.CharField(max_length=600, blank=True)
    shown_name = models.CharField(max_length=120, blank=True)
    typed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    checked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)

    round_id: uuid.UUID
    typed_by_id: uuid.UUID | None

    objects: ClassVar[PaperBallotQuerySet] = PaperBallotQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"], name="paper_ballot_number_once_per_round"
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True)
                | Q(typed_by__isnull=True)
                | ~Q(checked_by=F("typed_by")),
                name="paper_ballot_checked_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The number on the paper, which is its receipt in the list of ballots."""
        return f"P-{self.number:04d}"
