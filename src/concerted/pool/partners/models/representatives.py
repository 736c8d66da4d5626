from __future__ import annotations

import datetime
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.accounts.models import User
from concerted.base.gates import Viewer
from concerted.organizations.models import Membership, Organization, OrganizationRecord
from concerted.pool.partners.models.gates import MembershipRowQuerySet


class RepresentativeQuerySet(MembershipRowQuerySet["Representative"]):
    def editable_by(self, viewer: Viewer) -> Self:
        """Organizers of either side: the partner says who speaks for it, and a convener can type it in."""
        organized = Organization.objects.organized_by(viewer)
        return self.filter(Q(organization__in=organized) | Q(membership__member__in=organized))

    def serving(self, day: datetime.date | None = None) -> Self:
        """Who speaks for their organization on ``day``, today where none is given."""
        day = day or timezone.localdate()
        began = Q(starts_on__isnull=True) | Q(starts_on__lte=day)
        return self.filter(began, Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class Representative(OrganizationRecord):
    """Somebody speaks for a member in the coalition ``organization``: Popolo's membership *on behalf of*.

    ``post`` is the seat or office they hold there, in the coalition's words.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset({"name", "user_id"})

    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="representatives"
    )
    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=120)
    post = models.CharField(pgettext_lazy("coalition", "post"), max_length=120, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    membership_id: uuid.UUID

    objects: ClassVar[RepresentativeQuerySet] = RepresentativeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="representative_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def on_behalf_of(self) -> Organization:
        return self.membership.member
