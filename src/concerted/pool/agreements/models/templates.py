from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from concerted.accounts.models import User
from concerted.base.gates import Viewer
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)
from concerted.pool.agreements.models.kinds import Kind


class TemplateQuerySet(OrganizationRecordQuerySet["Template"]):
    def editable_by(self, viewer: Viewer) -> TemplateQuerySet:
        """What an organization binds itself with is for its owners."""
        return self.filter(organization__in=Organization.objects.editable_by(viewer))


class Template(OrganizationRecord):
    """One version of the text that an organization makes agreements of a kind from.

    ``texts`` holds by language the text with its fill-in fields, as in ``{purpose}``. Once an agreement was made from
    it, a version stays as it is, and a change makes the next one.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    number = models.PositiveSmallIntegerField()
    texts = models.JSONField(default=dict)
    standard = models.PositiveSmallIntegerField(
        null=True, help_text="The release of our own text, where this is one, unchanged"
    )
    change_note = models.CharField(_("what changed, and why"), max_length=300, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[TemplateQuerySet] = TemplateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind", "number"], name="template_number_once_per_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
