"""What was sent for signing, frozen, and who has signed it."""

from __future__ import annotations

import datetime
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.accounts.models import User
from concerted.base.gates import Viewer
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)
from concerted.pool.agreements.models.agreements import Agreement, Party
from concerted.pool.agreements.models.templates import Template


class AgreementVersionQuerySet(OrganizationRecordQuerySet["AgreementVersion"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """A text is for its parties."""
        return self.filter(agreement__in=Agreement.objects.visible_to(viewer))

    def editable_by(self, viewer: Viewer) -> Self:  # noqa: ARG002 - a frozen text is changed by nobody
        return self.none()

    def waiting(self) -> Self:
        """Sent, and neither signed by all nor declined, withdrawn or replaced."""
        return self.filter(
            completed_at__isnull=True,
            declined_at__isnull=True,
            withdrawn_at__isnull=True,
            replaced_at__isnull=True,
        )

    def standing(self) -> Self:
        """Signed by all, and not replaced by a later version that was."""
        return self.filter(completed_at__isnull=False, replaced_at__isnull=True)

    def in_force(self, day: datetime.date) -> Self:
        """Standing, with ``day`` between its first and its last."""
        begun = self.standing().filter(starts_on__lte=day)
        return begun.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            Q(agreement__ended_on__isnull=True) | Q(agreement__ended_on__gt=day),
        )

    def with_party(self, partner: Organization, day: datetime.date) -> Self:
        """Of these, the ones that ``partner`` has signed and not left by ``day``."""
        staying = Party.objects.filter(partner=partner).filter(
            Q(left_on__isnull=True) | Q(left_on__gt=day)
        )
        return self.filter(signatures__party__in=staying)


class AgreementVersion(OrganizationRecord):
    """A text as it was sent. Its hash is taken over all that the parties agree on (``wording.canonical_text``).

    ``terms`` are the filled fields as data, ``parties`` who is asked to sign it. A change makes a new version, which
    needs every signature anew; until it has them, the one before stands.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    template = models.ForeignKey(Template, on_delete=models.RESTRICT, related_name="versions")
    title = models.CharField(max_length=160)
    languages = models.JSONField()
    texts = models.JSONField()
    terms = models.JSONField()
    parties = models.JSONField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    text_hash = models.CharField(max_length=64, db_index=True)
    sent_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    declined_by = models.ForeignKey(Party, on_delete=models.SET_NULL, null=True, related_name="+")
    decline_reason = models.CharField(_("reason"), max_length=600, blank=True)
    reminded_days = models.PositiveSmallIntegerField(
        null=True, help_text="The last reminder of its end went out so many days before"
    )

    agreement_id: uuid.UUID
    declined_by_id: uuid.UUID | None

    objects: ClassVar[AgreementVersionQuerySet] = AgreementVersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"], name="agreement_version_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def is_waiting(self) -> bool:
        ends = (self.completed_at, self.declined_at, self.withdrawn_at, self.replaced_at)
        return all(one is None for one in ends)

    @property
    def party_ids(self) -> frozenset[uuid.UUID]:
        return frozenset(uuid.UUID(one["id"]) for one in self.parties)


class SignerQuerySet(OrganizationRecordQuerySet["Signer"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Who is asked by mail holds names and addresses: for whoever asked, and for that party."""
        return self.editable_by(viewer)

    def editable_by(self, viewer: Viewer) -> Self:
        owned = Organization.objects.editable_by(viewer)
        return self.filter(Q(organization__in=owned) | Q(party__partner__in=owned))


class Signer(OrganizationRecord):
    """Somebody without an account who is asked by mail to sign for a party."""

    GOOD_FOR: ClassVar[datetime.timedelta] = datetime.timedelta(days=60)

    private_fields: ClassVar[frozenset[str]] = frozenset({"name", "email"})

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="signers")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language of the mail"), max_length=12)
    asked_by = models.ForeignKey(
        Organization,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="The organization that named them",
    )
    asked_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    party_id: uuid.UUID
    asked_by_id: uuid.UUID | None

    objects: ClassVar[SignerQuerySet] = SignerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "email"],
                condition=~Q(email=""),
                name="signer_once_per_party_and_address",
            )
        ]

    def __str__(self) -> str:
        return self.name or str(_("Somebody whose data was erased"))


class Via(models.TextChoices):
    ACCOUNT = "account", _("Signed in, with a role in the organization")
    LINK = "link", _("By a link that was mailed to them")


class PartySignatureQuerySet(OrganizationRecordQuerySet["Signature"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Who signed is for the parties."""
        return self.filter(version__in=AgreementVersion.objects.visible_to(viewer))

    def editable_by(self, viewer: Viewer) -> Self:  # noqa: ARG002 - nobody changes a signature
        return self.none()

    def in_order(self) -> Self:
        return self.order_by(F("signed_at"), "pk")


class Signature(OrganizationRecord):
    """That a person signed a version for a party, in what words, when, and how we know them.

    ``record_hash`` is taken over all of it and stands in the trail as well, which the database refuses to change: an
    altered or missing signature shows.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset({"name", "capacity", "statement"})

    version = models.ForeignKey(
        AgreementVersion, on_delete=models.RESTRICT, related_name="signatures"
    )
    party = models.ForeignKey(Party, on_delete=models.RESTRICT, related_name="signatures")
    name = models.CharField(_("name"), max_length=120)
    capacity = models.CharField(_("role in the organization"), max_length=120)
    statement = models.CharField(max_length=500)
    language = models.CharField(max_length=12)
    via = models.CharField(max_length=10, choices=Via.choices)
    named_by = models.CharField(max_length=120, blank=True)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    signer = models.ForeignKey(
        Signer, on_delete=models.SET_NULL, null=True, related_name="signatures"
    )
    signed_at = models.DateTimeField()
    text_hash = models.CharField(max_length=64)
    record_hash = models.CharField(max_length=64)

    version_id: uuid.UUID
    party_id: uuid.UUID

    objects: ClassVar[PartySignatureQuerySet] = PartySignatureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["signed_at"]
        constraints = [
            models.UniqueConstraint(fields=["version", "party"], name="signed_once_per_party")
        ]

    def __str__(self) -> str:
        return self.name
