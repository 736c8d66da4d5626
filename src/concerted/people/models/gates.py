from __future__ import annotations

from typing import Self

from concerted.base.gates import Row, Viewer
from concerted.organizations.models import Organization, OrganizationRecordQuerySet


class PeopleQuerySet(OrganizationRecordQuerySet[Row]):
    """Rows about persons: owners and organizers see and change them, nobody else.

    Contributors enter what others collected through other rooms and cannot browse; viewers see counts.
    """

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(organization__in=Organization.objects.organized_by(viewer))
