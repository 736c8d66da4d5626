from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from concerted.base.codes import new_code
from concerted.base.gates import Viewer
from concerted.goals.models import Goal
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)
from concerted.pool.agreements.models.kinds import Kind
from concerted.pool.agreements.models.templates import Template


def new_number() -> str:
    """As in ``K7QDM-2XFPH``: short enough to read out, too long to guess."""
    return new_code(5, 5)


class AgreementQuerySet(OrganizationRecordQuerySet["Agreement"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """For the people of whoever drafts it and, from its sending on, of each party."""
        joined = Organization.objects.joined_by(viewer)
        return self.filter(Q(organization__in=joined) | Q(pk__in=self._sent_to(joined)))

    def editable_by(self, viewer: Viewer) -> Self:
        """What binds an organization is for its owners."""
        return self.filter(organization__in=Organization.objects.editable_by(viewer))

    def of(self, organization: Organization) -> Self:
        """Those that ``organization`` drafted, or that were sent to it as a party."""
        only = Organization.objects.filter(pk=organization.pk)
        return self.filter(Q(organization=organization) | Q(pk__in=self._sent_to(only)))

    def sent(self) -> Self:
        """Those of which a version was sent."""
        return self.filter(versions__isnull=False).distinct()

    def concluded(self) -> Self:
        """Those that all parties have signed at some time."""
        return self.filter(versions__completed_at__isnull=False).distinct()

    def _sent_to(self, organizations: models.QuerySet[Organization]) -> models.QuerySet[Party]:
        sent = Party.objects.filter(partner__in=organizations, first_version__isnull=False)
        return sent.values("agreement_id")  # type: ignore[return-value]


class Agreement(OrganizationRecord):
    """What an organization agrees on with one or several partners.

    The row holds the draft of the words: what is sent for signing is frozen in an ``AgreementVersion``.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="agreements"
    )
    number = models.CharField(max_length=12, unique=True, default=new_number, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    template = models.ForeignKey(Template, on_delete=models.RESTRICT, related_name="agreements")
    title = models.CharField(_("title"), max_length=160)
    languages = models.JSONField(_("languages"), default=list)
    values = models.JSONField(default=dict)
    starts_on = models.DateField(_("holds from"))
    ends_on = models.DateField(_("holds until"), null=True, blank=True)
    goal = models.ForeignKey(
        Goal,
        on_delete=models.RESTRICT,
        related_name="agreements",
        null=True,
        blank=True,
        verbose_name=_("goal"),
    )
    renews = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="renewals"
    )
    is_changed = models.BooleanField(
        default=True, help_text="The draft differs from what was sent last, or nothing was sent"
    )
    ended_on = models.DateField(_("ended on"), null=True)
    end_reason = models.CharField(_("why it ended"), max_length=600, blank=True)

    goal_id: uuid.UUID | None

    objects: ClassVar[AgreementQuerySet] = AgreementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="agreement_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def language(self) -> str:
        """The first of its languages; its text counts where the texts differ."""
        return str(self.languages[0])


class PartyQuerySet(OrganizationRecordQuerySet["Party"]):
    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(agreement__in=Agreement.objects.visible_to(viewer))

    def editable_by(self, viewer: Viewer) -> Self:
        """A party is brought in by the owners of whoever drafts."""
        return self.filter(agreement__in=Agreement.objects.editable_by(viewer))

    def signable_by(self, viewer: Viewer) -> Self:
        """Parties for which ``viewer`` may sign or decline: owners and organizers of that organization."""
        organized = Organization.objects.organized_by(viewer)
        return self.filter(partner__in=organized, first_version__isnull=False)


class Settled(models.TextChoices):
    """What a party did with shared data once the agreement was over."""

    RETURNED = "returned", _("Given back")
    DESTROYED = "destroyed", _("Destroyed")
    BOTH = "both", _("Given back, and our copies destroyed")
    NONE = "none", _("We had none")


class Party(OrganizationRecord):
    """An organization that signs. ``organization`` is the one that drafts, which is a party itself.

    ``name`` stays when the organization leaves the installation.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    partner = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, related_name="agreement_parties"
    )
    name = models.CharField(max_length=120)
    first_version = models.PositiveSmallIntegerField(
        null=True, help_text="The first version that it was sent; empty until then"
    )
    left_on = models.DateField(null=True)
    leave_reason = models.CharField(max_length=600, blank=True)
    settled_on = models.DateField(_("on which day"), null=True)
    settled_as = models.CharField(
        _("what became of the data"), max_length=12, choices=Settled.choices, blank=True
    )
    settled_words = models.CharField(_("how"), max_length=300, blank=True)

    agreement_id: uuid.UUID
    partner_id: uuid.UUID | None

    objects: ClassVar[PartyQuerySet] = PartyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "partner"], name="party_once_per_agreement"
            ),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True) | ~Q(settled_as=""),
                name="party_settled_says_how",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_drafter(self) -> bool:
        return self.partner_id == self.organization_id
