from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)

KEPT = timedelta(days=7)


class FormFileQuerySet(OrganizationRecordQuerySet["FormFile"]):
    def forgotten(self) -> FormFileQuerySet:
        """Files that nobody decided about in time."""
        return self.filter(created_at__lt=timezone.now() - KEPT)


class FormFile(OrganizationRecord):
    """A form (XLSForm) that was looked at and not brought in yet. It goes when it is, or is discarded."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("file"), max_length=200)
    content: models.BinaryField[Any, Any] = models.BinaryField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    by_id: uuid.UUID | None

    objects: ClassVar[FormFileQuerySet] = FormFileQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "digest"], name="survey_form_file_once_per_organization"
            )
        ]

    def __str__(self) -> str:
        return self.name
