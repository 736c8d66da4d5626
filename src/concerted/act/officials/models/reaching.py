from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from concerted.act.officials.models.officials import Official
from concerted.base.gates import Viewer
from concerted.base.records import Record
from concerted.organizations.models import OrganizationRecord, OrganizationRecordQuerySet


class OfficeQuerySet(models.QuerySet["Office"]):
    def editable_by(self, viewer: Viewer) -> Self:
        return self.filter(official__in=Official.objects.editable_by(viewer))


class Office(Record):
    """Where an official can be met, called or written to, and when we last knew it to be true."""

    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="offices")
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=500, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    fax = models.CharField(_("fax"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    hours = models.CharField(_("hours"), max_length=200, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    opens_at = models.TimeField(_("opens at"), null=True, blank=True)
    closes_at = models.TimeField(_("closes at"), null=True, blank=True)
    weekdays = models.CharField(_("on these days"), max_length=7, default="12345")
    """As ISO numbers them: 1 is Monday."""
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    source = models.CharField(_("source"), max_length=60, blank=True)
    checked_on = models.DateField(_("last checked"), null=True, blank=True)

    objects: ClassVar[OfficeQuerySet] = OfficeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.address or self.phone


class Contact(Record):
    """Another way to reach an official: a website, a form, an account."""

    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(_("kind"), max_length=40)
    value = models.CharField(_("address"), max_length=500)
    label = models.CharField(_("name"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=60, blank=True)
    checked_on = models.DateField(_("last checked"), null=True, blank=True)

    class Meta:
        ordering = ["kind", "value"]

    def __str__(self) -> str:
        return self.label or self.value

    @property
    def url(self) -> str:
        return self.value if self.value.startswith(("https://", "http://")) else ""


class CorrectionQuerySet(OrganizationRecordQuerySet["Correction"]):
    pass


class Correction(OrganizationRecord):
    """Somebody's word that something on an official's page is wrong. It stands open until somebody has looked."""

    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="corrections")
    text = models.TextField(_("what is wrong"), max_length=1000)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[CorrectionQuerySet] = CorrectionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.text[:60]
