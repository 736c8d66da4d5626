"""What is coming: days until which something can be done, and hearings where one can speak."""

from __future__ import annotations

import datetime
import uuid
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.act.policies.models.policies import OfPolicyQuerySet, PolicyItem
from concerted.organizations.translations import TranslatableRecord


class DeadlineKind(models.TextChoices):
    COMMENT = "comment", _("Last day to comment")
    VOTE = "vote", pgettext_lazy("deadline", "Vote")
    EFFECTIVE = "effective", _("Takes effect")
    OTHER = "other", pgettext_lazy("deadline", "Another date")


def deadline_kinds() -> list[tuple[str, Any]]:
    return DeadlineKind.choices


class Deadline(TranslatableRecord):
    translatable_fields: ClassVar[tuple[str, ...]] = ("note",)

    policy = models.ForeignKey(PolicyItem, on_delete=models.CASCADE, related_name="deadlines")
    kind = models.CharField(_("what"), max_length=20, choices=deadline_kinds)
    due_on = models.DateField(_("on"))
    language = models.CharField(_("language"), max_length=12, default="en")
    note = models.CharField(_("note"), max_length=200, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)

    policy_id: uuid.UUID

    objects: ClassVar[OfPolicyQuerySet[Deadline]] = OfPolicyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["due_on", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "kind", "due_on"], name="deadline_once_per_kind_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.policy_id} {self.kind} {self.due_on}"


class Hearing(TranslatableRecord):
    """Where those who decide listen: when, where, and how one gets to speak.

    ``sequence`` counts its changes, so that calendars replace what they hold.
    """

    translatable_fields: ClassVar[tuple[str, ...]] = ("title", "sign_up")

    policy = models.ForeignKey(PolicyItem, on_delete=models.CASCADE, related_name="hearings")
    title = models.CharField(_("what it is"), max_length=160)
    language = models.CharField(_("language"), max_length=12, default="en")
    starts_at = models.DateTimeField(_("begins"))
    time_zone = models.CharField(_("time zone"), max_length=60, default="America/New_York")
    minutes = models.PositiveSmallIntegerField(
        _("how many minutes"),
        default=120,
        validators=[MinValueValidator(5), MaxValueValidator(24 * 60)],
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to join"), max_length=500, blank=True)
    sign_up = models.TextField(_("how to speak there"), max_length=1000, blank=True)
    sequence = models.PositiveSmallIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True)

    policy_id: uuid.UUID

    objects: ClassVar[OfPolicyQuerySet[Hearing]] = OfPolicyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "starts_at"], name="hearing_once_per_policy_and_time"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def begins(self) -> datetime.datetime:
        """In the zone of the place where it is."""
        return self.starts_at.astimezone(ZoneInfo(self.time_zone))

    @property
    def ends(self) -> datetime.datetime:
        return self.begins + datetime.timedelta(minutes=self.minutes)
