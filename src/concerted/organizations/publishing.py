"""Records that are drafted in the workspace, published to everybody, and closed one day."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from concerted.base.gates import Row
from concerted.organizations.models import OrganizationRecordQuerySet
from concerted.organizations.translations import TranslatableRecord

SLUG_LENGTH = 80
RESERVED_SLUGS = frozenset({"new"})
"""Addresses that pages of the workspace have already."""


class PublishedRecordQuerySet(OrganizationRecordQuerySet[Row]):
    def public(self) -> Self:
        """What has been published, closed or not; drafts stay in the workspace."""
        return self.filter(published_at__lte=timezone.now())


class PublishedRecord(TranslatableRecord):
    """A titled text with an address of its own: a goal, a campaign. Draft, then public, then closed."""

    translatable_fields: ClassVar[tuple[str, ...]] = ("title", "summary")

    title = models.CharField(_("title"), max_length=160)
    summary = models.TextField(_("summary"), max_length=2000, blank=True)
    slug = models.SlugField(_("address"), max_length=SLUG_LENGTH)
    language = models.CharField(_("language"), max_length=12, default="en")
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.published_at is None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_open(self) -> bool:
        return not self.is_draft and not self.is_closed


def free_slug(rows: models.QuerySet[Any], title: str, *, otherwise: str) -> str:
    """An address made from ``title`` that none of ``rows`` has; ``otherwise`` where no letter of it is Latin."""
    stem = slugify(title)[: SLUG_LENGTH - 8].strip("-") or otherwise
    taken = set(rows.filter(slug__startswith=stem).values_list("slug", flat=True))
    if stem not in taken | RESERVED_SLUGS:
        return stem
    number = 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"
