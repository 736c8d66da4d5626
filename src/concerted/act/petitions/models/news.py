"""News of a petition, for its page and for signers who wanted them."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from concerted.accounts.models import User
from concerted.act.petitions.models.petitions import PUBLISHED, Petition
from concerted.organizations.models import OrganizationRecordQuerySet
from concerted.organizations.translations import TranslatableRecord


class NewsQuerySet(OrganizationRecordQuerySet["NewsItem"]):
    def public(self) -> Self:
        """What was published, of published petitions."""
        return self.filter(published_at__isnull=False, petition__state__in=PUBLISHED)


class NewsItem(TranslatableRecord):
    """Something an organizer tells those who signed."""

    translatable_fields: ClassVar[tuple[str, ...]] = ("title", "text")

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="news")
    title = models.CharField(_("headline"), max_length=140)
    text = models.TextField(_("what happened"), max_length=5000)
    language = models.CharField(_("language"), max_length=12, default="en")
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    is_mailed = models.BooleanField(
        _("also send it by e-mail to those who want news of this petition"), default=True
    )
    mailed_at = models.DateTimeField(null=True)
    mailed_count = models.PositiveIntegerField(default=0)

    petition_id: uuid.UUID

    objects: ClassVar[NewsQuerySet] = NewsQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-published_at", "-created_at"]

    def __str__(self) -> str:
        return self.title
