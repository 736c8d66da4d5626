from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

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


class PetitionState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    DELIVERED = "delivered", _("Delivered")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


PUBLISHED = (
    PetitionState.OPEN,
    PetitionState.DELIVERED,
    PetitionState.ANSWERED,
    PetitionState.CLOSED,
)
TAKING = (PetitionState.OPEN, PetitionState.DELIVERED, PetitionState.ANSWERED)
"""Neighbors keep signing after a first delivery, and after an answer, until the petition closes."""


class NamesMode(models.TextChoices):
    CHOSEN = "chosen", _("Names of those who choose to show theirs")
    DELAYED = "delayed", _("The same, but only from a day on")
    COUNTS = "counts", _("Counts only: no name leaves your organization")


class ListRule(models.TextChoices):
    """To which of the organizations behind a petition a signer's name goes. Without their yes to it, to none."""

    SHARE_ALL = "share_all", _("Share all: to every organization that the signer said yes to")
    PROPORTIONAL = (
        "proportional",
        _("Proportional: to partners in proportion to the signatures that their links bring"),
    )


class PetitionQuerySet(OrganizationRecordQuerySet["Petition"]):
    def public(self) -> Self:
        """Petitions that were published; a closed one stays readable."""
        return self.filter(state__in=PUBLISHED)

    def over(self, now: datetime | None = None) -> Self:
        """Published, not closed yet, and past their closing time. Without a viewer: the clock asks."""
        return self.filter(state__in=TAKING, closes_at__lte=now or timezone.now())

    def with_everything(self) -> Self:
        """With what every page of a petition names."""
        return self.select_related("organization", "campaign", "official")


class Petition(TranslatableRecord):
    """An ask to one decision maker, which people put their names to."""

    translatable_fields: ClassVar[tuple[str, ...]] = (
        "title",
        "ask",
        "body",
        "notice_title",
        "notice_text",
    )
    private_fields: ClassVar[frozenset[str]] = frozenset({"target_email"})

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="petitions"
    )
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.RESTRICT,
        related_name="petitions",
        verbose_name=_("campaign"),
    )
    policy = models.ForeignKey(
        PolicyItem,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="petitions",
        verbose_name=_("decision"),
    )
    title = models.CharField(_("title"), max_length=140)
    ask = models.TextField(_("what you ask for, in two sentences"), max_length=600)
    body = models.TextField(_("the whole story"), max_length=20_000, blank=True)
    slug = models.SlugField(_("address"), max_length=80)
    language = models.CharField(_("language"), max_length=12, default="en")
    state = models.CharField(
        _("state"), max_length=12, choices=PetitionState.choices, default=PetitionState.DRAFT
    )

    official = models.ForeignKey(
        Official,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="petitions",
        verbose_name=_("official"),
    )
    target_name = models.CharField(_("who decides"), max_length=140)
    target_role = models.CharField(_("their office"), max_length=140, blank=True)
    target_email = models.EmailField(_("their e-mail"), blank=True)

    goal_counts = models.JSONField(
        _("signatures to aim for, step by step"), default=list, blank=True
    )
    deliver_at = models.PositiveIntegerField(_("deliver at"), null=True, blank=True)
    needs_confirmation = models.BooleanField(
        _("count a signature only once it is confirmed by e-mail"), default=False
    )
    names_mode = models.CharField(
        _("names"), max_length=10, choices=NamesMode.choices, default=NamesMode.CHOSEN
    )
    list_rule = models.CharField(
        _("who gets the names of those who say yes"),
        max_length=12,
        choices=ListRule.choices,
        default=ListRule.SHARE_ALL,
    )
    names_from = models.DateTimeField(_("names from"), null=True, blank=True)

    notice_title = models.CharField(_("notice"), max_length=140, blank=True)
    notice_text = models.TextField(_("text of the notice"), max_length=600, blank=True)
    notice_link = models.URLField(_("link of the notice"), max_length=300, blank=True)

    published_at = models.DateTimeField(null=True, editable=False)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    paused_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    signature_count = models.PositiveIntegerField(default=0, editable=False)

    campaign_id: UUID
    official_id: UUID | None

    objects: ClassVar[PetitionQuerySet] = PetitionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "slug"], name="petition_slug_once_per_organization"
            ),
            models.CheckConstraint(
                condition=Q(state=PetitionState.DRAFT) | Q(published_at__isnull=False),
                name="petition_published_has_its_date",
            ),
            models.CheckConstraint(
                condition=~Q(names_mode=NamesMode.DELAYED) | Q(names_from__isnull=False),
                name="petition_delayed_names_have_their_date",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("petitions:page", args=[self.organization.slug, self.slug])

    def takes_signatures(self, now: datetime | None = None) -> bool:
        """Whether one may sign now: published, not paused, not past its closing date."""
        now = now or timezone.now()
        return self.state in TAKING and self.paused_at is None and not self.is_over(now)

    def is_over(self, now: datetime | None = None) -> bool:
        """Whether its closing time has passed."""
        return self.closes_at is not None and self.closes_at <= (now or timezone.now())

    @property
    def takes_late(self) -> bool:
        """Whether what was signed in time still counts when it arrives: paper, and a link in a mail.

        It does after the closing time, and no longer once somebody closed the petition by hand.
        """
        is_closed = self.state == PetitionState.CLOSED and self.closed_at is not None
        return self.state in TAKING or (is_closed and self.is_over(self.closed_at))

    def shows_names(self, now: datetime | None = None) -> bool:
        """Whether names of those who chose so may stand on the public page now."""
        if self.names_mode == NamesMode.DELAYED:
            return self.names_from is not None and self.names_from <= (now or timezone.now())
        return self.names_mode == NamesMode.CHOSEN

    def gives_names(self) -> bool:
        """Whether the target may get names at all."""
        return self.names_mode != NamesMode.COUNTS

    @property
    def next_goal(self) -> int | None:
        """The next number to reach; the highest stays once all are reached."""
        ahead = [goal for goal in self.goal_counts if goal > self.signature_count]
        return min(ahead, default=max(self.goal_counts, default=None))

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.organization.time_zone)

    @property
    def target(self) -> str:
        """The decision maker in a line: name and office."""
        return ", ".join(part for part in (self.target_name, self.target_role) if part)


class SponsorshipQuerySet(OrganizationRecordQuerySet["Sponsorship"]):
    def public(self) -> Self:
        """Who stands behind a published petition is no secret."""
        return self.filter(accepted_at__isnull=False, petition__state__in=PUBLISHED)

    def visible_to(self, viewer: Viewer) -> Self:
        """Those of one's own petitions, and those one's organization is asked for."""
        joined = Organization.objects.joined_by(viewer)
        return self.filter(Q(organization__in=joined) | Q(sponsor__in=joined))

    def answerable_by(self, viewer: Viewer) -> Self:
        """Invitations that ``viewer`` may accept or decline for the invited organization."""
        return self.filter(sponsor__in=Organization.objects.organized_by(viewer))

    def accepted(self) -> Self:
        return self.filter(accepted_at__isnull=False)


class Sponsorship(OrganizationRecord):
    """A further organization behind a petition. ``organization`` is the sponsor of record."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="sponsorships")
    sponsor = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="sponsorships"
    )
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    petition_id: UUID
    sponsor_id: UUID

    objects: ClassVar[SponsorshipQuerySet] = SponsorshipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "sponsor"], name="sponsorship_once_per_petition"
            ),
            models.CheckConstraint(
                condition=~Q(organization=F("sponsor")), name="sponsorship_is_of_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sponsor}: {self.petition}"
