from __future__ import annotations

import datetime
import uuid
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.accounts.models import User
from concerted.act.campaigns.models import Campaign
from concerted.act.officials.models import Official
from concerted.act.policies.models import PolicyItem
from concerted.base.gates import Viewer
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)
from concerted.organizations.translations import TranslatableRecord
from concerted.pool.workplan.models import Task


class VisitState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("visit", "Planned")
    HELD = "held", pgettext_lazy("visit", "Held")
    CANCELLED = "cancelled", pgettext_lazy("visit", "Called off")


class VisitQuerySet(OrganizationRecordQuerySet["Visit"]):
    """Nothing of a visit is public but how many were held."""


class Visit(TranslatableRecord):
    """Some of us meet somebody who decides, in their office or by video.

    ``sequence`` counts changes, so that calendars replace what they hold. ``notes`` stay inside.
    """

    translatable_fields: ClassVar[tuple[str, ...]] = (
        "title",
        "talking_points",
        "ask",
        "leave_behind",
    )
    private_fields: ClassVar[frozenset[str]] = frozenset({"notes", "met_with"})

    campaign = models.ForeignKey(
        Campaign, on_delete=models.RESTRICT, related_name="visits", verbose_name=_("campaign")
    )
    policy = models.ForeignKey(
        PolicyItem,
        on_delete=models.SET_NULL,
        related_name="visits",
        verbose_name=_("what is decided"),
        null=True,
        blank=True,
    )
    officials = models.ManyToManyField(
        Official, related_name="visits", verbose_name=_("whom you meet")
    )
    title = models.CharField(_("title"), max_length=160)
    language = models.CharField(_("language"), max_length=12, default="en")
    starts_at = models.DateTimeField(_("begins"))
    time_zone = models.CharField(_("time zone"), max_length=60, default="America/New_York")
    minutes = models.PositiveSmallIntegerField(
        _("how many minutes"),
        default=30,
        validators=[MinValueValidator(5), MaxValueValidator(8 * 60)],
    )
    place = models.CharField(_("office"), max_length=200, blank=True)
    link = models.URLField(_("video link"), max_length=500, blank=True)
    talking_points = models.TextField(_("what we say"), max_length=2000, blank=True)
    ask = models.CharField(_("what we ask for"), max_length=300, blank=True)
    leave_behind = models.TextField(_("what we leave there"), max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=VisitState.choices, default=VisitState.PLANNED)
    sequence = models.PositiveSmallIntegerField(default=0)
    mailed_sequence = models.PositiveSmallIntegerField(null=True, editable=False)
    met_with = models.CharField(_("who was there for them"), max_length=200, blank=True)
    notes = models.TextField(_("notes"), max_length=5000, blank=True)
    tasks = models.ManyToManyField(Task, related_name="visits")

    campaign_id: uuid.UUID
    policy_id: uuid.UUID | None

    objects: ClassVar[VisitQuerySet] = VisitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(place="") | ~Q(link=""), name="visit_is_somewhere"
            ),
            models.UniqueConstraint(
                fields=["campaign", "title", "starts_at"], name="visit_once_per_campaign_and_time"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("visits:visit", args=[self.organization.slug, self.pk])

    @property
    def begins(self) -> datetime.datetime:
        """In the zone of the office."""
        return self.starts_at.astimezone(ZoneInfo(self.time_zone))

    @property
    def ends(self) -> datetime.datetime:
        return self.begins + datetime.timedelta(minutes=self.minutes)

    @property
    def is_planned(self) -> bool:
        return self.state == VisitState.PLANNED

    @property
    def is_held(self) -> bool:
        return self.state == VisitState.HELD

    @property
    def is_cancelled(self) -> bool:
        return self.state == VisitState.CANCELLED


class GoerRole(models.TextChoices):
    SPEAKS = "speaks", _("Speaks for us")
    STORY = "story", _("Tells their own story")
    NOTES = "notes", _("Takes notes")
    LETTERS = "letters", _("Brings the letters")


def role_words(role: str) -> Promise | str:
    return dict(GoerRole.choices).get(role, role)


class GoerQuerySet(OrganizationRecordQuerySet["Goer"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Colleagues for the whole team; guests, who are residents, for owners and organizers."""
        own = Q(organization__in=Organization.objects.organized_by(viewer))
        return super().visible_to(viewer).filter(own | Q(user__isnull=False))


class Goer(OrganizationRecord):
    """Who goes along: one of the team, or a guest by name."""

    private_fields: ClassVar[frozenset[str]] = frozenset({"user", "name", "email"})

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="goers")
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    roles: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True)

    visit_id: uuid.UUID
    user_id: uuid.UUID | None

    objects: ClassVar[GoerQuerySet] = GoerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "user"],
                condition=Q(user__isnull=False),
                name="goer_once_per_visit",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) ^ ~Q(name=""), name="goer_is_of_the_team_or_named"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def shown_name(self) -> str:
        return self.user.name or self.user.email if self.user is not None else self.name

    @property
    def address(self) -> str:
        return self.user.email if self.user is not None else self.email

    @property
    def reads(self) -> str:
        """The language in which mail reaches them."""
        return self.user.language if self.user is not None else self.language

    @property
    def role_labels(self) -> list[str]:
        return [str(role_words(one)) for one in self.roles]
