"""Who came forward on a public page, in the list of the organization that asked."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.act.policies.models import Hearing
from concerted.act.visits.models import Attendee, Testimony
from concerted.base.audit.trail import note
from concerted.base.records import change
from concerted.people.models import Answer, Channel, ContactPoint, Person
from concerted.people.models.consents import NEWS
from concerted.people.operations import (
    disown_answers,
    prove_answers,
    record_answers,
    record_person,
)

SOURCE = "hearing"


@transaction.atomic
def record_author(*, hearing: Hearing, name: str, email: str, language: str) -> Person:
    """The person of this name and address; what is known of somebody is not changed by a form."""
    return record_person(
        organization=hearing.organization,
        name=name,
        email=email,
        language=language,
        source=SOURCE,
    )


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


@transaction.atomic
def confirm(*, row: Attendee | Testimony, contact_point: ContactPoint, **values: Any) -> None:
    """Who reads the address says that ``row`` is theirs: it counts, and the news they allowed with it."""
    prove_answers(
        person=contact_point.person,
        contact_point=contact_point,
        source=SOURCE,
        source_ref=str(row.pk),
    )
    change(row, confirmed_at=timezone.now(), withdrawn_at=None, **values)
    note(verb="confirmed", subject=row)


@transaction.atomic
def take_back(*, row: Attendee | Testimony, language: str) -> None:
    """Its author takes ``row`` back, or says that it was not theirs, and then allowed no news with it. Twice is once."""
    if row.withdrawn_at is not None:
        return
    if row.person is not None and row.confirmed_at is None:
        disown_answers(
            person=row.person,
            source_ref=str(row.pk),
            words=_("It was not me"),
            language=language,
        )
    change(row, withdrawn_at=timezone.now())
    note(verb="taken_back", subject=row)
