from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concerted.act.campaigns.capacity import InCapacity
from concerted.act.petitions.models.petitions import PUBLISHED, NamesMode, Petition
from concerted.base.gates import GatedQuerySet, Viewer
from concerted.base.records import Record
from concerted.organizations.models import Organization
from concerted.people.models import Person

LINK = "signature"
"""What the links in the thank-you mail are signed for."""


class Display(models.TextChoices):
    HIDDEN = "hidden", _("Keep my name off the page")
    SHOWN = "shown", _("Show my first name and ZIP code")


class Via(models.TextChoices):
    PAGE = "page", _("The page")
    EMBED = "embed", _("A page that embeds it")
    PAPER = "paper", _("Paper")


class SignatureQuerySet(GatedQuerySet["Signature"]):
    def public(self) -> Self:
        """Those whose author chose to show them, where the petition shows names."""
        return self.counted().filter(
            display=Display.SHOWN,
            petition__state__in=PUBLISHED,
            petition__names_mode__in=[NamesMode.CHOSEN, NamesMode.DELAYED],
        )

    def visible_to(self, viewer: Viewer) -> Self:
        """Names are for owners and organizers; other roles see counts."""
        return self.filter(petition__organization__in=Organization.objects.organized_by(viewer))

    def editable_by(self, viewer: Viewer) -> Self:
        return self.visible_to(viewer)

    def standing(self) -> Self:
        """Neither disowned nor removed."""
        return self.filter(disowned_at__isnull=True, removed_at__isnull=True)

    def counted(self) -> Self:
        """Standing, and confirmed where the petition asks for it: what ``signature_count`` counts."""
        return self.standing().filter(
            Q(confirmed_at__isnull=False)
            | Q(petition__needs_confirmation=False)
            | Q(via=Via.PAPER)
        )


class Signature(InCapacity, Record):
    """One person's name under one petition. The person is in the list of the sponsor of record.

    The name is the one given when signing: it stays as signed when the person's record changes.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset(
        {"name", "postal_code", "comment", "capacity", "capacity_of"}
    )

    petition = models.ForeignKey(
        Petition, on_delete=models.CASCADE, related_name="signatures", db_index=False
    )
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="signatures", db_index=False
    )
    name = models.CharField(_("name"), max_length=160, blank=True)
    postal_code = models.CharField(_("ZIP code"), max_length=16, blank=True)
    comment = models.TextField(_("comment"), max_length=1000, blank=True)
    display = models.CharField(max_length=10, choices=Display.choices, default=Display.HIDDEN)
    language = models.CharField(max_length=12)
    via = models.CharField(max_length=10, choices=Via.choices, default=Via.PAGE)
    brought_by = models.ForeignKey(
        Organization,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_index=False,
        help_text="The partner by whose link they came",
    )
    confirmed_at = models.DateTimeField(null=True)
    disowned_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removal_reason = models.CharField(_("reason"), max_length=200, blank=True)
    comment_hidden_at = models.DateTimeField(null=True)

    petition_id: uuid.UUID
    person_id: uuid.UUID | None
    brought_by_id: uuid.UUID | None

    objects: ClassVar[SignatureQuerySet] = SignatureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "petition"], name="signature_once_per_person"
            )
        ]
        indexes = [
            models.Index(fields=["petition", "-created_at"], name="signature_newest_first"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_counted(self) -> bool:
        """Standing, and confirmed where the petition asks for it. Needs its petition loaded."""
        if self.disowned_at or self.removed_at:
            return False
        is_confirmed = self.confirmed_at is not None or self.via == Via.PAPER
        return is_confirmed or not self.petition.needs_confirmation

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]
