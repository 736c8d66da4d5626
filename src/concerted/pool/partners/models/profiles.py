from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concerted.base.gates import Viewer
from concerted.organizations.models import (
    Membership,
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)


class Sector(models.TextChoices):
    RESIDENTS = "residents", _("Residents and neighbors")
    HEALTH = "health", _("Health care")
    MENTAL_HEALTH = "mental_health", _("Mental health")
    SOCIAL_WORK = "social_work", _("Social work and case work")
    HOUSING = "housing", _("Housing and tenants")
    SCHOOLS = "schools", _("Schools and youth")
    FAITH = "faith", _("Faith communities")
    LABOR = "labor", _("Labor and work")
    IMMIGRANTS = "immigrants", _("Immigrants and refugees")
    SAFETY = "safety", _("Help for survivors of violence")
    FOOD = "food", _("Food")
    LEGAL = "legal", _("Legal help")
    ARTS = "arts", _("Arts and media")
    GOVERNMENT = "government", _("Public agency")
    UNIVERSITY = "university", _("College or university")
    OTHER = "other", _("Something else")


def sectors() -> list[tuple[str, object]]:
    return list(Sector.choices)


class Size(models.TextChoices):
    VOLUNTEERS = "volunteers", _("Volunteers only")
    SMALL = "small", _("Up to 10 paid staff")
    MIDDLE = "middle", _("11 to 50 paid staff")
    LARGE = "large", _("More than 50 paid staff")


class ProfileQuerySet(OrganizationRecordQuerySet["Profile"]):
    def public(self) -> Self:
        """Of those who want to be found with it."""
        return self.filter(is_public=True)

    def visible_to(self, viewer: Viewer) -> Self:
        """The partner's own people, and those of the coalitions it belongs to."""
        joined = Organization.objects.joined_by(viewer)
        together = Membership.objects.filter(organization__in=joined)
        return self.filter(
            Q(organization__in=joined) | Q(organization__in=together.values("member"))
        )


class Profile(OrganizationRecord):
    """What an organization tells the coalitions it belongs to. Its name and story are those of the organization."""

    organization = models.OneToOneField(
        Organization, on_delete=models.CASCADE, related_name="partner_profile"
    )
    sector = models.CharField(_("sector"), max_length=20, choices=sectors, default=Sector.OTHER)
    size = models.CharField(_("size"), max_length=12, choices=Size.choices, blank=True)
    places = models.JSONField(_("places served"), default=list)
    languages = models.JSONField(_("languages served"), default=list)
    is_public = models.BooleanField(_("everybody may read it"), default=True)

    objects: ClassVar[ProfileQuerySet] = ProfileQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"{self.organization} ({self.get_sector_display()})"
