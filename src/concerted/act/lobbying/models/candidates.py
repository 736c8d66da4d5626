"""Who of the officials is a candidate, and when an election is near."""

from __future__ import annotations

import datetime
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from concerted.act.officials.models import Jurisdiction, Official
from concerted.organizations.models import OrganizationRecord, OrganizationRecordQuerySet


class ElectionWindowQuerySet(OrganizationRecordQuerySet["ElectionWindow"]):
    def open_on(self, day: datetime.date) -> Self:
        return self.filter(opens_on__lte=day, votes_on__gte=day)


class ElectionWindow(OrganizationRecord):
    """The weeks before an election. Without a jurisdiction it is for every official."""

    name = models.CharField(_("election"), max_length=120)
    jurisdiction = models.ForeignKey(
        Jurisdiction,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("where"),
    )
    opens_on = models.DateField(_("be careful from"))
    votes_on = models.DateField(_("day of the vote"))

    jurisdiction_id: uuid.UUID | None

    objects: ClassVar[ElectionWindowQuerySet] = ElectionWindowQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["votes_on", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name", "votes_on"], name="election_window_once"
            ),
            models.CheckConstraint(
                condition=Q(votes_on__gte=F("opens_on")), name="election_window_ends_with_the_vote"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Candidacy(OrganizationRecord):
    """That an official runs in an election, until the day of the vote."""

    official = models.ForeignKey(
        Official, on_delete=models.CASCADE, related_name="+", verbose_name=_("official")
    )
    window = models.ForeignKey(
        ElectionWindow,
        on_delete=models.CASCADE,
        related_name="candidacies",
        verbose_name=_("election"),
    )
    office = models.CharField(_("runs for"), max_length=120, blank=True)
    source = models.CharField(_("where this is written"), max_length=300, blank=True)

    official_id: uuid.UUID
    window_id: uuid.UUID

    objects: ClassVar[OrganizationRecordQuerySet[Candidacy]] = (
        OrganizationRecordQuerySet.as_manager()  # type: ignore[assignment]
    )

    class Meta:
        ordering = ["window__votes_on", "official__name"]
        constraints = [
            models.UniqueConstraint(fields=["official", "window"], name="candidacy_once")
        ]

    def __str__(self) -> str:
        return f"{self.official}: {self.window}"
