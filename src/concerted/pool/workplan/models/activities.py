from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.accounts.models import User
from concerted.goals.ledger import Stage
from concerted.goals.models import Goal
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    SharedRecordQuerySet,
)
from concerted.organizations.translations import TranslatableRecord


class Work(models.TextChoices):
    """What kind of work an activity is; each kind moves one stage of the loop."""

    LISTENING = "listening", _("Listening to neighbors")
    DECIDING = "deciding", _("Deciding together")
    RESOURCES = "resources", _("Finding money, rooms, people")
    CAMPAIGN = "campaign", _("Petitions, letters, events")
    OFFICIALS = "officials", _("Talks with those who decide")
    SERVICES = "services", _("Direct help for people")
    TRAINING = "training", _("Training and study")
    MEASURING = "measuring", _("Counting and checking")


STAGE_OF: dict[str, Stage] = {
    Work.LISTENING: Stage.LISTEN,
    Work.DECIDING: Stage.DECIDE,
    Work.RESOURCES: Stage.POOL,
    Work.CAMPAIGN: Stage.ACT,
    Work.OFFICIALS: Stage.ACT,
    Work.SERVICES: Stage.CHANGE,
    Work.TRAINING: Stage.CHANGE,
    Work.MEASURING: Stage.MEASURE,
}


class ActivityState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", pgettext_lazy("work", "Done")
    DROPPED = "dropped", pgettext_lazy("work", "Dropped")


LIVE = (ActivityState.PLANNED, ActivityState.UNDER_WAY)


class ActivityQuerySet(SharedRecordQuerySet["Activity"]):
    subject = "workplan"

    def live(self) -> Self:
        """Planned or under way."""
        return self.filter(state__in=LIVE)

    def live_or(self, own: uuid.UUID | None) -> Self:
        """What can still be worked on, and its ``own`` even when it is over."""
        return self.filter(Q(state__in=LIVE) | Q(pk=own))

    def with_everything(self) -> Self:
        """With what every page of an activity names."""
        return self.select_related("organization", "goal", "owner").prefetch_related(
            "contributions__partner"
        )


class Activity(TranslatableRecord):
    """What partners do for a goal, each its part: one of the *mutually reinforcing activities* of Collective Impact.

    ``owner`` is the partner who answers for it: a member organization, or the coalition itself. ``spoken`` is the
    language it is done in, where it is done for people of one language.
    """

    translatable_fields: ClassVar[tuple[str, ...]] = ("title", "contribution")

    goal = models.ForeignKey(
        Goal, on_delete=models.RESTRICT, related_name="activities", verbose_name=_("goal")
    )
    title = models.CharField(_("title"), max_length=160)
    contribution = models.TextField(_("what it contributes"), max_length=600, blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    kind = models.CharField(_("kind of work"), max_length=12, choices=Work.choices)
    owner = models.ForeignKey(
        Organization,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("who answers for it"),
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    spoken = models.CharField(_("language it is done in"), max_length=12, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=ActivityState.choices, default=ActivityState.PLANNED
    )

    goal_id: uuid.UUID
    owner_id: uuid.UUID | None

    objects: ClassVar[ActivityQuerySet] = ActivityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = [F("starts_on").asc(nulls_last=True), "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="activity_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def stage(self) -> Stage:
        return STAGE_OF[self.kind]

    @property
    def is_live(self) -> bool:
        return self.state in LIVE


class ContributionQuerySet(SharedRecordQuerySet["Contribution"]):
    subject = "workplan"


class Contribution(OrganizationRecord):
    """A partner that helps with an activity of another."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="contributions")
    partner = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")

    activity_id: uuid.UUID
    partner_id: uuid.UUID

    objects: ClassVar[ContributionQuerySet] = ContributionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["partner__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "partner"], name="contribution_once_per_partner"
            )
        ]

    def __str__(self) -> str:
        return str(self.partner_id)


class AdaptationQuerySet(SharedRecordQuerySet["Adaptation"]):
    subject = "workplan"


class Adaptation(OrganizationRecord):
    """An activity was changed, and why: what it was in each field that differs, and what it became."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="adaptations")
    reason = models.CharField(max_length=300, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    activity_id: uuid.UUID

    objects: ClassVar[AdaptationQuerySet] = AdaptationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.reason
