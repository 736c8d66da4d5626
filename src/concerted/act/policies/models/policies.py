from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.accounts.models import User
from concerted.act.campaigns.models import Campaign
from concerted.act.officials.models import Jurisdiction
from concerted.act.policies.stages import Kind, is_decided, is_end, step_of, steps_of
from concerted.base.gates import Row
from concerted.goals.models import Goal
from concerted.organizations.models import Organization, OrganizationRecordQuerySet
from concerted.organizations.publishing import PublishedRecord, PublishedRecordQuerySet
from concerted.organizations.translations import TranslatableRecord


class Position(models.TextChoices):
    SUPPORT = "support", _("We support it")
    CHANGE = "change", _("We support it if it is changed")
    OPPOSE = "oppose", _("We oppose it")
    WATCH = "watch", _("We are watching it")


class Outcome(models.TextChoices):
    WON = "won", pgettext_lazy("outcome", "Won")
    PARTLY = "partly", pgettext_lazy("outcome", "Partly won")
    LOST = "lost", pgettext_lazy("outcome", "Lost")
    WITHDRAWN = "withdrawn", pgettext_lazy("outcome", "Withdrawn")
    POSTPONED = "postponed", pgettext_lazy("outcome", "Put off")


def kinds() -> list[tuple[str, Any]]:
    return Kind.choices


def positions() -> list[tuple[str, Any]]:
    return Position.choices


def outcomes() -> list[tuple[str, Any]]:
    return Outcome.choices


class PolicyQuerySet(PublishedRecordQuerySet["PolicyItem"]):
    pass


class PolicyItem(PublishedRecord):
    """A decision of others that matters to us: a bill, and just as well the closing of a clinic.

    ``stage`` is where it is now; its ``moves`` say how it came there. ``title`` and ``summary`` are ours, in plain
    words; ``identifier`` is what those who decide call it.
    """

    translatable_fields: ClassVar[tuple[str, ...]] = (
        "title",
        "summary",
        "position_text",
        "ask",
        "outcome_text",
    )

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="policies"
    )
    goal = models.ForeignKey(
        Goal,
        on_delete=models.RESTRICT,
        related_name="policies",
        verbose_name=_("goal"),
        null=True,
        blank=True,
    )
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.SET_NULL,
        related_name="policies",
        verbose_name=_("campaign"),
        null=True,
        blank=True,
    )
    kind = models.CharField(_("kind"), max_length=20, choices=kinds, default=Kind.OTHER)
    identifier = models.CharField(
        _("number or name"), max_length=80, blank=True, help_text=_("As in “Item 114”.")
    )
    session = models.CharField(_("session"), max_length=80, blank=True)
    jurisdiction = models.ForeignKey(
        Jurisdiction,
        on_delete=models.SET_NULL,
        related_name="policies",
        verbose_name=_("where it is decided"),
        null=True,
        blank=True,
    )
    body = models.CharField(
        _("who decides"), max_length=160, blank=True, help_text=_("As in “City Council”.")
    )
    stage = models.CharField(_("stage"), max_length=20)
    position = models.CharField(
        _("our position"), max_length=20, choices=positions, default=Position.WATCH
    )
    position_text = models.TextField(_("why"), max_length=3000, blank=True)
    ask = models.TextField(_("what we ask for"), max_length=1000, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=outcomes, blank=True)
    outcome_text = models.TextField(_("what came of it"), max_length=3000, blank=True)
    outcome_on = models.DateField(_("on"), null=True, blank=True)
    told_at = models.DateTimeField(null=True)
    told_count = models.PositiveIntegerField(default=0)
    source = models.CharField(_("source"), max_length=60, blank=True)
    source_id = models.CharField(_("id in the source"), max_length=200, blank=True)
    source_url = models.URLField(_("where to read it"), max_length=500, blank=True)

    goal_id: uuid.UUID | None
    campaign_id: uuid.UUID | None
    jurisdiction_id: uuid.UUID | None

    objects: ClassVar[PolicyQuerySet] = PolicyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "slug"], name="policy_slug_once_per_organization"
            ),
            models.UniqueConstraint(
                fields=["organization", "source", "source_id"],
                condition=~Q(source_id=""),
                name="policy_of_a_source_once_per_organization",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on=None)
                | (~Q(outcome="") & Q(outcome_on__isnull=False)),
                name="policy_outcome_has_a_day",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("policies:page", args=[self.organization.slug, self.slug])

    @property
    def name(self) -> str:
        """What those who decide call it, or its title."""
        return self.identifier or self.title

    @property
    def stage_label(self) -> Promise:
        return step_of(self.kind, self.stage).label

    @property
    def is_decided(self) -> bool:
        """Whether those who decide have done so; what they decided may still have to come about."""
        return self.is_over or is_decided(self.kind, self.stage)

    @property
    def is_over(self) -> bool:
        """Nothing is to be decided any more: it ended, came to its last step, or its outcome is known."""
        last = steps_of(self.kind)[-1].key
        return bool(self.outcome) or is_end(self.stage) or self.stage == last


class OfPolicyQuerySet(OrganizationRecordQuerySet[Row]):
    """Rows that are as public as their policy."""

    def public(self) -> Self:
        return self.filter(policy__published_at__lte=timezone.now())


class StageMove(TranslatableRecord):
    """That a policy came to a step, on which day, and where one can read it."""

    translatable_fields: ClassVar[tuple[str, ...]] = ("text",)

    policy = models.ForeignKey(PolicyItem, on_delete=models.CASCADE, related_name="moves")
    stage = models.CharField(_("stage"), max_length=20)
    language = models.CharField(_("language"), max_length=12, default="en")
    happened_on = models.DateField(_("on"))
    text = models.CharField(_("what happened"), max_length=500, blank=True)
    link = models.URLField(_("where to read it"), max_length=500, blank=True)
    noted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    policy_id: uuid.UUID

    objects: ClassVar[OfPolicyQuerySet[StageMove]] = OfPolicyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["happened_on", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "stage", "happened_on"], name="stage_move_once_per_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.policy_id} {self.stage}"
