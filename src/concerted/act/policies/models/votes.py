from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.act.officials.models import Official
from concerted.act.policies.models.policies import OfPolicyQuerySet, PolicyItem
from concerted.organizations.models import OrganizationRecord, OrganizationRecordQuerySet
from concerted.organizations.translations import TranslatableRecord


class Choice(models.TextChoices):
    YES = "yes", pgettext_lazy("vote", "Yes")
    NO = "no", pgettext_lazy("vote", "No")
    ABSTAINED = "abstained", pgettext_lazy("vote", "Abstained")
    ABSENT = "absent", pgettext_lazy("vote", "Absent")


def choices() -> list[tuple[str, Any]]:
    return Choice.choices


class Vote(TranslatableRecord):
    """A public vote on a policy. It counts in scorecards where a yes is a yes to the policy itself.

    ``unmatched`` are voters of the source whom we could not name with certainty: ``[[name, choice, reason], …]``.
    """

    translatable_fields: ClassVar[tuple[str, ...]] = ("motion", "body")

    policy = models.ForeignKey(PolicyItem, on_delete=models.CASCADE, related_name="votes")
    language = models.CharField(_("language"), max_length=12, default="en")
    motion = models.CharField(_("what was voted on"), max_length=500)
    body = models.CharField(_("who voted"), max_length=160, blank=True)
    held_on = models.DateField(_("on"))
    passed = models.BooleanField(_("it passed"), null=True)
    is_decisive = models.BooleanField(_("a yes is a yes to the policy"), default=True)
    link = models.URLField(_("where to read it"), max_length=500, blank=True)
    source_id = models.CharField(max_length=200, blank=True)
    unmatched = models.JSONField(default=list, blank=True)

    policy_id: uuid.UUID

    objects: ClassVar[OfPolicyQuerySet[Vote]] = OfPolicyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["held_on", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "source_id"],
                condition=~Q(source_id=""),
                name="vote_of_a_source_once_per_policy",
            )
        ]

    def __str__(self) -> str:
        return self.motion


class BallotQuerySet(OrganizationRecordQuerySet["Ballot"]):
    def public(self) -> Self:
        return self.filter(vote__policy__published_at__lte=timezone.now())


class Ballot(OrganizationRecord):
    """How one official voted."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="ballots")
    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="ballots")
    choice = models.CharField(_("vote"), max_length=10, choices=choices)

    vote_id: uuid.UUID
    official_id: uuid.UUID

    objects: ClassVar[BallotQuerySet] = BallotQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "official"], name="ballot_once_per_official")
        ]

    def __str__(self) -> str:
        return f"{self.official_id} {self.choice}"
