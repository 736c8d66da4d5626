from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.analysis.opinion import Vote as Side
from concerted.base.gates import GatedQuerySet
from concerted.base.records import Record
from concerted.listen.conversations.models.conversations import Conversation
from concerted.listen.conversations.models.participants import Participant
from concerted.listen.conversations.models.sessions import Session
from concerted.listen.conversations.models.statements import Statement


class Value(models.IntegerChoices):
    """The signs of ``analysis.opinion.Vote``, which are those of published pol.is exports."""

    AGREE = Side.AGREE.value, _("Agree")
    PASS = Side.PASS.value, _("Pass")
    DISAGREE = Side.DISAGREE.value, _("Disagree")


class Via(models.TextChoices):
    """How a vote came to be here: where it was said last."""

    PHONE = "phone", _("On their own phone or computer")
    ROOM = "room", _("On a phone in the room")
    PAPER = "paper", _("On a paper ballot")
    IMPORTED = "imported", _("Brought from another system")


VIA_SESSION = (Via.ROOM, Via.PAPER)
"""Ways that a session is known for."""


class VoteQuerySet(GatedQuerySet["Vote"]):
    """No gate opens: how one person voted is theirs. What is read is counted, numbered or mapped."""

    def of_conversation(self, conversation: Conversation) -> Self:
        """The votes on what is shown. Without a viewer: for what counts and maps."""
        return self.filter(statement__conversation=conversation, statement__state="accepted")


class Vote(Record):
    """What one participant says to one statement now. A change of mind takes the place of what was said before."""

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="votes", db_index=False
    )
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="votes")
    value = models.SmallIntegerField(choices=Value.choices)
    voted_at = models.DateTimeField(default=timezone.now)
    via = models.CharField(
        max_length=10, choices=Via.choices, default=Via.PHONE, db_default=Via.PHONE
    )
    session = models.ForeignKey(
        Session, on_delete=models.RESTRICT, null=True, related_name="votes", db_index=False
    )

    participant_id: uuid.UUID
    statement_id: uuid.UUID
    session_id: uuid.UUID | None

    objects: ClassVar[VoteQuerySet] = VoteQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["voted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "statement"], name="vote_once_per_statement"
            ),
            models.CheckConstraint(
                condition=models.Q(value__in=[-1, 0, 1]), name="vote_is_one_of_three"
            ),
            models.CheckConstraint(
                condition=models.Q(via__in=VIA_SESSION, session__isnull=False)
                | models.Q(session__isnull=True) & ~models.Q(via__in=VIA_SESSION),
                name="vote_of_a_session_names_it",
            ),
        ]
        indexes = [
            models.Index(
                fields=["session", "statement"],
                name="vote_by_session",
                condition=models.Q(session__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.get_value_display()
