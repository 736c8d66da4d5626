from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concerted.accounts.models import User
from concerted.base.gates import Viewer
from concerted.organizations.models import Membership, Organization, OrganizationRecord
from concerted.pool.partners.models.gates import MembershipRowQuerySet


class Side(models.TextChoices):
    COALITION = "coalition", _("The coalition")
    MEMBER = "member", _("The partner")

    @property
    def other(self) -> Side:
        return Side.MEMBER if self == Side.COALITION else Side.COALITION


class TermsChangeQuerySet(MembershipRowQuerySet["TermsChange"]):
    def editable_by(self, viewer: Viewer) -> Self:
        """Owners of either side: one proposes, the other answers."""
        owned = Organization.objects.editable_by(viewer)
        return self.filter(Q(organization__in=owned) | Q(membership__member__in=owned))

    def waiting(self) -> Self:
        return self.filter(answered_at__isnull=True)


class TermsChange(OrganizationRecord):
    """One side would have the coalition show the member other subjects. It counts once the other side agrees."""

    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="terms_changes"
    )
    subjects = models.JSONField(_("subjects"), default=list)
    proposed_by_side = models.CharField(max_length=12, choices=Side.choices)
    proposed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    is_agreed = models.BooleanField(default=False)

    membership_id: uuid.UUID

    objects: ClassVar[TermsChangeQuerySet] = TermsChangeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["membership"],
                condition=Q(answered_at__isnull=True),
                name="terms_change_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(is_agreed=False) | Q(answered_at__isnull=False),
                name="terms_agreed_are_answered",
            ),
        ]

    def __str__(self) -> str:
        return str(self.membership)
