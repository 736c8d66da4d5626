from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)


class OfficialQuerySet(OrganizationRecordQuerySet["Official"]):
    def current(self) -> Self:
        """Those who hold their post today."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=timezone.localdate()))

    def matching(self, words: str) -> Self:
        """Those of whom every one of ``words`` is in the name, post, place or district."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(name__icontains=word)
                | Q(title__icontains=word)
                | Q(body__icontains=word)
                | Q(jurisdiction__icontains=word)
                | Q(district__icontains=word)
            )
        return found


class Official(OrganizationRecord):
    """Who decides: a legislator, a mayor, and just as well a school board, a health authority, a landlord.

    The nouns are those of Popolo and Open Civic Data: somebody (``name``) holds a post (``title``) in a
    ``body`` of a ``jurisdiction``, for a ``district`` (``division_id``).
    """

    private_fields = frozenset({"name", "given_name", "family_name", "email", "phone", "offices"})

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="officials"
    )
    name = models.CharField(
        _("name"), max_length=160, help_text=_("A person, or a body such as a board of health.")
    )
    given_name = models.CharField(_("given name"), max_length=80, blank=True)
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    title = models.CharField(_("post"), max_length=160, blank=True, help_text=_("As in “Mayor”."))
    body = models.CharField(
        _("body"), max_length=160, blank=True, help_text=_("As in “City Council” or “House”.")
    )
    jurisdiction = models.CharField(
        _("place"), max_length=160, blank=True, help_text=_("As in “Massachusetts” or “Lynn”.")
    )
    division_id = models.CharField(
        _("division"),
        max_length=200,
        blank=True,
        help_text=_("The Open Civic Data id of the place, if you know it."),
    )
    district = models.CharField(_("district"), max_length=120, blank=True)
    party = models.CharField(_("party"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    offices = models.JSONField(_("offices"), default=list, blank=True)
    links = models.JSONField(_("links"), default=list, blank=True)
    starts_on = models.DateField(_("in office since"), null=True, blank=True)
    ends_on = models.DateField(_("in office until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=60, blank=True)
    source_id = models.CharField(_("id in the source"), max_length=200, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    checked_on = models.DateField(_("last checked"), null=True, blank=True)

    objects: ClassVar[OfficialQuerySet] = OfficialQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["family_name", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "source", "source_id"],
                condition=~Q(source_id=""),
                name="official_once_per_source_id",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("officials:page", args=[self.organization.slug, self.pk])

    @property
    def is_current(self) -> bool:
        return self.ends_on is None or self.ends_on >= timezone.localdate()

    @property
    def post(self) -> str:
        """The post in a line, as in "State Senator, Third Essex"."""
        return ", ".join(one for one in (self.title, self.body, self.district) if one)
