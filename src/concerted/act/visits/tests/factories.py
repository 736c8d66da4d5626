from __future__ import annotations

import datetime

from django.utils import timezone

from concerted.act.campaigns.tests.factories import make_campaign
from concerted.act.officials.tests.factories import make_official
from concerted.act.policies.operations.dates import add_hearing
from concerted.act.policies.tests.factories import make_policy
from concerted.act.visits.models import Shown
from concerted.act.visits.operations.hearings import come_to_hearing, confirm_attendee
from concerted.act.visits.operations.testimonies import confirm_testimony, give_testimony
from concerted.act.visits.operations.visits import add_visit, hold_visit
from concerted.people.models import ContactPoint

ROSA = {"name": "Rosa Alvarez", "email": "rosa@example.org", "language": "en"}
JUAN = {"name": "Juan Peña", "email": "juan@example.org", "language": "es"}
WORDS = {
    "who": "I live on Elm Street.",
    "saw": "My son waited six hours for a doctor.",
    "ask": "Vote no on Item 114.",
}


def in_days(days):
    """A moment so many days from now."""
    return timezone.now() + datetime.timedelta(days=days)


def make_visit(organization, *, days=7, official=None, **values):
    given = {
        "campaign": values.pop("campaign", None) or make_campaign(organization),
        "title": "Senator Vega, about the clinic",
        "starts_at": in_days(days),
        "place": "24 Beacon Street, room 312",
        "ask": "Vote for Item 114.",
        "talking_points": "4,000 people use the clinic.\nThe next one is two buses away.",
        "leave_behind": "The petition",
    }
    officials = [official or make_official(organization)]
    return add_visit(
        organization=organization, officials=officials, by=None, **{**given, **values}
    )


def make_held(organization, **values):
    """A visit of yesterday, with notes."""
    visit = make_visit(organization, days=-1, **values)
    return hold_visit(visit=visit, notes="She listened for twenty minutes.", by=None)


def make_hearing(organization, *, days=10, policy=None, **values):
    given = {
        "title": "Public hearing on Item 114",
        "starts_at": in_days(days),
        "place": "City Hall, room 2",
        "sign_up": "Call the clerk.",
    }
    policy = policy or make_policy(organization)
    return add_hearing(policy=policy, by=None, **{**given, **values})


def point_of(person):
    return ContactPoint.objects.get(person=person, kind="email")


def coming(hearing, **values):
    """Somebody who confirmed that they come."""
    attendee = come_to_hearing(hearing=hearing, **{**ROSA, **values})
    return confirm_attendee(attendee=attendee, contact_point=point_of(attendee.person))


def gave_words(hearing, **values):
    """Words that their author confirmed."""
    given = {**ROSA, **WORDS, "shown": Shown.FIRST}
    testimony = give_testimony(hearing=hearing, **{**given, **values})
    return confirm_testimony(testimony=testimony, contact_point=point_of(testimony.person))
