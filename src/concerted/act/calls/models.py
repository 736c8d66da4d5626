from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.act.campaigns.capacity import InCapacity
from concerted.act.campaigns.models import Campaign
from concerted.act.officials.models import Official
from concerted.act.policies.models import PolicyItem
from concerted.base.gates import Viewer
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)
from concerted.organizations.publishing import PublishedRecord, PublishedRecordQuerySet
from concerted.people.models import Person

SOURCE = "call"
"""Under which answers about news are kept."""


class Outcome(models.TextChoices):
    """What came of a call, as one tap says it. OSDI knows these as the result of an outreach."""

    REACHED = "reached", pgettext_lazy("call", "I reached somebody")
    MESSAGE = "message", pgettext_lazy("call", "I left a message")
    BUSY = "busy", pgettext_lazy("call", "Busy, or no answer")
    REFUSED = "refused", pgettext_lazy("call", "They would not say")
    WRONG = "wrong", pgettext_lazy("call", "Wrong number")


def outcomes() -> list[tuple[str, Any]]:
    return Outcome.choices


class CallCampaignQuerySet(PublishedRecordQuerySet["CallCampaign"]):
    pass


class CallCampaign(PublishedRecord):
    """People call those who decide, each from their own phone, with a script beside them. No telephony is involved.

    Called are the ``targets`` in their order, and of each caller their own officials in posts of ``kinds`` (``Post.role``).
    """

    translatable_fields: ClassVar[tuple[str, ...]] = (
        *("title", "summary", "opening"),
        *("if_agrees", "if_undecided", "if_disagrees", "not_now", "voicemail"),
    )

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="call_campaigns"
    )
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.RESTRICT,
        related_name="call_campaigns",
        verbose_name=_("campaign"),
    )
    policy = models.ForeignKey(
        PolicyItem,
        on_delete=models.SET_NULL,
        related_name="call_campaigns",
        verbose_name=_("decision"),
        null=True,
        blank=True,
    )
    kinds = models.JSONField(_("each caller's own"), default=list, blank=True)
    opening = models.TextField(_("what to say first"), max_length=1500)
    if_agrees = models.TextField(_("if they agree"), max_length=800, blank=True)
    if_undecided = models.TextField(_("if they have not decided"), max_length=800, blank=True)
    if_disagrees = models.TextField(_("if they disagree"), max_length=800, blank=True)
    not_now = models.TextField(_("if nobody can talk now"), max_length=800, blank=True)
    voicemail = models.TextField(_("if a machine answers"), max_length=800, blank=True)

    campaign_id: uuid.UUID

    objects: ClassVar[CallCampaignQuerySet] = CallCampaignQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "slug"], name="calls_slug_once_per_organization"
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("calls:page", args=[self.organization.slug, self.slug])


class CallTargetQuerySet(OrganizationRecordQuerySet["CallTarget"]):
    pass


class CallTarget(OrganizationRecord):
    """An official whom everybody calls, and when in the order."""

    calls = models.ForeignKey(CallCampaign, on_delete=models.CASCADE, related_name="targets")
    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="call_targets")
    position = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[CallTargetQuerySet] = CallTargetQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["calls", "official"], name="target_once_per_calls")
        ]

    def __str__(self) -> str:
        return str(self.official)


class CallQuerySet(OrganizationRecordQuerySet["Call"]):
    pass


class Call(OrganizationRecord):
    """That somebody called, and what came of it. The count is public, the note is not.

    Who called is kept only where they said so, apart from this, in an ``Outreach``.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset({"note"})

    calls = models.ForeignKey(CallCampaign, on_delete=models.CASCADE, related_name="made")
    official = models.ForeignKey(
        Official, on_delete=models.SET_NULL, related_name="calls", null=True
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=outcomes)
    note = models.CharField(_("what they said"), max_length=500, blank=True)
    language = models.CharField(max_length=12, blank=True)
    token = models.UUIDField(unique=True)
    """Of the page on which it was told, so that a second tap counts nothing."""

    objects: ClassVar[CallQuerySet] = CallQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.get_outcome_display()


class OutreachQuerySet(OrganizationRecordQuerySet["Outreach"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Who called is for owners and organizers; other roles see counts."""
        return self.filter(organization__in=Organization.objects.organized_by(viewer))

    def confirmed(self) -> Self:
        """Those whose caller proved by mail that it was them."""
        return self.filter(confirmed_at__isnull=False)


class Outreach(InCapacity, OrganizationRecord):
    """That a person called an official, as they said themselves: once for each official. OSDI's word for it.

    It counts no call: what it says belongs to ``call``, which was counted without a name.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset({"capacity", "capacity_of"})

    calls = models.ForeignKey(CallCampaign, on_delete=models.CASCADE, related_name="outreaches")
    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="outreach")
    official = models.ForeignKey(Official, on_delete=models.SET_NULL, related_name="+", null=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="outreaches")
    language = models.CharField(max_length=12, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    call_id: uuid.UUID
    person_id: uuid.UUID

    objects: ClassVar[OutreachQuerySet] = OutreachQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        verbose_name_plural = "outreaches"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "official", "calls"], name="outreach_once_per_official"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None
