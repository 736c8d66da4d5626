from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.base.gates import Viewer
from concerted.listen.conversations.models.conversations import LONGEST, Conversation
from concerted.listen.conversations.models.participants import Participant
from concerted.listen.conversations.models.reasons import UNSHOWN, Reason
from concerted.organizations.models import Organization, OrganizationRecordQuerySet
from concerted.organizations.translations import TranslatableRecord


class Origin(models.TextChoices):
    SEED = "seed", _("Written by the organizers")
    PARTICIPANT = "participant", _("Written by a participant")
    FACILITATOR = "facilitator", _("Written down by a facilitator")


class StatementState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    ACCEPTED = "accepted", _("Shown")
    REJECTED = "rejected", _("Not shown")
    HELD = "held", _("Held back")


class StatementQuerySet(OrganizationRecordQuerySet["Statement"]):
    def public(self) -> Self:
        """What people vote on, or voted on, in conversations that were published."""
        return self.accepted().filter(conversation__published_at__lte=timezone.now())

    def visible_to(self, viewer: Viewer) -> Self:
        """Every role sees what is shown; what waits, is held or rejected is for owners and organizers."""
        joined = Organization.objects.joined_by(viewer)
        organized = Organization.objects.organized_by(viewer)
        return self.filter(
            Q(organization__in=organized)
            | Q(organization__in=joined, state=StatementState.ACCEPTED)
        )

    def accepted(self) -> Self:
        return self.filter(state=StatementState.ACCEPTED)


class Statement(TranslatableRecord):
    """One idea in a sentence, to agree with, disagree with or pass over.

    The three counts are of the votes that stand; only the voting operations move them.
    """

    translatable_fields: ClassVar[tuple[str, ...]] = ("text",)
    private_fields: ClassVar[frozenset[str]] = frozenset({"text", "author_id"})

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="statements", db_index=False
    )
    number = models.PositiveIntegerField(_("number in the conversation"))
    text = models.CharField(_("words of the statement"), max_length=LONGEST)
    language = models.CharField(_("language"), max_length=12)
    origin = models.CharField(max_length=12, choices=Origin.choices, default=Origin.PARTICIPANT)
    state = models.CharField(
        _("state"), max_length=10, choices=StatementState.choices, default=StatementState.WAITING
    )
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    is_meta = models.BooleanField(_("about the people who take part"), default=False)
    author = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, related_name="statements"
    )
    agree_count = models.PositiveIntegerField(default=0)
    disagree_count = models.PositiveIntegerField(default=0)
    pass_count = models.PositiveIntegerField(default=0)

    conversation_id: uuid.UUID
    author_id: uuid.UUID | None

    objects: ClassVar[StatementQuerySet] = StatementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "number"], name="statement_number_once_per_conversation"
            ),
            models.CheckConstraint(
                condition=~Q(state=StatementState.REJECTED) | ~Q(reason=""),
                name="statement_rejected_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(origin=Origin.PARTICIPANT) | Q(author__isnull=True),
                name="statement_author_is_a_participant",
            ),
        ]
        indexes = [
            models.Index(fields=["conversation", "state"], name="statement_by_state"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_sayable(self) -> bool:
        """Whether the public log may repeat its words."""
        return self.reason not in UNSHOWN

    @property
    def vote_count(self) -> int:
        return self.agree_count + self.disagree_count + self.pass_count
