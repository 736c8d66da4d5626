from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from concerted.base.gates import Viewer
from concerted.measure.indicators.models.indicators import Indicator
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)


class UploadQuerySet(OrganizationRecordQuerySet["Upload"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """One's own, as long as one may hand in figures: nobody else looks into a file that was not handed in."""
        return self.filter(by=viewer.pk, indicator__in=Indicator.objects.enterable_by(viewer))

    def editable_by(self, viewer: Viewer) -> Self:
        return self.visible_to(viewer)


class Upload(OrganizationRecord):
    """A file of figures that somebody looks at before handing it in; it is kept until then, for some days at most.

    ``reading`` says how it is read: what its columns hold, which of its rows count, which words mean what.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(_("file"), max_length=200)
    file = models.FileField(upload_to="figures/")
    reading: models.JSONField[Any, dict[str, Any]] = models.JSONField(default=dict)

    indicator_id: uuid.UUID

    objects: ClassVar[UploadQuerySet] = UploadQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name
