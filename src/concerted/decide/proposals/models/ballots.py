"""Who has voted, and what was voted: two tables that nothing joins where a vote is secret.

A key that sorts by time, a time of writing, or a row that changes with one vote would each join them: the order of one
table would be the order of the other, and PostgreSQL keeps with each row the transaction that wrote it. So a ballot has
a random key and no time, and who voted stands, sorted, in a single row for the whole round.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.base.gates import GatedQuerySet
from concerted.base.records import Record
from concerted.decide.proposals.models.rounds import Elector, Round


class Via(models.TextChoices):
    ONLINE = "online", _("Online")
    PAPER = "paper", pgettext_lazy("vote", "On paper")
    ROOM = "room", pgettext_lazy("vote", "In a meeting")


class Roll(Record):
    """Who has voted in a round: the keys of electors, sorted, as one value. It has no time and no order of its own."""

    private_fields: ClassVar[frozenset[str]] = frozenset({"voted", "on_paper"})

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="roll")
    voted = models.JSONField(default=list)
    on_paper = models.JSONField(default=list)

    round_id: uuid.UUID

    objects: ClassVar[GatedQuerySet[Roll]] = GatedQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return str(len(self.voted))

    def has(self, elector: Elector) -> bool:
        return elector.pk.hex in self.voted


class Ballot(Record):
    """What one vote says. ``elector`` is set only where voting is open; ``receipt`` is known to who cast it.

    ``choice`` is, by rule: ``{"position": …}``, ``{"vote": …}``, ``{"approves": […]}``, ``{"scores": {…}}`` or
    ``{"ranking": […]}``, with the numbers of options. ``shown_name`` is there where somebody chose to be named.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset(
        {"choice", "receipt", "reason", "shown_name", "elector_id"}
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = None  # type: ignore[assignment]  # a time would join a ballot to its voter
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="ballots")
    elector = models.ForeignKey(
        Elector, on_delete=models.CASCADE, null=True, related_name="ballots"
    )
    receipt = models.CharField(max_length=12)
    choice = models.JSONField()
    reason = models.CharField(max_length=600, blank=True)
    shown_name = models.CharField(max_length=120, blank=True)
    via = models.CharField(max_length=8, choices=Via.choices, default=Via.ONLINE)

    round_id: uuid.UUID
    elector_id: uuid.UUID | None

    objects: ClassVar[GatedQuerySet[Ballot]] = GatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["receipt"]
        constraints = [
            models.UniqueConstraint(fields=["round", "receipt"], name="ballot_receipt_once"),
            models.UniqueConstraint(
                fields=["elector"],
                condition=Q(elector__isnull=False),
                name="ballot_once_per_elector",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt
