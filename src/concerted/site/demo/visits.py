"""Whom the demonstration has met, and who testifies for its clinic. The senator is invented; so is all that she says."""

from __future__ import annotations

import datetime
import zoneinfo

from django.utils import timezone

from concerted.act.officials.models import Official
from concerted.act.officials.operations import add_official
from concerted.act.policies.models import Hearing, Leaning, PolicyItem
from concerted.act.visits.models import CommitmentState, GoerRole, Visit
from concerted.act.visits.operations.following import (
    add_follow_up,
    note_commitment,
    settle_commitment,
)
from concerted.act.visits.operations.hearings import (
    come_to_hearing,
    confirm_attendee,
    prepare_hearing,
)
from concerted.act.visits.operations.testimonies import confirm_testimony, give_testimony
from concerted.act.visits.operations.visits import add_goer, add_visit, hold_visit
from concerted.people.models import ContactPoint, Person
from concerted.site.demo import past
from concerted.site.demo import visit_words as words
from concerted.site.demo.cast import Cast
from concerted.site.demo.loop import Loop, translate


def meet_those_who_decide(cast: Cast, loop: Loop) -> None:
    """A visit to a senator's office with two promises, one to come, and words for the hearing on Item 114."""
    hearing = Hearing.objects.select_related("policy").get(
        organization=cast.coalition, policy__identifier="Item 114"
    )
    senator = _senator(cast)
    _held_visit(cast, loop, senator, hearing.policy)
    _planned_visit(cast, loop, hearing.policy)
    _hearing(cast, hearing)
    past.forget_mail("visits/")


def _senator(cast: Cast) -> Official:
    values = {
        "name": "Marisol Vega",
        "given_name": "Marisol",
        "family_name": "Vega",
        "title": "Senator for Riverside (invented)",
        "jurisdiction": "Massachusetts",
        "email": "vega@senate.riverside.example",
        "phone": "(617) 555-0177",
    }
    return add_official(organization=cast.coalition, values=values, by=cast.organizer)


def _at(cast: Cast, days: int, hour: int) -> datetime.datetime:
    zone = zoneinfo.ZoneInfo(cast.coalition.time_zone)
    day = timezone.localdate() + datetime.timedelta(days=days)
    return datetime.datetime.combine(day, datetime.time(hour), zone)


def _held_visit(cast: Cast, loop: Loop, senator: Official, policy: PolicyItem) -> None:
    visit = add_visit(
        organization=cast.coalition,
        campaign=loop.clinic,
        policy=policy,
        officials=[senator],
        starts_at=_at(cast, -16, 10),
        by=cast.organizer,
        **words.SENATOR_VISIT,
    )
    translate(visit, words.SENATOR_VISIT_IN, cast)
    _goers(cast, visit)
    visit = hold_visit(visit=visit, by=cast.organizer, **words.SENATOR_NOTES)
    kept, still_open = (
        note_commitment(
            visit=visit,
            official=senator,
            text=text,
            due_on=timezone.localdate() + datetime.timedelta(days=days),
            leaning=leaning,
            by=cast.organizer,
        )
        for text, days, leaning in (
            (words.KEPT, -6, Leaning.AGAINST),
            (words.STILL_OPEN, 10, None),
        )
    )
    settle_commitment(
        commitment=kept,
        state=CommitmentState.KEPT,
        evidence=words.EVIDENCE,
        by=cast.organizer,
    )
    add_follow_up(
        visit=still_open.visit,
        title=words.FOLLOW_UP,
        user=cast.organizer,
        due_on=timezone.localdate() + datetime.timedelta(days=4),
        by=cast.organizer,
    )


def _planned_visit(cast: Cast, loop: Loop, policy: PolicyItem) -> None:
    councilor = Official.objects.get(organization=cast.coalition, name="Denise Okafor")
    visit = add_visit(
        organization=cast.coalition,
        campaign=loop.clinic,
        policy=policy,
        officials=[councilor],
        starts_at=_at(cast, 5, 16),
        by=cast.organizer,
        **words.COUNCILOR_VISIT,
    )
    _goers(cast, visit)


def _goers(cast: Cast, visit: Visit) -> None:
    add_goer(visit=visit, user=cast.organizer, roles=[GoerRole.SPEAKS], by=cast.organizer)
    add_goer(visit=visit, user=cast.viewer, roles=[GoerRole.NOTES], by=cast.organizer)
    add_goer(
        visit=visit,
        name="Altagracia Peña",
        email="altagracia@example.org",
        language="es",
        roles=[GoerRole.STORY, GoerRole.LETTERS],
        by=cast.organizer,
    )


def _hearing(cast: Cast, hearing: Hearing) -> None:
    prepared = prepare_hearing(hearing=hearing, by=cast.organizer, **words.PREPARATION)
    translate(prepared, words.PREPARATION_IN, cast)
    for who in words.ATTENDEES:
        attendee = come_to_hearing(hearing=hearing, **who)
        confirm_attendee(attendee=attendee, contact_point=_point(attendee.person))
    for said in words.TESTIMONIES:
        testimony = give_testimony(hearing=hearing, **said)
        confirm_testimony(testimony=testimony, contact_point=_point(testimony.person))
        if said["name"] in words.TRANSLATED:
            translate(testimony, {"en": words.TRANSLATED[said["name"]]}, cast)


def _point(person: Person | None) -> ContactPoint:
    return ContactPoint.objects.select_related("person").get(
        person=person, kind=ContactPoint.Kind.EMAIL
    )
