from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.organizations.publishing import PublishedRecord, PublishedRecordQuerySet

SHORT = 140
"""Characters of a statement unless the organizers allow more: one idea, read in a breath."""
LONGEST = 280


class ConversationQuerySet(PublishedRecordQuerySet["Conversation"]):
    def with_everything(self) -> Self:
        """With what every page of a conversation names."""
        return self.select_related("organization", "goal", "source")


class Conversation(PublishedRecord):
    """A question to everybody: people vote on each other's statements, and add their own.

    ``title`` is the question, ``summary`` the words that introduce it.
    """

    translatable_fields: ClassVar[tuple[str, ...]] = ("title", "summary", "moderation_policy")

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="conversations"
    )
    goal = models.ForeignKey(
        Goal,
        on_delete=models.RESTRICT,
        related_name="conversations",
        null=True,
        blank=True,
        verbose_name=_("goal"),
    )
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    is_anonymous = models.BooleanField(
        _("anonymous: nobody can learn who took part, not even your team"), default=True
    )
    takes_statements = models.BooleanField(_("people may add statements"), default=True)
    needs_review = models.BooleanField(
        _("read each new statement before others see it"), default=True
    )
    statement_length = models.PositiveSmallIntegerField(
        _("most letters in a statement"), default=SHORT
    )
    moderation_policy = models.TextField(_("how you moderate"), max_length=2000, blank=True)
    participant_count = models.PositiveIntegerField(default=0, editable=False)
    last_number = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    """The number that a participant got last. Nobody gets it again, even where paper is taken back."""
    statement_count = models.PositiveIntegerField(default=0, editable=False)

    goal_id: uuid.UUID | None

    objects: ClassVar[ConversationQuerySet] = ConversationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "slug"], name="conversation_slug_once_per_organization"
            ),
            models.CheckConstraint(
                condition=Q(statement_length__gte=40, statement_length__lte=LONGEST),
                name="conversation_statement_length_is_fair",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("conversations:page", args=[self.organization.slug, self.slug])

    def takes_votes(self, now: datetime | None = None) -> bool:
        """Whether one may vote now: published, not closed, not past its closing time."""
        return self.is_open and not self.is_over(now)

    def is_over(self, now: datetime | None = None) -> bool:
        """Whether its closing time has passed."""
        return self.closes_at is not None and self.closes_at <= (now or timezone.now())

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.organization.time_zone)
