"""What a hearing of ``policies`` needs beside its date: what we say there, and who comes."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.act.campaigns.capacity import InCapacity
from concerted.act.policies.models import Hearing
from concerted.base.gates import Row, Viewer
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)
from concerted.organizations.translations import TranslatableRecord
from concerted.people.models import ContactPoint, Person

WORDS = 500
FEWEST_WORDS, MOST_WORDS = 50, 2000
"""How long a testimony may be where nobody says otherwise: about three minutes read aloud."""


class PreparationQuerySet(OrganizationRecordQuerySet["Preparation"]):
    pass


class Preparation(TranslatableRecord):
    """What those who come to a hearing are given, and how long a testimony may be."""

    translatable_fields: ClassVar[tuple[str, ...]] = ("talking_points", "meeting_point", "access")

    hearing = models.OneToOneField(
        Hearing, on_delete=models.CASCADE, related_name="visits_preparation"
    )
    language = models.CharField(_("language"), max_length=12, default="en")
    talking_points = models.TextField(_("what we say"), max_length=2000, blank=True)
    meeting_point = models.CharField(_("where we meet before"), max_length=200, blank=True)
    access = models.CharField(_("getting there and in"), max_length=300, blank=True)
    takes_testimony = models.BooleanField(_("collect written testimony here"), default=True)
    word_limit = models.PositiveSmallIntegerField(
        _("words a testimony may have"),
        default=WORDS,
        validators=[MinValueValidator(FEWEST_WORDS), MaxValueValidator(MOST_WORDS)],
    )

    objects: ClassVar[PreparationQuerySet] = PreparationQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return str(self.pk)


class NamedQuerySet(OrganizationRecordQuerySet[Row]):
    """Rows that name somebody: for owners and organizers; other roles see counts."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(organization__in=Organization.objects.organized_by(viewer))

    def standing(self) -> Self:
        """What its author confirmed by mail and has not taken back: what is counted."""
        return self.filter(confirmed_at__isnull=False, withdrawn_at__isnull=True)


class Part(models.TextChoices):
    SPEAK = "speak", _("I want to speak")
    COME = "come", _("I will come and listen")


class AttendeeQuerySet(NamedQuerySet["Attendee"]):
    pass


class Attendee(InCapacity, OrganizationRecord):
    """Somebody who comes to a hearing, or wants to speak there. It counts once they confirm by mail.

    ``told_sequence`` is the version of the hearing's date that they were last told.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset(
        {"name", "interpreter", "access_need", "capacity", "capacity_of"}
    )

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="attendees")
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="hearings"
    )
    contact_point = models.ForeignKey(
        ContactPoint, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    part = models.CharField(max_length=8, choices=Part.choices, default=Part.COME)
    language = models.CharField(_("language"), max_length=12)
    interpreter = models.CharField(_("interpreter"), max_length=80, blank=True)
    access_need = models.CharField(_("what you need to take part"), max_length=300, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    told_sequence = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)

    hearing_id: uuid.UUID
    person_id: uuid.UUID | None

    objects: ClassVar[AttendeeQuerySet] = AttendeeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["person", "hearing"], name="attendee_once_per_hearing")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_standing(self) -> bool:
        return self.confirmed_at is not None and self.withdrawn_at is None


def is_to_come(hearing: Hearing) -> bool:
    """Whether people can still say that they come, or hand in words for it."""
    return hearing.cancelled_at is None and hearing.starts_at > timezone.now()
