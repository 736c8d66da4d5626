from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.base.gates import Viewer
from concerted.decide.proposals.models.proposals import Proposal
from concerted.decide.proposals.models.rules import RuledRecord
from concerted.decide.proposals.models.voters import Voter
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)


class Outcome(models.TextChoices):
    PASSED = "passed", _("Passed")
    REJECTED = "rejected", _("Not passed")
    OBJECTED = "objected", _("Held by an objection")
    NO_QUORUM = "no_quorum", _("Too few answered")
    VOID = "void", _("Void: the text was changed")


class RoundQuerySet(OrganizationRecordQuerySet["Round"]):
    def public(self) -> Self:
        """The rounds of what everybody may read."""
        return self.filter(proposal__in=Proposal.objects.public())

    def open(self) -> Self:
        return self.filter(outcome="")

    def over(self) -> Self:
        """Open, and past their time. Without a viewer: for the clock."""
        return self.open().filter(closes_at__lte=timezone.now())


class Round(RuledRecord, OrganizationRecord):
    """One vote on one version of a text, under the rule as it stood when voting opened."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField(_("closes at"))
    counted_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)

    proposal_id: uuid.UUID

    objects: ClassVar[RoundQuerySet] = RoundQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "number"], name="round_number_once_per_proposal"
            ),
            models.UniqueConstraint(
                fields=["proposal"], condition=models.Q(outcome=""), name="round_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rule_display()} ({self.number})"

    @property
    def is_open(self) -> bool:
        return self.outcome == ""

    @property
    def is_counted(self) -> bool:
        return self.counted_at is not None

    def takes_ballots(self) -> bool:
        return self.is_open and self.closes_at > timezone.now()


class ElectorQuerySet(OrganizationRecordQuerySet["Elector"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Who is asked is for owners and organizers."""
        return self.editable_by(viewer)


class Elector(OrganizationRecord):
    """A voter on the list of one round. Written when voting opens, and never touched by voting."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="electors")
    voter = models.ForeignKey(Voter, on_delete=models.RESTRICT, related_name="electors")

    round_id: uuid.UUID
    voter_id: uuid.UUID

    objects: ClassVar[ElectorQuerySet] = ElectorQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["voter__name"]
        constraints = [
            models.UniqueConstraint(fields=["round", "voter"], name="elector_once_per_round")
        ]

    def __str__(self) -> str:
        return str(self.voter)
