from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.act.letters.models.campaigns import LetterCampaign, LetterTarget
from concerted.act.letters.models.letters import Letter
from concerted.act.officials.models import Official
from concerted.base.gates import Viewer
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)
from concerted.people.models import Person


class State(models.TextChoices):
    WRITTEN = "written", pgettext_lazy("letter", "Waits for the writer to confirm")
    CONFIRMED = "confirmed", pgettext_lazy("letter", "Confirmed, to be printed")
    QUEUED = "queued", pgettext_lazy("letter", "About to leave")
    SENT = "sent", pgettext_lazy("letter", "Sent")
    FAILED = "failed", pgettext_lazy("letter", "Came back")
    PRINTED = "printed", pgettext_lazy("letter", "Printed and mailed")
    HANDED_OVER = "handed over", pgettext_lazy("letter", "Handed over")
    TAKEN_BACK = "taken back", pgettext_lazy("letter", "Taken back")


UNSENT = (State.WRITTEN, State.CONFIRMED, State.QUEUED, State.FAILED)
"""Where the writer can still change it or take it back, if it is not being sent this moment."""
GONE = (State.SENT, State.PRINTED, State.HANDED_OVER)
"""What counts as a letter sent."""


class OfLetterQuerySet(OrganizationRecordQuerySet["Delivery"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Who wrote to whom is for owners and organizers; other roles see counts."""
        return self.filter(organization__in=Organization.objects.organized_by(viewer))

    def gone(self) -> Self:
        return self.filter(state__in=GONE)

    def failed(self) -> Self:
        """What came back, and its writer may print or the organizers send again."""
        return self.filter(state=State.FAILED, person__isnull=False)

    def standing(self) -> Self:
        """Whatever its writer has confirmed, and not taken back or erased."""
        return self.exclude(state__in=[State.WRITTEN, State.TAKEN_BACK]).filter(
            person__isnull=False
        )

    def to_hand_over(self, official: Official | None = None) -> Self:
        """Of what stands, what nobody has handed over yet, sent by mail or not: all, or those to ``official``."""
        rows = self.standing().filter(handover=None)
        return rows if official is None else rows.filter(official=official)


class Handover(OrganizationRecord):
    """Letters put into somebody's hands at a visit, on a day."""

    campaign = models.ForeignKey(
        LetterCampaign, on_delete=models.CASCADE, related_name="handovers"
    )
    handed_on = models.DateField(_("day"))
    to = models.CharField(_("who took them"), max_length=160)
    note = models.CharField(_("note"), max_length=300, blank=True)
    letter_count = models.PositiveIntegerField(default=0)

    objects: ClassVar[OrganizationRecordQuerySet[Handover]] = (
        OrganizationRecordQuerySet.as_manager()  # type: ignore[assignment]
    )

    class Meta:
        ordering = ["-handed_on"]

    def __str__(self) -> str:
        return f"{self.to}, {self.handed_on}"


class Delivery(OrganizationRecord):
    """One letter to one official, or to one newspaper; never twice from one person in one campaign.

    The addressee stays as it was when the letter was written, if the official is changed or removed later.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset(
        {"addressee", "email", "address", "words_sent"}
    )

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="deliveries")
    campaign = models.ForeignKey(
        LetterCampaign, on_delete=models.CASCADE, related_name="deliveries"
    )
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    official = models.ForeignKey(
        Official, on_delete=models.SET_NULL, null=True, related_name="letters"
    )
    paper = models.ForeignKey(LetterTarget, on_delete=models.SET_NULL, null=True, related_name="+")
    is_to_paper = models.BooleanField(default=False)
    addressee = models.CharField(max_length=160)
    post = models.CharField(max_length=400, blank=True)
    title = models.CharField(max_length=160, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    form_url = models.URLField(max_length=500, blank=True)
    address = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WRITTEN)
    failure = models.CharField(max_length=300, blank=True)
    left_at = models.DateTimeField(null=True)
    words_sent = models.JSONField(default=dict)
    """The writer's words as this letter left with them, where they have changed the others since."""
    handover = models.ForeignKey(
        Handover, on_delete=models.SET_NULL, null=True, related_name="deliveries"
    )

    letter_id: uuid.UUID
    official_id: uuid.UUID | None

    objects: ClassVar[OfLetterQuerySet] = OfLetterQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "official", "campaign"],
                name="letter_to_an_official_once_per_person",
            ),
            models.UniqueConstraint(
                fields=["person", "campaign"],
                condition=Q(is_to_paper=True),
                name="letter_to_one_paper_per_person",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "state"], name="letter_delivery_states"),
            models.Index(
                fields=["state"], name="letter_delivery_queued", condition=Q(state="queued")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} ({self.state})"

    @property
    def mail_key(self) -> str:
        """By which the outbox knows the mail, and takes it once."""
        return f"letter:{self.pk.hex}"

    @property
    def is_unsent(self) -> bool:
        return self.state in UNSENT

    @property
    def is_gone(self) -> bool:
        return self.state in GONE


class ReplyQuerySet(OrganizationRecordQuerySet["Reply"]):
    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(organization__in=Organization.objects.organized_by(viewer))


class Reply(OrganizationRecord):
    """What an office answered to a letter, told by the writer or by the organizers."""

    private_fields: ClassVar[frozenset[str]] = frozenset({"text"})

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="replies")
    received_on = models.DateField(_("day of the answer"))
    text = models.TextField(_("what they answered"), max_length=4000)
    is_from_writer = models.BooleanField(default=False)

    objects: ClassVar[ReplyQuerySet] = ReplyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["received_on", "created_at"]

    def __str__(self) -> str:
        return str(self.received_on)
