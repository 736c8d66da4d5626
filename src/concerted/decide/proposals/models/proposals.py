from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.accounts.models import User
from concerted.base.gates import Viewer
from concerted.decide.proposals.models.rules import RuledRecord
from concerted.goals.models import Goal
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
    Subject,
)
from concerted.organizations.publishing import PublishedRecord, PublishedRecordQuerySet
from concerted.organizations.translations import TranslatableRecord


class Origin(models.TextChoices):
    IDEA = "idea", _("An idea of the team")
    STATEMENT = "statement", _("Something a neighbor said")
    NEED = "need", _("A need of a partner")


class ProposalState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    DISCUSSION = "discussion", _("Being discussed")
    VOTING = "voting", _("Being voted on")
    DECIDED = "decided", _("Decided")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ProposalQuerySet(PublishedRecordQuerySet["Proposal"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Those of the viewer's organizations, and what is no draft of coalitions that show them their decisions."""
        own = Organization.objects.joined_by(viewer)
        showing = Organization.objects.showing(Subject.DECISIONS, viewer)
        shown = Q(organization__in=showing, published_at__lte=timezone.now())
        return self.filter(Q(organization__in=own) | shown)

    def public(self) -> Self:
        """What is discussed, voted on or decided in the open."""
        return self.filter(published_at__lte=timezone.now(), is_public=True)

    def with_everything(self) -> Self:
        """With what every page of a proposal names."""
        return self.select_related("organization", "goal")


class Proposal(RuledRecord, PublishedRecord):
    """A text to decide on together. ``title`` is the question in a line, ``summary`` what would be decided.

    ``version`` counts the texts: an amendment makes the next one, and votes on an earlier one are void.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="proposals"
    )
    goal = models.ForeignKey(
        Goal,
        on_delete=models.RESTRICT,
        related_name="proposals",
        null=True,
        blank=True,
        verbose_name=_("goal"),
    )
    adopts_goal = models.BooleanField(
        _("to decide this is to adopt the goal: it is published when the proposal passes"),
        default=False,
    )
    origin = models.CharField(
        _("where it comes from"), max_length=12, choices=Origin.choices, default=Origin.IDEA
    )
    state = models.CharField(
        _("state"), max_length=12, choices=ProposalState.choices, default=ProposalState.DRAFT
    )
    is_public = models.BooleanField(_("everybody may read it and its result"), default=True)
    version = models.PositiveSmallIntegerField(default=1, editable=False)

    goal_id: uuid.UUID | None

    objects: ClassVar[ProposalQuerySet] = ProposalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "slug"], name="proposal_slug_once_per_organization"
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.DRAFT, published_at__isnull=True)
                | (~Q(state=ProposalState.DRAFT) & Q(published_at__isnull=False)),
                name="proposal_draft_is_not_published",
            ),
            models.CheckConstraint(
                condition=Q(adopts_goal=False) | Q(goal__isnull=False),
                name="proposal_adopts_a_goal_it_names",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("proposals:page", args=[self.organization.slug, self.slug])

    @property
    def can_be_worded(self) -> bool:
        """Whether its words can still be changed without a new version."""
        return self.state == ProposalState.DRAFT


class Option(TranslatableRecord):
    """One of the things to choose among. Its number is what ballots and counts name it by."""

    translatable_fields: ClassVar[tuple[str, ...]] = ("text",)

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(pgettext_lazy("vote", "option"), max_length=200)
    language = models.CharField(_("language"), max_length=12)

    proposal_id: uuid.UUID

    objects: ClassVar[OrganizationRecordQuerySet[Option]] = OrganizationRecordQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "number"], name="option_number_once_per_proposal"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="option_number_from_one"),
        ]

    def __str__(self) -> str:
        return self.text


class Version(OrganizationRecord):
    """A text that was put up for discussion or voted on, and why the next one differs."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    summary = models.TextField(max_length=2000, blank=True)
    note = models.CharField(_("what changed, and why"), max_length=300, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    proposal_id: uuid.UUID

    objects: ClassVar[OrganizationRecordQuerySet[Version]] = (
        OrganizationRecordQuerySet.as_manager()  # type: ignore[assignment]
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "number"], name="version_number_once_per_proposal"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"
