from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from concerted.goals.models import Goal
from concerted.organizations.models import Organization, SharedRecordQuerySet
from concerted.pool.offers.models.givers import Giver
from concerted.pool.offers.models.kinds import (
    SUBJECT,
    CountedRecord,
    PlacedRecord,
    counts_something,
    ends_after_it_starts,
)


class OfferQuerySet(SharedRecordQuerySet["Offer"]):
    subject = SUBJECT

    def standing(self) -> OfferQuerySet:
        return self.filter(withdrawn_at__isnull=True)


class Offer(CountedRecord, PlacedRecord):
    """What a giver could bring, before it is said for what. Seen by the coalition, never by everybody."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="offers")
    giver = models.ForeignKey(Giver, on_delete=models.CASCADE, related_name="offers")
    goal = models.ForeignKey(
        Goal,
        on_delete=models.RESTRICT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("for which goal"),
    )
    title = models.CharField(_("what it is"), max_length=160)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    key = models.UUIDField(default=uuid.uuid4, editable=False)

    giver_id: uuid.UUID
    goal_id: uuid.UUID | None
    noun = ""
    """An offer is counted in the words of its kind."""

    objects: ClassVar[OfferQuerySet] = OfferQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            *counts_something("offer"),
            ends_after_it_starts("offer"),
            models.UniqueConstraint(fields=["organization", "key"], name="offer_once_per_form"),
        ]

    def __str__(self) -> str:
        return self.title
