"""Ways to find people again: tags, and questions worth keeping."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from concerted.organizations.models import Organization, OrganizationRecord
from concerted.people.models.gates import PeopleQuerySet
from concerted.people.models.persons import Person


class Tag(OrganizationRecord):
    """A word that an organization puts on people. Its name is the same in any case of letters."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="tags", db_index=False
    )
    name = models.CharField(_("tag"), max_length=60)

    objects: ClassVar[PeopleQuerySet[Tag]] = PeopleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("organization", Lower("name"), name="tag_once_per_name"),
            models.CheckConstraint(condition=~models.Q(name=""), name="tag_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Tagging(OrganizationRecord):
    """One tag on one person."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="taggings", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="taggings")

    objects: ClassVar[PeopleQuerySet[Tagging]] = PeopleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag", "person"], name="tagging_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.tag} on {self.person}"


class Segment(OrganizationRecord):
    """A question about people that is kept: who has which tags, lives where, did what, allowed what."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="segments", db_index=False
    )
    name = models.CharField(_("name"), max_length=100)
    query = models.JSONField(_("who is in it"), default=dict, blank=True)

    objects: ClassVar[PeopleQuerySet[Segment]] = PeopleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "name"], name="segment_once_per_name")
        ]

    def __str__(self) -> str:
        return self.name
