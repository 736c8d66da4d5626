"""Rows about one membership: both sides read them."""

from __future__ import annotations

from typing import Self

from concerted.base.gates import Row, Viewer
from concerted.organizations.models import Membership, OrganizationRecordQuerySet


class MembershipRowQuerySet(OrganizationRecordQuerySet[Row]):
    """Rows with a ``membership``; ``organization`` is the coalition."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Both sides know what is between them."""
        return self.filter(membership__in=Membership.objects.visible_to(viewer))
