"""Meetings: called, changed, called off, and who was there."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.accounts.models import User
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.models import Organization, Role
from concerted.pool.workplan.models import Attendance, Meeting
from concerted.pool.workplan.operations.mailing import tell_called_off
from concerted.pool.workplan.queries.partners import partners_of


class MeetingValues(TypedDict, total=False):
    title: str
    language: str
    starts_at: datetime.datetime
    time_zone: str
    place: str
    link: str
    languages: list[str]
    interpreter_note: str
    childcare_note: str
    access_note: str


@transaction.atomic
def add_meeting(
    *, organization: Organization, by: Viewer | None, **values: Unpack[MeetingValues]
) -> Meeting:
    """A new meeting. The same title at the same time again gives the one there is."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    rows = Meeting.objects.filter(organization=organization)
    same = rows.filter(title=values["title"], starts_at=values["starts_at"]).first()
    if same is not None:
        return same
    given: dict[str, Any] = {
        "language": organization.language,
        "time_zone": organization.time_zone,
        **values,
    }
    last = rows.aggregate(last=Max("number"))["last"] or 0
    meeting = Meeting.objects.create(organization=organization, number=last + 1, **given)
    told = {"title": meeting.title, "starts_at": meeting.starts_at}
    note(verb="added", subject=meeting, by=by, after=told)
    return meeting


@transaction.atomic
def change_meeting(
    *, meeting: Meeting, by: Viewer | None, **values: Unpack[MeetingValues]
) -> Meeting:
    """Change when, where and how partners meet, until the minutes are approved."""
    meeting = changeable(meeting=meeting)
    before, after = change(meeting, **values)
    if after:
        change(meeting, sequence=meeting.sequence + 1)
        note(verb="edited", subject=meeting, by=by, before=before, after=after)
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by: Viewer | None) -> Meeting:
    """Call a meeting off before it begins. It stays in the list; whoever was mailed its agenda is told."""
    meeting = changeable(meeting=meeting)
    if meeting.is_cancelled:
        return meeting
    if meeting.has_begun:
        raise Refused(_("This meeting has taken place. It cannot be called off."))
    change(meeting, cancelled_at=timezone.now(), sequence=meeting.sequence + 1)
    tell_called_off(meeting=meeting)
    note(verb="called_off", subject=meeting, by=by)
    return meeting


@transaction.atomic
def record_attendance(
    *,
    meeting: Meeting,
    partners: Collection[Organization],
    guest_count: int,
    by: Viewer | None,
    users: Collection[User] = (),
    among: Collection[User] = (),
) -> Meeting:
    """Write down which partners were there, who of their teams, and how many guests: a number, never names.

    ``among`` are those whom ``by`` could have named: others who were named before stay.
    """
    meeting = changeable(meeting=meeting)
    if not meeting.has_begun:
        raise Refused(_("This meeting has not begun."))
    _check_partners(meeting.organization, partners)
    rows = Attendance.objects.filter(meeting=meeting)
    kept = rows.filter(user__isnull=False).exclude(user__in=among)
    wanted = {(one.partner_id, one.user_id) for one in kept}
    wanted |= {(partner, user.pk) for user in users for partner in _team_of(meeting, user)}
    wanted |= {(one.pk, None) for one in partners}
    known = {(one.partner_id, one.user_id): one.pk for one in rows}
    gone = [pk for pair, pk in known.items() if pair not in wanted]
    rows.filter(pk__in=gone).delete()
    Attendance.objects.bulk_create(
        Attendance(
            organization_id=meeting.organization_id,
            meeting=meeting,
            partner_id=partner,
            user_id=user,
        )
        for partner, user in sorted(wanted - set(known), key=str)
    )
    before, after = change(meeting, guest_count=guest_count)
    if after or gone or wanted - set(known):
        told = {**after, "partners": [str(one) for one in partners]}
        note(verb="noted_who_came", subject=meeting, by=by, before=before, after=told)
    return meeting


def changeable(*, meeting: Meeting) -> Meeting:
    """The meeting, locked, and refused once its minutes are approved. Part of the transaction that asks for it."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("organization")
    meeting = rows.get(pk=meeting.pk)
    if meeting.is_approved:
        raise Refused(_("These minutes are approved: they change no more."))
    return meeting


def _team_of(meeting: Meeting, user: User) -> list[Any]:
    """The partner for which ``user`` came: their own organization before the coalition."""
    roles = Role.objects.filter(user=user, organization__in=partners_of(meeting.organization))
    partners = [one.organization_id for one in roles]
    own = [one for one in partners if one != meeting.organization_id]
    return (own or partners)[:1]


def _check_partners(organization: Organization, partners: Collection[Organization]) -> None:
    if not {one.pk for one in partners} <= {one.pk for one in partners_of(organization)}:
        raise Refused(_("This organization is no partner here."), field="partners")
