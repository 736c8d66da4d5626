"""Paper: printed sheets with a number each, and what was typed from each of their rows."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.accounts.models import User
from concerted.act.petitions.models.petitions import Petition
from concerted.act.petitions.models.signatures import Signature
from concerted.base.gates import Viewer
from concerted.base.papers import PaperSize
from concerted.organizations.models import (
    ENTERERS,
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)

MOST_ROWS = 20


class PaperSheetQuerySet(OrganizationRecordQuerySet["PaperSheet"]):
    """Sheets name their collector and lead to names: they are for those who print, type and check."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(organization__in=Organization.objects.joined_by(viewer, *ENTERERS))

    def editable_by(self, viewer: Viewer) -> Self:
        """Contributors enter what others collected."""
        return self.visible_to(viewer)

    def waiting(self) -> Self:
        """Typed in, and not yet checked by a second person."""
        return self.filter(typed_at__isnull=False, checked_at__isnull=True)


class PaperSheet(OrganizationRecord):
    """One printed page. Its number is its own within the organization, so sheet and row name a signature.

    ``consents`` keeps the words of each box as printed: they are the proof of what a tick meant.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset({"collector"})

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="paper_sheets")
    number = models.PositiveIntegerField(_("sheet number"))
    batch = models.UUIDField(editable=False)
    language = models.CharField(_("language"), max_length=12)
    size = models.CharField(
        _("paper"), max_length=10, choices=PaperSize.choices, default=PaperSize.LETTER
    )
    row_count = models.PositiveSmallIntegerField(
        _("rows"), default=10, validators=[MinValueValidator(1), MaxValueValidator(MOST_ROWS)]
    )
    collector = models.CharField(_("collected by"), max_length=120, blank=True)
    consents = models.JSONField(default=list)
    printed_at = models.DateTimeField(default=timezone.now)
    printed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    typed_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    is_self_checked = models.BooleanField(default=False)

    petition_id: uuid.UUID
    checked_by_id: uuid.UUID | None

    objects: ClassVar[PaperSheetQuerySet] = PaperSheetQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "number"], name="paper_sheet_number_once_per_organization"
            ),
            models.CheckConstraint(
                condition=Q(row_count__gte=1, row_count__lte=MOST_ROWS),
                name="paper_sheet_has_rows",
            ),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True) | Q(typed_at__isnull=False),
                name="paper_sheet_checked_was_typed",
            ),
        ]
        indexes = [models.Index(fields=["batch"], name="paper_sheet_by_batch")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The number as printed."""
        return f"{self.number:04d}"


class RowState(models.TextChoices):
    TYPED = "typed", _("Typed")
    EMPTY = "empty", _("Empty")
    ILLEGIBLE = "illegible", _("Cannot be read")
    STRUCK = "struck", _("Struck out")


class PaperRowQuerySet(OrganizationRecordQuerySet["PaperRow"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Rows lead to names: they are for those who type and check."""
        return self.filter(organization__in=Organization.objects.joined_by(viewer, *ENTERERS))

    def editable_by(self, viewer: Viewer) -> Self:
        return self.visible_to(viewer)

    def counted_once(self) -> Self:
        """Rows that brought a signature nobody had given before."""
        return self.filter(state=RowState.TYPED, is_duplicate=False)


class PaperRow(OrganizationRecord):
    """What one numbered row of a sheet turned out to be, and who typed it."""

    sheet = models.ForeignKey(PaperSheet, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveSmallIntegerField(_("row"))
    state = models.CharField(max_length=10, choices=RowState.choices)
    signature = models.ForeignKey(
        Signature, on_delete=models.SET_NULL, null=True, related_name="paper_rows"
    )
    is_duplicate = models.BooleanField(default=False)
    typed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    typed_at = models.DateTimeField(default=timezone.now)
    corrected_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    corrected_at = models.DateTimeField(null=True)

    sheet_id: uuid.UUID
    signature_id: uuid.UUID | None
    typed_by_id: uuid.UUID | None
    corrected_by_id: uuid.UUID | None

    objects: ClassVar[PaperRowQuerySet] = PaperRowQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="paper_row_once_per_sheet"),
            models.CheckConstraint(
                condition=Q(state=RowState.TYPED) | Q(signature__isnull=True, is_duplicate=False),
                name="paper_row_unread_has_no_signature",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}-{self.number}"
