"""Where officials stand and how much they weigh: for the team, but for what anybody can read elsewhere."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.accounts.models import User
from concerted.act.officials.models import Official
from concerted.act.policies.models.policies import PolicyItem
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)


class Leaning(models.IntegerChoices):
    """Towards the policy, not towards us."""

    AGAINST = -2, pgettext_lazy("leaning", "Against it")
    LEANS_AGAINST = -1, pgettext_lazy("leaning", "Leans against it")
    UNDECIDED = 0, pgettext_lazy("leaning", "Undecided")
    LEANS_FOR = 1, pgettext_lazy("leaning", "Leans for it")
    FOR = 2, pgettext_lazy("leaning", "For it")


class Evidence(models.TextChoices):
    VOTE = "vote", pgettext_lazy("evidence", "A vote")
    SPONSOR = "sponsor", _("Put their name to it")
    LETTER = "letter", pgettext_lazy("evidence", "A letter")
    VISIT = "visit", pgettext_lazy("evidence", "A visit or a talk")
    STATEMENT = "statement", pgettext_lazy("evidence", "A public statement")
    OTHER = "other", pgettext_lazy("evidence", "Something else")


class Influence(models.IntegerChoices):
    LITTLE = 1, pgettext_lazy("influence", "Little")
    SOME = 2, pgettext_lazy("influence", "Some")
    MUCH = 3, pgettext_lazy("influence", "Much")
    DECIDES = 4, pgettext_lazy("influence", "Decides")


def leanings() -> list[tuple[int, Any]]:
    return Leaning.choices


def evidences() -> list[tuple[str, Any]]:
    return Evidence.choices


def influences() -> list[tuple[int, Any]]:
    return Influence.choices


class StanceQuerySet(OrganizationRecordQuerySet["Stance"]):
    def public(self) -> Self:
        """Stances whose evidence everybody can read, on published policies."""
        return self.filter(is_public=True, policy__published_at__lte=timezone.now())


class Stance(OrganizationRecord):
    """Where an official stood on a policy on a day, by what evidence, and who noted it."""

    private_fields: ClassVar[frozenset[str]] = frozenset({"note"})

    policy = models.ForeignKey(PolicyItem, on_delete=models.CASCADE, related_name="stances")
    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="stances")
    value = models.SmallIntegerField(_("where they stand"), choices=leanings)
    evidence = models.CharField(_("how we know"), max_length=20, choices=evidences)
    happened_on = models.DateField(_("on"))
    link = models.URLField(_("where to read it"), max_length=500, blank=True)
    note = models.CharField(_("note for the team"), max_length=500, blank=True)
    is_public = models.BooleanField(_("show it on the public page"), default=False)
    noted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    policy_id: uuid.UUID
    official_id: uuid.UUID

    objects: ClassVar[StanceQuerySet] = StanceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-happened_on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_public=False) | (~Q(link="") & ~Q(evidence=Evidence.VISIT)),
                name="stance_public_only_with_public_evidence",
            )
        ]

    def __str__(self) -> str:
        return f"{self.official_id} {self.value}"


class PowerQuerySet(OrganizationRecordQuerySet["Power"]):
    pass


class Power(OrganizationRecord):
    """How much an official weighs in the decision on a policy. Never public."""

    policy = models.ForeignKey(PolicyItem, on_delete=models.CASCADE, related_name="powers")
    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="powers")
    influence = models.PositiveSmallIntegerField(_("influence"), choices=influences)

    policy_id: uuid.UUID
    official_id: uuid.UUID

    objects: ClassVar[PowerQuerySet] = PowerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "official"], name="power_once_per_policy_and_official"
            )
        ]

    def __str__(self) -> str:
        return f"{self.official_id} {self.influence}"


class PublicScorecardQuerySet(OrganizationRecordQuerySet["PublicScorecard"]):
    def public(self) -> Self:
        return self.filter(published_at__lte=timezone.now())


class PublicScorecard(OrganizationRecord):
    """That an organization shows everybody how officials voted on what it took a position on."""

    organization = models.OneToOneField(
        Organization, on_delete=models.CASCADE, related_name="public_scorecard"
    )
    published_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[PublicScorecardQuerySet] = PublicScorecardQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return str(self.organization_id)
