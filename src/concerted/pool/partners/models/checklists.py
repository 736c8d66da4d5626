from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concerted.accounts.models import User
from concerted.base.gates import Viewer
from concerted.organizations.models import (
    Membership,
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)
from concerted.pool.partners.models.gates import MembershipRowQuerySet

DEFAULT_ITEMS: tuple[Promise, ...] = (
    _("The partner filled in its profile"),
    _("The partner named who speaks for it, and who stands in"),
    _("We met and told each other what each hopes for"),
    _("The partner read what each side sees, and asked its questions"),
    _("The agreement is signed"),
    _("The partner said what it can offer and what it needs"),
    _("The partner is on the list for meetings and mail"),
)
"""Where a coalition begins that has no list of its own."""


class ChecklistItemQuerySet(OrganizationRecordQuerySet["ChecklistItem"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """The coalition's team, and the people of its members: the list is about them."""
        joined = Organization.objects.joined_by(viewer)
        mine = Membership.objects.filter(member__in=joined)
        return self.filter(
            Q(organization__in=joined) | Q(organization__in=mine.values("organization"))
        )

    def current(self) -> Self:
        return self.filter(removed_at__isnull=True)


class ChecklistItem(OrganizationRecord):
    """A step with which partners of the coalition ``organization`` begin."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="checklist_items"
    )
    text = models.CharField(_("step"), max_length=200)
    number = models.PositiveSmallIntegerField()
    removed_at = models.DateTimeField(null=True)

    objects: ClassVar[ChecklistItemQuerySet] = ChecklistItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "text"], name="checklist_text_once_per_coalition"
            )
        ]

    def __str__(self) -> str:
        return self.text


class DoneQuerySet(MembershipRowQuerySet["Done"]):
    def editable_by(self, viewer: Viewer) -> Self:
        """Organizers of either side."""
        organized = Organization.objects.organized_by(viewer)
        return self.filter(Q(organization__in=organized) | Q(membership__member__in=organized))


class Done(OrganizationRecord):
    """A partner has taken a step of the list; who said so, and when."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(ChecklistItem, on_delete=models.CASCADE, related_name="+")
    done_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    done_at = models.DateTimeField(default=timezone.now)

    item_id: uuid.UUID
    membership_id: uuid.UUID

    objects: ClassVar[DoneQuerySet] = DoneQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "item"], name="step_done_once_per_membership"
            )
        ]

    def __str__(self) -> str:
        return str(self.item)
