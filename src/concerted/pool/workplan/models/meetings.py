from __future__ import annotations

import datetime
import uuid
import zoneinfo
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.accounts.models import User
from concerted.decide.proposals.models import Proposal
from concerted.goals.models import Goal
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    SharedRecordQuerySet,
)
from concerted.pool.offers.models import Need

LONGEST = 480
"""Minutes that one item of an agenda can take."""


class MeetingQuerySet(SharedRecordQuerySet["Meeting"]):
    subject = "minutes"

    def to_come(self) -> Self:
        return self.filter(starts_at__gt=timezone.now(), cancelled_at__isnull=True)

    def held(self) -> Self:
        return self.filter(starts_at__lte=timezone.now(), cancelled_at__isnull=True)


class Meeting(OrganizationRecord):
    """Partners meet: when, where, in which languages, and what makes it possible to come.

    ``record`` is the minutes as they were approved at a later meeting, and ``digest`` their hash; nothing changes after.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="meetings"
    )
    number = models.PositiveIntegerField(editable=False)
    title = models.CharField(_("title"), max_length=160)
    language = models.CharField(_("language of agenda and minutes"), max_length=12, default="en")
    starts_at = models.DateTimeField(_("when"))
    time_zone = models.CharField(_("time zone"), max_length=60)
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to join"), blank=True)
    languages = models.JSONField(_("languages spoken"), default=list)
    interpreter_note = models.CharField(_("interpreters"), max_length=300, blank=True)
    childcare_note = models.CharField(_("childcare"), max_length=300, blank=True)
    access_note = models.CharField(_("access"), max_length=300, blank=True)
    guest_count = models.PositiveSmallIntegerField(_("guests"), default=0)
    cancelled_at = models.DateTimeField(null=True)
    sequence = models.PositiveIntegerField(
        default=0, editable=False, help_text="How often it was changed: calendars keep the newest"
    )
    approved_at = models.DateTimeField(null=True)
    approved_in = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="+")
    record = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)

    approved_in_id: uuid.UUID | None

    objects: ClassVar[MeetingQuerySet] = MeetingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "number"], name="meeting_number_once_per_organization"
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, record__isnull=True, digest="")
                | (Q(approved_at__isnull=False, record__isnull=False) & ~Q(digest="")),
                name="meeting_approved_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("workplan:meeting", args=[self.organization.slug, self.number])

    @property
    def is_approved(self) -> bool:
        return self.approved_at is not None

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now() and not self.is_cancelled

    @property
    def local_start(self) -> datetime.datetime:
        """Day and time where it takes place."""
        return self.starts_at.astimezone(zoneinfo.ZoneInfo(self.time_zone))


class AgendaItemQuerySet(SharedRecordQuerySet["AgendaItem"]):
    subject = "minutes"

    def with_everything(self) -> Self:
        return self.select_related("proposal__organization", "goal", "need", "brought_by")


class AgendaItem(OrganizationRecord):
    """A point of the agenda, who brings it, and what was said about it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("what is it about?"), max_length=200)
    proposal = models.ForeignKey(
        Proposal,
        on_delete=models.SET_NULL,
        related_name="agenda_items",
        null=True,
        blank=True,
        verbose_name=_("proposal"),
    )
    goal = models.ForeignKey(
        Goal,
        on_delete=models.SET_NULL,
        related_name="agenda_items",
        null=True,
        blank=True,
        verbose_name=_("goal"),
    )
    need = models.ForeignKey(
        Need,
        on_delete=models.SET_NULL,
        related_name="agenda_items",
        null=True,
        blank=True,
        verbose_name=_("need"),
    )
    brought_by = models.ForeignKey(
        Organization,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("who brings it"),
    )
    planned_minutes = models.PositiveSmallIntegerField(
        _("minutes planned"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST)],
    )
    said = models.TextField(_("what was said"), max_length=4000, blank=True)

    meeting_id: uuid.UUID
    proposal_id: uuid.UUID | None
    goal_id: uuid.UUID | None
    need_id: uuid.UUID | None
    brought_by_id: uuid.UUID | None

    objects: ClassVar[AgendaItemQuerySet] = AgendaItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"], name="agenda_item_position_once_per_meeting"
            )
        ]

    def __str__(self) -> str:
        return self.title


class AttendanceQuerySet(SharedRecordQuerySet["Attendance"]):
    subject = "minutes"


class Attendance(OrganizationRecord):
    """A partner was at a meeting; with ``user``, by one of its team who is named. Residents are never named here."""

    private_fields: ClassVar[frozenset[str]] = frozenset({"user_id"})

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    partner = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")

    meeting_id: uuid.UUID
    partner_id: uuid.UUID
    user_id: uuid.UUID | None

    objects: ClassVar[AttendanceQuerySet] = AttendanceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["partner__name", "user__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "partner"],
                condition=Q(user__isnull=True),
                name="attendance_once_per_partner",
            ),
            models.UniqueConstraint(fields=["meeting", "user"], name="attendance_once_per_user"),
        ]

    def __str__(self) -> str:
        return str(self.partner_id)
