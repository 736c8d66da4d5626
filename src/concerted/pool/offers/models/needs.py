from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from concerted.base.gates import Viewer
from concerted.decide.proposals.models import Proposal
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.organizations.publishing import PublishedRecord, PublishedRecordQuerySet
from concerted.pool.offers.models.kinds import (
    SUBJECT,
    CountedRecord,
    PlacedRecord,
    counts_something,
    ends_after_it_starts,
)


class NeedQuerySet(PublishedRecordQuerySet["Need"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """All needs of one's own organization; of coalitions that show them, the published ones."""
        own = Organization.objects.joined_by(viewer)
        shown = Organization.objects.showing(SUBJECT, viewer)
        return self.filter(
            Q(organization__in=own) | Q(organization__in=shown, published_at__isnull=False)
        )

    def open(self) -> Self:
        """Published, and neither met nor closed."""
        return self.public().filter(closed_at__isnull=True)

    def with_everything(self) -> Self:
        """With what every page of a need names."""
        return self.select_related("organization", "goal", "partner")


class Need(CountedRecord, PlacedRecord, PublishedRecord):
    """What is missing for a goal. ``noun`` is what is counted, where the kind does not say it: clinical hours.

    ``proposal`` is the one that it became, where it is decided on together.

    It closes itself on the day on which all of it has been received; ``met_at`` says that this is why.
    """

    translatable_fields: ClassVar[tuple[str, ...]] = ("title", "summary", "noun")

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="needs")
    goal = models.ForeignKey(
        Goal,
        on_delete=models.RESTRICT,
        related_name="needs",
        null=True,
        blank=True,
        verbose_name=_("goal"),
    )
    partner = models.ForeignKey(
        Organization,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("who needs it"),
    )
    proposal = models.ForeignKey(
        Proposal,
        on_delete=models.SET_NULL,
        related_name="needs",
        null=True,
        editable=False,
    )
    noun = models.CharField(_("what is counted"), max_length=60, blank=True)
    met_at = models.DateTimeField(null=True, editable=False)

    goal_id: uuid.UUID | None
    proposal_id: uuid.UUID | None

    objects: ClassVar[NeedQuerySet] = NeedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            *counts_something("need"),
            ends_after_it_starts("need"),
            models.UniqueConstraint(
                fields=["organization", "slug"], name="need_slug_once_per_organization"
            ),
            models.CheckConstraint(
                condition=Q(met_at__isnull=True) | Q(closed_at__isnull=False),
                name="need_met_is_closed",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Its place on the page of all needs."""
        page = reverse("offers:public_needs", args=[self.organization.slug])
        return f"{page}#{self.slug}"

    @property
    def is_met(self) -> bool:
        return self.met_at is not None
