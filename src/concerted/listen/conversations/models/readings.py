"""The maps of a conversation: what everybody may read of them, and apart from it what the next one starts from."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from concerted.analysis.opinion import Outcome
from concerted.base.gates import GatedQuerySet
from concerted.base.records import Record
from concerted.listen.conversations.models.conversations import Conversation


class ReadingQuerySet(GatedQuerySet["Reading"]):
    def public(self) -> Self:
        """The maps of published conversations: they hold only what may be told to everybody."""
        return self.filter(conversation__published_at__lte=timezone.now())


class Reading(Record):
    """One map of a conversation, after the privacy floor: nothing in it tells of fewer people than that."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="readings", db_index=False
    )
    computed_at = models.DateTimeField(default=timezone.now)
    vote_count = models.PositiveIntegerField()
    participant_count = models.PositiveIntegerField()
    group_count = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Outcome])
    result = models.JSONField()

    conversation_id: uuid.UUID

    objects: ClassVar[ReadingQuerySet] = ReadingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-computed_at"]
        get_latest_by = "computed_at"
        indexes = [
            models.Index(fields=["conversation", "-computed_at"], name="reading_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} ({self.vote_count})"


class ReadingState(Record):
    """What the next map starts from: who was in which group, and up to which votes was read. Never shown.

    ``held`` is the work of ``queries.histories``; empty before the first map. ``mark`` changes with every vote and every
    decision on a statement; ``waiting_mark`` is one at which too few had voted for another map.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset({"held"})

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, related_name="reading_state"
    )
    mark = models.CharField(max_length=200, blank=True)
    waiting_mark = models.CharField(max_length=200, blank=True)
    read_through = models.DateTimeField(null=True)
    held = models.BinaryField()

    conversation_id: uuid.UUID

    objects: ClassVar[GatedQuerySet[ReadingState]] = GatedQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.mark


class ConversationSource(Record):
    """The files that a conversation came from, so that bringing them again changes nothing.

    ``credit`` says whose data they are and under which licence, wherever the conversation is shown.
    """

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, related_name="source"
    )
    digest = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200)
    credit = models.CharField(max_length=500, blank=True)
    shortened_count = models.PositiveIntegerField(default=0)

    conversation_id: uuid.UUID

    objects: ClassVar[GatedQuerySet[ConversationSource]] = GatedQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.name
