"""Sessions: people in one room, a screen, and what was counted there by hands, dots and paper."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.accounts.models import User
from concerted.base.gates import GatedQuerySet, Viewer
from concerted.base.records import Record
from concerted.listen.conversations.models.conversations import Conversation
from concerted.listen.conversations.models.statements import Statement
from concerted.organizations.models import (
    ENTERERS,
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Of which the short address is made: none that is easily taken for another."""
CODE_LENGTH = 5


class SessionState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class SessionWay(models.TextChoices):
    """How people say what they think in the room."""

    SCREEN = "screen", _("A screen for the room, votes on phones")
    HANDS = "hands", _("Hands, or dots on cards, that somebody counts")
    BALLOTS = "ballots", _("Paper ballots that somebody types in")


class SessionQuerySet(OrganizationRecordQuerySet["Session"]):
    def public(self) -> Self:
        """Those that are open, in conversations that everybody may read: the phones in the room come to them."""
        return self.filter(
            opened_at__isnull=False,
            closed_at__isnull=True,
            conversation__published_at__lte=timezone.now(),
        )

    def editable_by(self, viewer: Viewer) -> Self:
        """Contributors may run a session, too."""
        return self.filter(organization__in=Organization.objects.joined_by(viewer, *ENTERERS))

    def with_everything(self) -> Self:
        """With what every page of a session names."""
        return self.select_related(
            "organization", "conversation__organization", "facilitator", "on_screen"
        )


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _place in range(CODE_LENGTH))


class Session(OrganizationRecord):
    """One meeting of a conversation: when and where, in which languages, held by whom and how.

    ``code`` is its short address, for the phones in the room. Who knows it votes as somebody in the room; it is on a
    screen there, and no secret.
    """

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="sessions", db_index=False
    )
    number = models.PositiveIntegerField(_("number"))
    code = models.CharField(max_length=12, unique=True, default=new_code)
    starts_at = models.DateTimeField(_("when"))
    place = models.CharField(_("where"), max_length=200)
    languages = models.JSONField(_("languages on the screen"), default=list)
    ways = models.JSONField(_("how people take part"), default=list)
    facilitator = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("facilitator"),
    )
    people_count = models.PositiveIntegerField(_("how many people came"), null=True, blank=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    on_screen = models.ForeignKey(
        Statement, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    conversation_id: uuid.UUID
    on_screen_id: uuid.UUID | None

    objects: ClassVar[SessionQuerySet] = SessionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "number"], name="session_number_once_per_conversation"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False),
                name="session_closed_was_open",
            ),
        ]

    def __str__(self) -> str:
        return self.place

    def get_absolute_url(self) -> str:
        """Where the phones in the room vote."""
        place = [self.conversation.organization.slug, self.conversation.slug, self.code]
        return reverse("conversations:room", args=place)

    @property
    def state(self) -> SessionState:
        if self.opened_at is None:
            return SessionState.PLANNED
        return SessionState.OPEN if self.closed_at is None else SessionState.CLOSED

    @property
    def is_open(self) -> bool:
        return self.state is SessionState.OPEN


class Round(Record):
    """The voting on one statement on the phones of a room. Its counts are written once, when it closes.

    It is not opened again: two results side by side would tell what the one who voted between them said.
    """

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="rounds", db_index=False
    )
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="+")
    closed_at = models.DateTimeField(null=True)
    agree_count = models.PositiveIntegerField(default=0)
    disagree_count = models.PositiveIntegerField(default=0)
    pass_count = models.PositiveIntegerField(default=0)

    session_id: uuid.UUID
    statement_id: uuid.UUID

    objects: ClassVar[GatedQuerySet[Round]] = GatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "statement"], name="round_once_per_statement"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=False)
                | Q(agree_count=0, disagree_count=0, pass_count=0),
                name="round_counts_when_it_closes",
            ),
        ]

    def __str__(self) -> str:
        return str(self.closed_at or "")


class TallyKind(models.TextChoices):
    HANDS = "hands", _("Show of hands")
    DOTS = "dots", _("Dots on cards")


class TallyQuerySet(OrganizationRecordQuerySet["Tally"]):
    def standing(self) -> Self:
        """Without those that were taken away, of which only what was told of them is kept."""
        return self.exclude(agree_count=0, disagree_count=0, pass_count=0)

    def editable_by(self, viewer: Viewer) -> Self:
        return self.filter(organization__in=Organization.objects.joined_by(viewer, *ENTERERS))


class Tally(OrganizationRecord):
    """Hands or dots that were counted for one statement: how many, not who.

    They are in the statement's own counts. As nobody knows which of them belong to one person, they have no place on
    the map. ``told`` is what everybody reads of them, in the order of the columns; nothing while too few are counted.
    """

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="tallies", db_index=False
    )
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="tallies")
    kind = models.CharField(_("what was counted"), max_length=10, choices=TallyKind.choices)
    agree_count = models.PositiveIntegerField(_("agree"), default=0)
    disagree_count = models.PositiveIntegerField(_("disagree"), default=0)
    pass_count = models.PositiveIntegerField(_("pass or unsure"), default=0)
    told = models.JSONField(null=True)
    counted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    counted_at = models.DateTimeField(default=timezone.now)

    session_id: uuid.UUID
    statement_id: uuid.UUID

    objects: ClassVar[TallyQuerySet] = TallyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["statement__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "statement", "kind"], name="tally_once_per_statement_and_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.vote_count}"

    @property
    def counts(self) -> list[int]:
        return [self.agree_count, self.disagree_count, self.pass_count]

    @property
    def vote_count(self) -> int:
        return sum(self.counts)


def moment_of(session: Session) -> datetime:
    """When a session was or is to be, in the time of its organization."""
    return timezone.localtime(session.starts_at, session.conversation.zone)
