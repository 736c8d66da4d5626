from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concerted.accounts.models import User
from concerted.base.gates import Viewer
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)


class VoterQuerySet(OrganizationRecordQuerySet["Voter"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Who is asked holds names and addresses: for owners and organizers."""
        return self.editable_by(viewer)

    def standing(self) -> Self:
        """Who is asked when the next vote opens."""
        return self.filter(left_at__isnull=True)


class Voter(OrganizationRecord):
    """Who can be asked to vote in an organization: a member organization's seat, a person of the team, or a guest.

    A member with more seats than one has a voter for each, numbered by ``seat``.
    A guest has a name and an address and needs no account. After erasure a row without either stays for the count.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset({"name", "email"})

    member = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    seat = models.PositiveSmallIntegerField(default=1)
    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    left_at = models.DateTimeField(null=True)
    mail_stopped_at = models.DateTimeField(null=True)

    member_id: uuid.UUID | None
    user_id: uuid.UUID | None

    objects: ClassVar[VoterQuerySet] = VoterQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "member", "seat"], name="voter_once_per_seat"
            ),
            models.UniqueConstraint(fields=["organization", "user"], name="voter_once_per_user"),
            models.UniqueConstraint(
                fields=["organization", "email"],
                condition=Q(member__isnull=True, user__isnull=True) & ~Q(email=""),
                name="voter_once_per_address",
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=True) | Q(user__isnull=True),
                name="voter_is_a_seat_or_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("Somebody whose data was erased"))
