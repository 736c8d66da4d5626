from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.act.campaigns.models import Campaign
from concerted.act.officials.models import Official
from concerted.act.policies.models import PolicyItem
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)
from concerted.organizations.publishing import PublishedRecord, PublishedRecordQuerySet

WORDS = 250
"""How long a letter to the editor may be where the paper says nothing."""


class Audience(models.TextChoices):
    CHOSEN = "chosen", _("Officials whom we choose")
    OWN = "own", _("Each person’s own officials, found by where they live")
    NEWSPAPER = "newspaper", _("Newspapers: letters to the editor")


class LetterCampaign(PublishedRecord):
    """Letters of many people, each in their own words, to those who decide. In OSDI: an advocacy campaign.

    ``opening``, ``ask`` and ``closing`` are what a letter starts from, and what stands in it in two languages;
    what a person writes stays as they wrote it.
    """

    translatable_fields = ("title", "summary", "subject", "opening", "ask", "closing")

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="letter_campaigns"
    )
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.RESTRICT,
        related_name="letter_campaigns",
        verbose_name=_("campaign"),
    )
    policy = models.ForeignKey(
        PolicyItem,
        on_delete=models.SET_NULL,
        related_name="letter_campaigns",
        null=True,
        blank=True,
        verbose_name=_("what is decided"),
    )
    audience = models.CharField(
        _("to whom"), max_length=10, choices=Audience.choices, default=Audience.CHOSEN
    )
    own_posts = models.JSONField(default=list, blank=True)
    """Titles of posts, as "State Senator": to whom of their officials each person writes."""
    official_language = models.CharField(
        _("language of those who get the letters"), max_length=12, default="en"
    )
    subject = models.CharField(_("subject"), max_length=160)
    opening = models.TextField(_("how each letter opens"), max_length=1200, blank=True)
    ask = models.TextField(_("what each letter asks"), max_length=1200)
    closing = models.TextField(_("how each letter closes"), max_length=1200, blank=True)

    campaign_id: uuid.UUID
    policy_id: uuid.UUID | None

    objects: ClassVar[PublishedRecordQuerySet[LetterCampaign]] = (
        PublishedRecordQuerySet.as_manager()  # type: ignore[assignment]
    )

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "slug"], name="letters_slug_once_per_organization"
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("letters:page", args=[self.organization.slug, self.slug])

    @property
    def is_to_papers(self) -> bool:
        return self.audience == Audience.NEWSPAPER


class LetterTargetQuerySet(OrganizationRecordQuerySet["LetterTarget"]):
    def public(self) -> Self:
        return self.filter(campaign__published_at__lte=timezone.now())


class LetterTarget(OrganizationRecord):
    """To whom everybody writes: an official, or a newspaper with its address and how long a letter may be."""

    campaign = models.ForeignKey(LetterCampaign, on_delete=models.CASCADE, related_name="targets")
    official = models.ForeignKey(
        Official, on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    name = models.CharField(_("newspaper"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail for letters to the editor"), max_length=254, blank=True)
    address = models.CharField(_("address for letters"), max_length=300, blank=True)
    word_limit = models.PositiveSmallIntegerField(_("words at most"), default=WORDS)

    official_id: uuid.UUID | None

    objects: ClassVar[LetterTargetQuerySet] = LetterTargetQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "official"], name="letter_target_once_per_campaign"
            ),
            models.UniqueConstraint(
                fields=["campaign", "name"],
                condition=Q(official=None),
                name="letter_paper_once_per_campaign",
            ),
            models.CheckConstraint(
                condition=Q(official__isnull=False, name="") | (Q(official=None) & ~Q(name="")),
                name="letter_target_is_official_or_paper",
            ),
        ]

    def __str__(self) -> str:
        return self.name if self.official is None else str(self.official)
