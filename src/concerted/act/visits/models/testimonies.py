from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.act.campaigns.capacity import InCapacity
from concerted.act.policies.models import Hearing
from concerted.act.visits.models.hearings import NamedQuerySet
from concerted.organizations.translations import TranslatableRecord
from concerted.people.models import Person


class Shown(models.TextChoices):
    """Under which name a testimony stands; a sealed one is for those who decide alone."""

    SEALED = "sealed", _("Only those who decide read it, with my name")
    UNNAMED = "unnamed", _("Everybody may read it, without my name")
    FIRST = "first", _("Everybody may read it, with my first name")
    NAME = "name", _("Everybody may read it, with my whole name")


class TestimonyQuerySet(NamedQuerySet["Testimony"]):
    def counted(self) -> Self:
        """Confirmed by its author, not taken back, and not taken out by the office."""
        return self.standing().filter(removed_at__isnull=True)

    def public(self) -> Self:
        """Those that their authors let everybody read, on published policies."""
        return (
            self.counted()
            .exclude(shown=Shown.SEALED)
            .exclude(saw="")
            .filter(hearing__policy__published_at__lte=timezone.now())
        )


class Testimony(InCapacity, TranslatableRecord):
    """What somebody tells a hearing in writing, in their own words and language.

    An organizer may give it in the language of those who decide; the author's words always stand first.
    """

    __test__ = False  # Its name is no test's.
    translatable_fields: ClassVar[tuple[str, ...]] = ("who", "saw", "ask")
    private_fields: ClassVar[frozenset[str]] = frozenset(
        {"name", "who", "saw", "ask", "capacity", "capacity_of"}
    )

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="testimonies")
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="testimonies"
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    shown = models.CharField(max_length=8, choices=Shown.choices, default=Shown.SEALED)
    language = models.CharField(_("language"), max_length=12)
    who = models.TextField(_("who I am"), max_length=3000, blank=True)
    saw = models.TextField(_("what I saw"), max_length=12000, blank=True)
    ask = models.TextField(_("what I ask for"), max_length=3000, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removal_reason = models.CharField(_("reason"), max_length=200, blank=True)

    hearing_id: uuid.UUID
    person_id: uuid.UUID | None

    objects: ClassVar[TestimonyQuerySet] = TestimonyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        verbose_name_plural = "testimonies"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "hearing"], name="testimony_once_per_person_and_hearing"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_sealed(self) -> bool:
        return self.shown == Shown.SEALED

    @property
    def is_standing(self) -> bool:
        return self.confirmed_at is not None and self.withdrawn_at is None

    @property
    def name_for_everybody(self) -> str:
        """The name its author chose for the page; empty where they chose none."""
        if self.shown == Shown.NAME:
            return self.name
        return self.name.split(" ")[0] if self.shown == Shown.FIRST else ""

    @property
    def name_for_the_body(self) -> str:
        """The name that those who decide read: sealed words bear the whole one, for them alone."""
        return self.name if self.is_sealed else self.name_for_everybody
