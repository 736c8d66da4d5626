from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from concerted.base.gates import GatedQuerySet, Viewer
from concerted.base.records import Record
from concerted.listen.conversations.models.conversations import Conversation
from concerted.organizations.models import Organization
from concerted.people.models import Person


class ParticipantQuerySet(GatedQuerySet["Participant"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Who took part is for owners and organizers, and nobody's where the conversation is anonymous."""
        organized = Organization.objects.organized_by(viewer)
        return self.filter(
            conversation__organization__in=organized, conversation__is_anonymous=False
        )


class Participant(Record):
    """A voice in one conversation: whoever holds its key. Their number is all that leaves in exports.

    ``key_hash`` is made of the key in the visitor's signed cookie and of the conversation, so that two
    conversations cannot be laid side by side. ``person`` is set only by a link in a mail that its owner followed,
    and never where the conversation is anonymous.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset({"key_hash", "person_id"})

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="participants", db_index=False
    )
    number = models.PositiveIntegerField()
    key_hash = models.CharField(max_length=64)
    language = models.CharField(max_length=12)
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="participations"
    )

    conversation_id: uuid.UUID
    person_id: uuid.UUID | None

    objects: ClassVar[ParticipantQuerySet] = ParticipantQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "number"], name="participant_number_once_per_conversation"
            ),
            models.UniqueConstraint(
                fields=["conversation", "key_hash"], name="participant_key_once_per_conversation"
            ),
            models.UniqueConstraint(
                fields=["person", "conversation"], name="participant_once_per_person"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
