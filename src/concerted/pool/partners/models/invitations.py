from __future__ import annotations

import datetime
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.accounts.models import User
from concerted.base.gates import Viewer
from concerted.organizations.models import (
    Membership,
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)


class Answer(models.TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")


class PartnerInvitationQuerySet(OrganizationRecordQuerySet["PartnerInvitation"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """The coalition's owners, and owners of who was asked: it may hold an address."""
        owned = Organization.objects.editable_by(viewer)
        return self.filter(Q(organization__in=owned) | Q(member__in=owned))

    def editable_by(self, viewer: Viewer) -> Self:
        """Owners of the coalition send it again and take it back."""
        return self.filter(organization__in=Organization.objects.editable_by(viewer))

    def answerable_by(self, viewer: Viewer) -> Self:
        """Owners of the organization that was asked."""
        return self.filter(member__in=Organization.objects.editable_by(viewer))

    def waiting(self) -> Self:
        """Not answered; some may have run out and can be sent again."""
        return self.filter(answered_at__isnull=True)


class PartnerInvitation(OrganizationRecord):
    """The coalition ``organization`` asks another organization to join, which is here or is not yet.

    One that is here is ``member``; to one that is not, a link goes to ``email``. It says as what, with how many seats,
    and which ``subjects`` the partner will see: who accepts, agrees to them.
    """

    GOOD_FOR: ClassVar[datetime.timedelta] = datetime.timedelta(days=30)

    private_fields: ClassVar[frozenset[str]] = frozenset({"email"})

    member = models.ForeignKey(
        Organization,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="partner_invitations",
    )
    name = models.CharField(_("name of the organization"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language of the mail"), max_length=12, default="en")
    role = models.CharField(
        _("role"), max_length=12, choices=Membership.Role.choices, default=Membership.Role.MEMBER
    )
    seat_count = models.PositiveSmallIntegerField(_("seats"), default=1)
    subjects = models.JSONField(default=list)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=12, choices=Answer.choices, blank=True)

    member_id: uuid.UUID | None

    objects: ClassVar[PartnerInvitationQuerySet] = PartnerInvitationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "member"],
                condition=Q(answered_at__isnull=True),
                name="partner_invitation_waits_once_per_member",
            ),
            models.UniqueConstraint(
                fields=["organization", "email"],
                condition=Q(answered_at__isnull=True, member__isnull=True),
                name="partner_invitation_waits_once_per_email",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="partner_invitation_answered_with_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=False) | ~Q(email="") | Q(answered_at__isnull=False),
                name="partner_invitation_reaches_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.member.name if self.member is not None else self.name

    @classmethod
    def of_signed_link(cls, key: str) -> PartnerInvitationQuerySet:
        """The invitation whose key our signed link bears: whoever holds the link may see it."""
        return cls.objects.filter(pk=key).select_related("organization", "invited_by")

    @property
    def expires_at(self) -> datetime.datetime:
        return self.sent_at + self.GOOD_FOR

    @property
    def is_expired(self) -> bool:
        """Only a mailed link runs out; who has an account here can answer at any time."""
        return self.member_id is None and self.expires_at <= timezone.now()
