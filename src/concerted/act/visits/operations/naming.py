"""Who came forward on a public page, in the list of the organization that asked."""

from __future__ import annotations

from django.db import transaction

from concerted.act.policies.models import Hearing
from concerted.act.visits.models import Attendee, Testimony
from concerted.people.models import Answer, Channel, ContactPoint, Person, normalize_email
from concerted.people.models.consents import NEWS
from concerted.people.operations import record_answers, record_person

SOURCE = "hearing"


@transaction.atomic
def record_author(*, hearing: Hearing, name: str, email: str, language: str) -> Person:
    """The person of this name and address; what is known of somebody is not changed by a form."""
    given_name, _space, family_name = name.partition(" ")
    return record_person(
        organization=hearing.organization,
        given_name=given_name,
        family_name=family_name,
        email=email,
        language=language,
        source=SOURCE,
    )


def point_of(*, person: Person, email: str) -> ContactPoint:
    """The address under which ``person`` was just recorded."""
    wanted = normalize_email(email)
    return next(one for one in person.recorded_points if one.normalized == wanted)


@transaction.atomic
def record_yes(
    *,
    person: Person,
    words: str,
    point: ContactPoint,
    row: Attendee | Testimony,
    language: str,
) -> None:
    """Keep that news were allowed, in the words that were ticked; it counts once the mail is answered."""
    record_answers(
        person=person,
        answers=[(Channel.EMAIL, NEWS, Answer.GRANTED)],
        words=words,
        source=SOURCE,
        source_ref=str(row.pk),
        contact_point=point,
        language=language,
    )
