"""Coming to a hearing: said on the public page, confirmed by mail, prepared and reminded of by the office."""

from __future__ import annotations

import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.act.campaigns.capacity import Capacity
from concerted.act.policies.models import Hearing
from concerted.act.visits.models import Attendee, Part, Preparation
from concerted.act.visits.models.hearings import is_to_come
from concerted.act.visits.operations.floods import hold_back_floods
from concerted.act.visits.operations.mailing import ask_to_confirm, tell_attendee
from concerted.act.visits.operations.naming import (
    confirm,
    record_author,
    record_yes,
    take_back,
)
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.people.models import ContactPoint


class PreparationValues(TypedDict, total=False):
    language: str
    talking_points: str
    meeting_point: str
    access: str
    takes_testimony: bool
    word_limit: int


@transaction.atomic
def prepare_hearing(
    *, hearing: Hearing, by: Viewer | None, **values: Unpack[PreparationValues]
) -> Preparation:
    """Say what those who come are given, and how long a testimony may be."""
    hearing = Hearing.objects.select_for_update(of=("self",)).get(pk=hearing.pk)
    prepared, is_new = Preparation.objects.get_or_create(
        hearing=hearing,
        defaults={"organization_id": hearing.organization_id, "language": hearing.language},
    )
    before, after = change(prepared, **values)
    if is_new or after:
        note(verb="edited", subject=prepared, by=by, before=before, after=after)
    return prepared


@transaction.atomic
def come_to_hearing(
    *,
    hearing: Hearing,
    name: str,
    email: str,
    language: str,
    part: str = Part.COME,
    interpreter: str = "",
    access_need: str = "",
    capacity: str = Capacity.PERSONAL,
    capacity_of: str = "",
    shows_capacity: bool = False,
    news: str = "",
    visitor: str = "",
) -> Attendee:
    """Somebody says that they come, or want to speak. It counts once they confirm by mail.

    ``news`` are the words that were ticked, ``visitor`` is a ``base.limits`` key. Who says it again before they
    confirmed is taken at their newer word; who confirmed keeps what they said, and gets the mail once more a day.
    Raises ``Refused`` once the hearing has begun, or on a flood.
    """
    hearing = open_hearing(hearing=hearing)
    hold_back_floods(hearing=hearing, kind="come", visitor=visitor, email=email)
    person = record_author(hearing=hearing, name=name, email=email, language=language)
    point = person.recorded_point(email)
    given = {
        "contact_point": point,
        "name": name,
        "part": part,
        "language": language,
        "interpreter": interpreter,
        "access_need": access_need,
        "capacity": capacity,
        "capacity_of": capacity_of,
        "shows_capacity": shows_capacity,
        "told_sequence": hearing.sequence,
    }
    attendee, is_new = Attendee.objects.get_or_create(
        person=person,
        hearing=hearing,
        defaults={**given, "organization_id": hearing.organization_id},
    )
    attendee.hearing = hearing
    if not is_new and not attendee.is_standing:
        change(attendee, **given)
    if is_new:
        note(verb="signed_up", subject=attendee, after={"hearing": hearing, "part": part})
    if news:
        record_yes(person=person, words=news, point=point, row=attendee, language=language)
    ask_to_confirm(row=attendee, point=point, again=not is_new)
    return attendee


@transaction.atomic
def confirm_attendee(*, attendee: Attendee, contact_point: ContactPoint) -> Attendee:
    """Who reads this address says that they come: they get what we say there, and the day for their calendar."""
    attendee = _locked(attendee)
    if attendee.is_standing:
        return attendee
    open_hearing(hearing=attendee.hearing)
    confirm(row=attendee, contact_point=contact_point, told_sequence=attendee.hearing.sequence)
    now = timezone.now()
    tell_attendee(
        attendee=attendee, kind="coming", key=f"visits.coming.{attendee.pk}.{now:%Y%m%d%H%M%S}"
    )
    return attendee


@transaction.atomic
def take_back_attendee(*, attendee: Attendee, language: str) -> Attendee:
    """They do not come, or it was not them: they are counted, mailed and listed no more."""
    attendee = _locked(attendee)
    take_back(row=attendee, language=language)
    return attendee


@transaction.atomic
def remind_attendee(*, attendee: Attendee) -> None:
    """Mail the reminder of tomorrow's hearing, once. Without a viewer: the clock asks."""
    attendee = _locked(attendee)
    if attendee.reminded_at is not None or not attendee.is_standing:
        return
    if not is_to_come(attendee.hearing) or not _is_tomorrow(attendee.hearing):
        return
    change(attendee, reminded_at=timezone.now())
    tell_attendee(
        attendee=attendee,
        kind="reminder",
        key=f"visits.reminder.{attendee.pk}.{attendee.hearing.sequence}",
    )


@transaction.atomic
def tell_of_change(*, attendee: Attendee) -> None:
    """Tell who comes that the hearing was moved or called off, once for each change. Without a viewer: the clock asks."""
    attendee = _locked(attendee)
    hearing = attendee.hearing
    if attendee.told_sequence >= hearing.sequence or not attendee.is_standing:
        return
    is_off = hearing.cancelled_at is not None
    change(attendee, told_sequence=hearing.sequence, reminded_at=None)
    tell_attendee(
        attendee=attendee,
        kind="hearing_off" if is_off else "moved",
        key=f"visits.moved.{attendee.pk}.{hearing.sequence}",
    )


def open_hearing(*, hearing: Hearing) -> Hearing:
    """The row as it is now. Raises ``Refused`` once the hearing has begun, or was called off."""
    rows = Hearing.objects.select_related("organization", "policy__organization")
    hearing = rows.get(pk=hearing.pk)
    if not is_to_come(hearing):
        raise Refused(_("This hearing has begun, or was called off."))
    return hearing


def _is_tomorrow(hearing: Hearing) -> bool:
    """Whether the hearing is today or tomorrow, on the calendar of the place where it is."""
    today = timezone.now().astimezone(hearing.begins.tzinfo).date()
    return hearing.begins.date() - today <= datetime.timedelta(days=1)


def _locked(attendee: Attendee) -> Attendee:
    rows = Attendee.objects.select_for_update(of=("self",)).select_related(
        "person", "contact_point", "hearing__organization", "hearing__policy__organization"
    )
    return rows.get(pk=attendee.pk)
