from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.base.gates import Viewer
from concerted.goals.models import Goal
from concerted.listen.surveys.models.matching import Match
from concerted.organizations.models import (
    ENTERERS,
    Organization,
    OrganizationRecordQuerySet,
)
from concerted.organizations.publishing import PublishedRecord, PublishedRecordQuerySet
from concerted.organizations.translations import TranslatableRecord
from concerted.organizations.zones import today_in

KEY_LENGTH = 60


class SurveyQuerySet(PublishedRecordQuerySet["Survey"]):
    def with_everything(self) -> Self:
        """With what every page of a survey names."""
        return self.select_related("organization", "goal")

    def entered_by(self, viewer: Viewer) -> Self:
        """Those into which ``viewer`` may type what stands on paper."""
        return self.filter(organization__in=Organization.objects.joined_by(viewer, *ENTERERS))


class Survey(PublishedRecord):
    """Questions to everybody, each asked the same way (a Form in OSDI). ``summary`` introduces it.

    Where it ``is_anonymous``, nothing that is kept tells who answered, or at which hour. People are told so: once
    the survey was opened, this cannot be taken back.
    """

    translatable_fields: ClassVar[tuple[str, ...]] = ("title", "summary", "thanks")

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="surveys"
    )
    goal = models.ForeignKey(
        Goal,
        on_delete=models.RESTRICT,
        related_name="surveys",
        null=True,
        blank=True,
        verbose_name=_("goal"),
    )
    thanks = models.TextField(_("what you say when it is sent"), max_length=1000, blank=True)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    is_anonymous = models.BooleanField(
        _("anonymous: nobody can learn who answered, not even your team"), default=True
    )
    results_published_at = models.DateTimeField(null=True, editable=False)

    goal_id: uuid.UUID | None

    objects: ClassVar[SurveyQuerySet] = SurveyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "slug"], name="survey_slug_once_per_organization"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("surveys:page", args=[self.organization.slug, self.slug])

    def takes_answers(self, now: datetime | None = None) -> bool:
        """Whether one may answer now: published, not closed, not past its closing time."""
        return self.is_open and not self.is_over(now)

    def is_over(self, now: datetime | None = None) -> bool:
        """Whether its closing time has passed."""
        return self.closes_at is not None and self.closes_at <= (now or timezone.now())

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.organization.time_zone)

    def today(self) -> date:
        """The day it is where the organization is: as fine as any time is kept of an answer."""
        return today_in(self.organization)


class SectionQuerySet(OrganizationRecordQuerySet["Section"]):
    def public(self) -> Self:
        """Sections of published surveys."""
        return self.filter(survey__published_at__lte=timezone.now())


class Section(TranslatableRecord):
    """Questions that stand on one page. ``key`` names it in forms of other systems."""

    translatable_fields: ClassVar[tuple[str, ...]] = ("title", "text")

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="sections", db_index=False
    )
    key = models.CharField(max_length=KEY_LENGTH)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("heading"), max_length=160, blank=True)
    text = models.TextField(_("words above its questions"), max_length=2000, blank=True)
    language = models.CharField(_("language"), max_length=12)
    match = models.CharField(max_length=3, choices=Match.choices, default=Match.ALL)

    survey_id: uuid.UUID

    objects: ClassVar[SectionQuerySet] = SectionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "key"], name="survey_section_key_once_per_survey"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.key
