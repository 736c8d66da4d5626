"""Paper ballots: what is printed on them, the stacks in which they are typed, and each one."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.accounts.models import User
from concerted.base.gates import Row, Viewer
from concerted.base.papers import PaperSize
from concerted.listen.conversations.models.participants import Participant
from concerted.listen.conversations.models.sessions import Session
from concerted.organizations.models import (
    ENTERERS,
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)

MOST_BALLOTS = 200
"""Ballots of one stack."""


class EnteredQuerySet(OrganizationRecordQuerySet[Row]):
    """What is printed, typed and checked: for those who enter what others collected."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(organization__in=Organization.objects.joined_by(viewer, *ENTERERS))

    def editable_by(self, viewer: Viewer) -> Self:
        return self.visible_to(viewer)


class BallotForm(OrganizationRecord):
    """What a paper ballot asks: ``statements`` has their numbers in the order in which they stand on it.

    A statement that is added later comes on the next form; what is printed keeps its order.
    """

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="ballot_forms", db_index=False
    )
    number = models.PositiveIntegerField(_("ballot form"))
    statements = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    size = models.CharField(
        _("paper"), max_length=10, choices=PaperSize.choices, default=PaperSize.LETTER
    )
    printed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    session_id: uuid.UUID

    objects: ClassVar[EnteredQuerySet[BallotForm]] = EnteredQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"], name="ballot_form_number_once_per_session"
            )
        ]

    def __str__(self) -> str:
        return self.letter

    @property
    def letter(self) -> str:
        """As it is printed: A for the first."""
        before, own = divmod(self.number - 1, 26)
        return (chr(ord("A") + before - 1) if before else "") + chr(ord("A") + own)


class StackState(models.TextChoices):
    BEGUN = "begun", _("Begun")
    TYPED = "typed", _("To check")
    CHECKED = "checked", _("Checked")
    UNDONE = "undone", _("Taken back")


class Stack(OrganizationRecord):
    """Ballots of one form that one person typed one after the other: what is checked, or taken back, as a whole."""

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="stacks", db_index=False
    )
    form = models.ForeignKey(BallotForm, on_delete=models.RESTRICT, related_name="stacks")
    number = models.PositiveIntegerField(_("stack"))
    begun_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    typed_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    is_self_checked = models.BooleanField(default=False)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    session_id: uuid.UUID
    form_id: uuid.UUID
    begun_by_id: uuid.UUID | None

    objects: ClassVar[EnteredQuerySet[Stack]] = EnteredQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"], name="stack_number_once_per_session"
            ),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True) | Q(typed_at__isnull=False),
                name="stack_checked_was_typed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def state(self) -> StackState:
        if self.undone_at is not None:
            return StackState.UNDONE
        if self.checked_at is not None:
            return StackState.CHECKED
        return StackState.TYPED if self.typed_at is not None else StackState.BEGUN


class Ballot(OrganizationRecord):
    """One sheet of paper of one person. Its votes are those of ``participant``, as any others are.

    Stack and number, which are written on the paper as it is typed, name it: what is typed twice counts once. They
    are given after the room is empty, and in no order, so that they tell nobody apart.
    """

    stack = models.ForeignKey(
        Stack, on_delete=models.CASCADE, related_name="ballots", db_index=False
    )
    number = models.PositiveSmallIntegerField(
        _("ballot"), validators=[MinValueValidator(1), MaxValueValidator(MOST_BALLOTS)]
    )
    participant = models.OneToOneField(
        Participant, on_delete=models.SET_NULL, null=True, related_name="ballot"
    )
    typed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    typed_at = models.DateTimeField(default=timezone.now)
    corrected_at = models.DateTimeField(null=True)

    stack_id: uuid.UUID
    participant_id: uuid.UUID | None
    typed_by_id: uuid.UUID | None

    objects: ClassVar[EnteredQuerySet[Ballot]] = EnteredQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["stack", "number"], name="ballot_once_per_stack"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=MOST_BALLOTS), name="ballot_is_of_a_stack"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
