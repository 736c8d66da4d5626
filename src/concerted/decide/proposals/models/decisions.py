from __future__ import annotations

import datetime
import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.decide.proposals.models.proposals import Proposal
from concerted.decide.proposals.models.rounds import Round
from concerted.organizations.models import Organization, OrganizationRecordQuerySet
from concerted.organizations.translations import TranslatableRecord


class DecisionQuerySet(OrganizationRecordQuerySet["Decision"]):
    def public(self) -> Self:
        return self.filter(proposal__in=Proposal.objects.public())

    def standing(self) -> Self:
        """Passed, and not overturned by an appeal."""
        return self.filter(passed=True, overturned_at__isnull=True)

    def late(self, today: datetime.date) -> Self:
        """Standing, to be carried out by a day that has passed, and not carried out."""
        return self.standing().filter(due_on__lt=today, carried_out_on__isnull=True)


class Decision(TranslatableRecord):
    """What was decided, in the words that were voted on, why, and what became of it."""

    translatable_fields: ClassVar[tuple[str, ...]] = (
        "text",
        "reasons",
        "missing_voices",
        "carried_out_note",
    )

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="decisions")
    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="decision")
    language = models.CharField(_("language"), max_length=12)
    passed = models.BooleanField()
    decided_at = models.DateTimeField(default=timezone.now)
    text = models.TextField(_("what was decided"), max_length=2400)
    reasons = models.TextField(_("why"), max_length=2000, blank=True)
    missing_voices = models.TextField(_("whose voice was missing"), max_length=600, blank=True)
    due_on = models.DateField(_("to be carried out by"), null=True, blank=True)
    review_on = models.DateField(_("to be looked at again on"), null=True, blank=True)
    carried_out_on = models.DateField(_("carried out on"), null=True, blank=True)
    carried_out_note = models.TextField(_("what was done"), max_length=600, blank=True)
    overturned_at = models.DateTimeField(null=True)

    proposal_id: uuid.UUID
    round_id: uuid.UUID

    objects: ClassVar[DecisionQuerySet] = DecisionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-decided_at"]

    def __str__(self) -> str:
        return self.text.split("\n")[0]

    def is_late(self, today: datetime.date) -> bool:
        """Whether it should have been carried out by now, and was not."""
        stands = self.passed and self.overturned_at is None and self.carried_out_on is None
        return stands and self.due_on is not None and self.due_on < today

    def is_to_review(self, today: datetime.date) -> bool:
        return (
            self.overturned_at is None and self.review_on is not None and self.review_on <= today
        )
