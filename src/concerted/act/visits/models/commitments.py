from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.accounts.models import User
from concerted.act.officials.models import Official
from concerted.act.policies.models import Stance
from concerted.act.policies.models.stances import leanings
from concerted.act.visits.models.visits import Visit
from concerted.organizations.models import OrganizationRecord, OrganizationRecordQuerySet


class CommitmentState(models.TextChoices):
    OPEN = "open", pgettext_lazy("commitment", "Open")
    KEPT = "kept", pgettext_lazy("commitment", "Kept")
    BROKEN = "broken", pgettext_lazy("commitment", "Broken")


class CommitmentQuerySet(OrganizationRecordQuerySet["Commitment"]):
    pass


class Commitment(OrganizationRecord):
    """What somebody who decides said they would do, in their own words, and whether they did."""

    private_fields: ClassVar[frozenset[str]] = frozenset({"text", "evidence"})

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="commitments")
    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="commitments")
    text = models.CharField(_("what they said, in their own words"), max_length=500)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    leaning = models.SmallIntegerField(
        _("where this puts them"), choices=leanings, null=True, blank=True
    )
    state = models.CharField(
        max_length=8, choices=CommitmentState.choices, default=CommitmentState.OPEN
    )
    settled_on = models.DateField(null=True)
    evidence = models.CharField(_("how we know"), max_length=500, blank=True)
    stance = models.ForeignKey(Stance, on_delete=models.SET_NULL, null=True, related_name="+")
    noted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    visit_id: uuid.UUID
    official_id: uuid.UUID
    stance_id: uuid.UUID | None

    objects: ClassVar[CommitmentQuerySet] = CommitmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = [models.F("due_on").asc(nulls_last=True), "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "official", "text"], name="commitment_once_per_visit"
            ),
            models.CheckConstraint(
                condition=Q(state=CommitmentState.OPEN, settled_on__isnull=True)
                | (~Q(state=CommitmentState.OPEN) & Q(settled_on__isnull=False) & ~Q(evidence="")),
                name="commitment_settled_with_evidence",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
