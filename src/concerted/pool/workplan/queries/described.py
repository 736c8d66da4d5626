"""A meeting as an occasion on which people take part."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from concerted.listen.representation.occasions import Kind, Subject
from concerted.pool.workplan.models import Attendance, Meeting


def describe(rows: Sequence[Meeting], language: str) -> Mapping[uuid.UUID, Subject]:  # noqa: ARG001 - meetings have one
    """What the room of representation asks of each meeting; one query.

    A partner without a named person counts as one: somebody came for it.
    """
    named: dict[tuple[uuid.UUID, uuid.UUID], int] = defaultdict(int)
    for one in Attendance.objects.filter(meeting__in=rows):
        named[one.meeting_id, one.partner_id] += one.user_id is not None
    came = {one.pk: one.guest_count for one in rows}
    for (meeting, _partner), people in named.items():
        came[meeting] += max(1, people)
    return {
        one.pk: Subject(
            title=one.title,
            language=one.language,
            url=one.get_absolute_url(),
            desk_url=one.get_absolute_url(),
            took_part=came[one.pk],
            is_public=False,
            ended_at=one.starts_at if one.has_begun else None,
        )
        for one in rows
    }


KIND = Kind("meeting", _("Meeting"), Meeting, describe)
