from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.act.campaigns.capacity import InCapacity
from concerted.act.letters.models.campaigns import LetterCampaign
from concerted.base.gates import Viewer
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)
from concerted.people.models import Person

SOURCE = "letter"
"""Under which answers about news are kept."""
LINK = "letter"
"""What the link in the mail to the writer is signed for."""


class LetterQuerySet(OrganizationRecordQuerySet["Letter"]):
    def public(self) -> Self:
        """Those whose writer lets their first name and reason be shown."""
        return self.confirmed().filter(
            shows_words=True, campaign__published_at__lte=timezone.now()
        )

    def visible_to(self, viewer: Viewer) -> Self:
        """Names and words are for owners and organizers; other roles see counts."""
        return self.filter(organization__in=Organization.objects.organized_by(viewer))

    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False, withdrawn_at__isnull=True)


class Letter(InCapacity, OrganizationRecord):
    """What one person writes in a campaign, once for all who get it. In OSDI: an outreach.

    ``who``, ``why`` and ``ask`` are the answers to three questions, in the language they were written in.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset(
        {"name", "email", "address", "who", "why", "ask", "capacity", "capacity_of"}
    )

    campaign = models.ForeignKey(LetterCampaign, on_delete=models.CASCADE, related_name="letters")
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="letters"
    )
    name = models.CharField(_("name"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    who = models.TextField(_("who I am"), max_length=800, blank=True)
    why = models.TextField(_("why it matters to me"), max_length=3000, blank=True)
    ask = models.TextField(_("what I ask"), max_length=1200, blank=True)
    language = models.CharField(max_length=12)
    wordings = models.JSONField(default=list)
    """The organizers' words around it, as they were when it was written: what somebody signed, nobody changes later."""
    shows_words = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    campaign_id: uuid.UUID
    person_id: uuid.UUID | None

    objects: ClassVar[LetterQuerySet] = LetterQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["person", "campaign"], name="letter_once_per_person")
        ]
        indexes = [models.Index(fields=["campaign", "-created_at"], name="letter_newest_first")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]
