"""What partners bring to meetings and how often they are there, counted. Without a viewer: only sums of groups are shown."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping

from concerted.organizations.models import Organization
from concerted.pool.workplan.models import AgendaItem, Attendance, Meeting


def items_by_partner(organization: Organization) -> Mapping[uuid.UUID, int]:
    """Points of the agendas of meetings that were held, by who brought them."""
    held = Meeting.objects.filter(organization=organization).held()
    rows = AgendaItem.objects.filter(meeting__in=held, brought_by__isnull=False)
    return Counter(rows.values_list("brought_by", flat=True))


def meetings_by_partner(organization: Organization) -> Mapping[uuid.UUID, int]:
    """Meetings that a partner was at, however many of its people came."""
    held = Meeting.objects.filter(organization=organization).held()
    rows = Attendance.objects.filter(meeting__in=held)
    return Counter(partner for _meeting, partner in set(rows.values_list("meeting", "partner")))
