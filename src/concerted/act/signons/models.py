from __future__ import annotations

import datetime
import hashlib
import uuid
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.accounts.models import User
from concerted.act.campaigns.models import Campaign
from concerted.act.officials.models import Official
from concerted.act.policies.models import PolicyItem
from concerted.base.gates import Viewer
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)
from concerted.organizations.translations import TranslatableRecord
from concerted.organizations.zones import today_in


class SignOnLetterQuerySet(OrganizationRecordQuerySet["SignOnLetter"]):
    def public(self) -> Self:
        """Letters that were opened; a closed one stays readable."""
        return self.filter(opened_at__isnull=False)

    def with_everything(self) -> Self:
        return self.select_related("organization", "campaign", "official", "policy")


class SignOnLetter(TranslatableRecord):
    """A letter that organizations sign together. Its text is frozen when it opens: the database refuses another.

    ``text_hash`` proves it to others. A translation is for reading: what is signed is the text in ``language``.
    """

    translatable_fields: ClassVar[tuple[str, ...]] = (
        *("title", "addressed_to", "body", "delivery_words"),
    )

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="signon_letters"
    )
    campaign = models.ForeignKey(
        Campaign, on_delete=models.RESTRICT, related_name="+", verbose_name=_("campaign")
    )
    policy = models.ForeignKey(
        PolicyItem,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("policy"),
    )
    official = models.ForeignKey(
        Official,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("official"),
    )
    title = models.CharField(_("title"), max_length=140)
    slug = models.SlugField(_("address"), max_length=80)
    language = models.CharField(_("language"), max_length=12, default="en")
    addressed_to = models.CharField(_("to whom"), max_length=200)
    body = models.TextField(_("the letter"), max_length=20_000)
    due_on = models.DateField(_("last day to sign"))
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    delivery_words = models.CharField(_("how it was delivered"), max_length=300, blank=True)
    text_hash = models.CharField(max_length=64, blank=True, editable=False)

    campaign_id: uuid.UUID
    official_id: uuid.UUID | None
    policy_id: uuid.UUID | None

    objects: ClassVar[SignOnLetterQuerySet] = SignOnLetterQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "slug"], name="signon_letter_slug_once_per_organization"
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None) | ~Q(text_hash=""), name="signon_letter_open_is_frozen"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("signons:page", args=[self.organization.slug, self.slug])

    @property
    def is_draft(self) -> bool:
        return self.opened_at is None

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed where its organization is at home."""
        return self.due_on < today_in(self.organization)

    @property
    def takes_signatures(self) -> bool:
        return not self.is_draft and self.closed_at is None and not self.is_over

    def computed_hash(self) -> str:
        """SHA-256 over all that is signed: title, addressee and text."""
        told = "\n\n".join((self.title, self.addressed_to, self.body))
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def is_unchanged(self) -> bool:
        return self.text_hash == self.computed_hash()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.organization.time_zone)


class SignOnQuerySet(OrganizationRecordQuerySet["SignOn"]):
    def public(self) -> Self:
        """Who signed an open letter is no secret."""
        return self.signed().filter(letter__opened_at__isnull=False)

    def visible_to(self, viewer: Viewer) -> Self:
        """Of one's own letters, and what one's organization is asked to sign."""
        joined = Organization.objects.joined_by(viewer)
        return self.filter(Q(organization__in=joined) | Q(partner__in=joined))

    def answerable_by(self, viewer: Viewer) -> Self:
        """What ``viewer`` may sign: what binds an organization is for its owners."""
        return self.filter(partner__in=Organization.objects.editable_by(viewer))

    def signed(self) -> Self:
        return self.filter(signed_at__isnull=False, taken_back_at=None)

    def silent(self) -> Self:
        """Those that were asked and have said nothing."""
        return self.filter(signed_at=None, declined_at=None)

    def in_order(self) -> Self:
        return self.order_by("name", "pk")


class SignOn(OrganizationRecord):
    """That an organization is asked to sign a letter, and what it said: a partner here, or another by a mailed link."""

    LOGO_BYTES: ClassVar[int] = 200_000

    private_fields: ClassVar[frozenset[str]] = frozenset({"email", "signer", "post", "reason"})

    letter = models.ForeignKey(SignOnLetter, on_delete=models.CASCADE, related_name="signons")
    partner = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="signons", null=True, blank=True
    )
    name = models.CharField(_("organization"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language of the mail"), max_length=12, default="en")
    signer = models.CharField(_("name"), max_length=120, blank=True)
    post = models.CharField(_("post"), max_length=120, blank=True)
    statement = models.CharField(max_length=400, blank=True)
    logo = models.BinaryField(null=True, editable=False)
    shows_logo = models.BooleanField(_("our logo may stand on the letter"), default=False)
    signed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    signed_hash = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    signed_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    reason = models.CharField(_("why not"), max_length=300, blank=True)
    """Why it does not sign, for those who asked alone."""
    reminded_steps = models.JSONField(default=list)

    letter_id: uuid.UUID
    partner_id: uuid.UUID | None

    objects: ClassVar[SignOnQuerySet] = SignOnQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = [F("signed_at").asc(nulls_last=True), "name"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "partner"], name="signon_once_per_partner"),
            models.UniqueConstraint(
                fields=["letter", "email"],
                condition=~Q(email=""),
                name="signon_once_per_address",
            ),
            models.CheckConstraint(
                condition=Q(partner__isnull=False) | ~Q(email=""),
                name="signon_is_of_a_partner_or_an_address",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None) | (~Q(signer="") & ~Q(statement="")),
                name="signon_signed_states_its_authority",
            ),
            models.CheckConstraint(
                condition=Q(declined_at=None) | Q(signed_at=None) | Q(taken_back_at__isnull=False),
                name="signon_is_signed_or_declined",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_signed(self) -> bool:
        return self.signed_at is not None and self.taken_back_at is None

    @property
    def is_declined(self) -> bool:
        return self.declined_at is not None

    @property
    def has_logo(self) -> bool:
        return self.shows_logo and self.logo is not None


class MailedQuerySet(OrganizationRecordQuerySet["Mailed"]):
    pass


class Mailed(OrganizationRecord):
    """That a letter left by mail for an official, once. The addressee stays as it was that day."""

    private_fields: ClassVar[frozenset[str]] = frozenset({"name", "email"})

    letter = models.ForeignKey(SignOnLetter, on_delete=models.CASCADE, related_name="mailed")
    official = models.ForeignKey(Official, on_delete=models.SET_NULL, related_name="+", null=True)
    name = models.CharField(max_length=160)
    email = models.EmailField()

    objects: ClassVar[MailedQuerySet] = MailedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "official"], name="signon_letter_mailed_once_per_official"
            ),
            models.UniqueConstraint(
                fields=["letter", "email"], name="signon_letter_mailed_once_per_address"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


REMINDERS: tuple[int, ...] = (14, 7, 2)
"""How many days before the last day somebody who has not signed is reminded, once each."""


def step_since(letter: SignOnLetter, asked_on: datetime.date, today: datetime.date) -> int | None:
    """The reminder that is due for who was asked on that day: none for a step that had come by then."""
    step = step_due(letter, today)
    if step is None or asked_on >= letter.due_on - datetime.timedelta(days=step):
        return None
    return step


def step_due(letter: SignOnLetter, today: datetime.date) -> int | None:
    """The reminder for which it is time: the nearest to the last day that has been reached."""
    left = (letter.due_on - today).days
    return next((step for step in sorted(REMINDERS) if 0 <= left <= step), None)
