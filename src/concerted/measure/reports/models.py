from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from concerted.goals.models import Goal
from concerted.measure.indicators.models import Dimension, Indicator, Veto
from concerted.measure.indicators.models.cells import or_nobody
from concerted.measure.reports.documents import Document, document_of
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)
from concerted.organizations.publishing import PublishedRecord, PublishedRecordQuerySet
from concerted.pool.offers.models import FundingSource


class ReportQuerySet(PublishedRecordQuerySet["Report"]):
    def standing(self) -> Self:
        """Not taken back, and telling of no cut that a community has withdrawn."""
        withdrawn = ToldCut.objects.filter(Exists(Veto.objects.over()), report=OuterRef("pk"))
        return self.filter(~Exists(withdrawn), closed_at__isnull=True)

    def with_everything(self) -> Self:
        """With what every page of a report names; what it says is read where it is shown."""
        return self.select_related("organization", "goal", "previous__organization").defer(
            "record", "previous__record"
        )


class Report(PublishedRecord):
    """What was done and what changed, for a goal or for all of a coalition, between two days.

    ``sections`` are the names of those that were picked, in order; ``languages`` those it is told in. Published, it is
    frozen: ``record`` holds what it says in each language, ``digest`` the hash of that, and nothing changes after. It
    can be taken back (``closed_at``, with ``reason``), and a newer edition names it as its ``previous``.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="reports"
    )
    goal = models.ForeignKey(
        Goal,
        on_delete=models.RESTRICT,
        related_name="reports",
        null=True,
        blank=True,
        verbose_name=_("goal"),
    )
    source = models.ForeignKey(
        FundingSource,
        on_delete=models.RESTRICT,
        related_name="reports",
        null=True,
        blank=True,
        verbose_name=_("whose money it tells of"),
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    languages = models.JSONField(_("languages"), default=list)
    sections = models.JSONField(default=list)
    previous = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="editions", null=True, editable=False
    )
    record = models.JSONField(null=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    reason = models.CharField(_("why it was taken back"), max_length=300, blank=True)

    goal_id: uuid.UUID | None
    source_id: uuid.UUID | None
    previous_id: uuid.UUID | None

    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "slug"], name="report_slug_once_per_organization"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="report_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, record__isnull=True, digest="")
                | (Q(published_at__isnull=False, record__isnull=False) & ~Q(digest="")),
                name="report_published_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(reason=""),
                name="report_taken_back_says_why",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("reports:page", args=[self.organization.slug, self.slug])

    def told_in(self, language: str) -> Document:
        """What was published, in ``language`` or, where it is not told in it, in its first."""
        kept: dict[str, Any] = self.record or {}
        return document_of(kept.get(language) or kept[self.languages[0]])


class OwnWords(OrganizationRecord):
    """What the office says in a section, beside what is counted, in one language."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="own_words")
    section = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    text = models.TextField(max_length=4000)

    report_id: uuid.UUID

    objects: ClassVar[OrganizationRecordQuerySet[OwnWords]] = (
        OrganizationRecordQuerySet.as_manager()  # type: ignore[assignment]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "section", "language"], name="own_words_once_per_language"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="own_words_say_something"),
        ]

    def __str__(self) -> str:
        return f"{self.section} ({self.language})"


class ToldCut(OrganizationRecord):
    """Figures that a published report tells: of an indicator, by ``dimension`` or of everybody. Kept, as the report is."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="cuts")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")
    dimension = models.ForeignKey(Dimension, on_delete=models.CASCADE, related_name="+", null=True)

    report_id: uuid.UUID
    indicator_id: uuid.UUID
    dimension_id: uuid.UUID | None

    objects: ClassVar[OrganizationRecordQuerySet[ToldCut]] = (
        OrganizationRecordQuerySet.as_manager()  # type: ignore[assignment]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                F("report"),
                F("indicator"),
                or_nobody("dimension"),
                name="told_cut_once_per_report",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class FunderLinkQuerySet(OrganizationRecordQuerySet["FunderLink"]):
    def visible_to(self, viewer: Any) -> Self:
        """Addresses of people: for owners and organizers."""
        return self.editable_by(viewer)


class FunderLink(OrganizationRecord):
    """Somebody who gave money can read, by a mailed link, what came of it, until the link is ended."""

    private_fields: ClassVar[frozenset[str]] = frozenset({"email"})

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey(
        FundingSource,
        on_delete=models.CASCADE,
        related_name="funder_links",
        verbose_name=_("whose money"),
    )
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language of the mail"), max_length=12, default="en")
    ended_at = models.DateTimeField(null=True, editable=False)

    source_id: uuid.UUID

    objects: ClassVar[FunderLinkQuerySet] = FunderLinkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "email"],
                condition=Q(ended_at__isnull=True),
                name="funder_link_once_per_email",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}"


class FunderViewQuerySet(OrganizationRecordQuerySet["FunderView"]):
    def visible_to(self, viewer: Any) -> Self:
        return self.editable_by(viewer) | self.given_to(viewer)

    def given_to(self, viewer: Any) -> Self:
        """Those of the organizations where ``viewer`` has a role, while these are partners."""
        mine = Organization.objects.joined_by(viewer)
        return self.filter(partner__in=mine, partner__coalitions__organization=F("organization"))


class FunderView(OrganizationRecord):
    """A partner who gave money finds in its own workspace what came of it, until that is ended."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey(
        FundingSource,
        on_delete=models.CASCADE,
        related_name="funder_views",
        verbose_name=_("whose money"),
    )
    partner = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="+", verbose_name=_("which partner")
    )

    source_id: uuid.UUID
    partner_id: uuid.UUID

    objects: ClassVar[FunderViewQuerySet] = FunderViewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "partner"], name="funder_view_once_per_partner"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}"
