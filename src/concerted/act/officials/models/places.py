from __future__ import annotations

import datetime
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.act.officials.models.directory import DirectoryQuerySet, DirectoryRecord, once
from concerted.base.records import Record


class Division(Record):
    """A piece of the map with an Open Civic Data id. ``key`` is the same for all spellings of it."""

    ocd_id = models.CharField(_("id"), max_length=200, unique=True)
    key = models.CharField(max_length=200, unique=True)
    name = models.CharField(_("name"), max_length=160, blank=True)
    kind = models.CharField(max_length=40)

    class Meta:
        ordering = ["ocd_id"]

    def __str__(self) -> str:
        return self.name or self.ocd_id


class ShapeQuerySet(models.QuerySet["Shape"]):
    def valid_on(self, day: datetime.date) -> Self:
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(begun & (Q(valid_until=None) | Q(valid_until__gt=day)))


class Shape(Record):
    """Where a division lies, from one day to another: maps are drawn anew, and old answers stay true.

    ``outline`` is well-known binary of degrees (longitude, latitude) in WGS 84.
    """

    division = models.ForeignKey(Division, on_delete=models.CASCADE, related_name="shapes")
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("no longer valid from"), null=True, blank=True)
    outline = models.BinaryField()
    source = models.CharField(_("source"), max_length=200, blank=True)

    division_id: uuid.UUID

    objects: ClassVar[ShapeQuerySet] = ShapeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "valid_from"], name="shape_once_per_division_and_day"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gt=models.F("valid_from")),
                name="shape_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division}, {self.valid_from or ''}"


class Level(models.TextChoices):
    LOCAL = "local", _("City, town or county")
    STATE = "state", _("State")
    NATIONAL = "national", _("Nation")
    INTERNATIONAL = "international", _("Between nations")


class BodyKind(models.TextChoices):
    GOVERNMENT = "government", _("Government")
    LEGISLATURE = "legislature", _("Legislature")
    COUNCIL = "council", _("Council")
    SCHOOL_BOARD = "school board", _("School board")
    HEALTH_AUTHORITY = "health authority", _("Health authority")
    HOSPITAL_BOARD = "hospital board", _("Hospital board")
    LANDLORD = "landlord", _("Landlord or housing company")
    LICENSING_BOARD = "licensing board", _("Licensing board")
    MINISTRY = "ministry", _("Ministry or agency")
    COURT = "court", _("Court")
    TREATY_BODY = "treaty body", _("Treaty body")
    COMPANY = "company", _("Company")
    OTHER = "other", pgettext_lazy("kind of body", "Something else")


class JurisdictionQuerySet(DirectoryQuerySet["Jurisdiction"]):
    def public(self) -> Self:
        """The installation's, and those in which an organization shows somebody on its pages."""
        shown = Jurisdiction.objects.filter(posts__tenures__official__is_public=True).values("pk")
        return self.filter(Q(organization=None) | Q(pk__in=shown))


class Jurisdiction(DirectoryRecord):
    """Who is in charge of something: a city, a legislature, and just as well a school board or a landlord."""

    key = models.CharField(max_length=240)
    ocd_id = models.CharField(_("id"), max_length=200, blank=True)
    name = models.CharField(_("name"), max_length=160)
    level = models.CharField(_("level"), max_length=20, choices=Level.choices, default=Level.LOCAL)
    kind = models.CharField(
        _("kind"), max_length=40, choices=BodyKind.choices, default=BodyKind.GOVERNMENT
    )
    url = models.URLField(_("website"), max_length=500, blank=True)

    objects: ClassVar[JurisdictionQuerySet] = JurisdictionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name"]
        constraints = once("jurisdiction", "key")

    def __str__(self) -> str:
        return self.name
