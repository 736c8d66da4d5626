"""Answers to “may we write, text, call?”. They are added to the ledger; none is ever changed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from concerted.base.audit.trail import note
from concerted.base.gates import Viewer
from concerted.base.rows import insert
from concerted.organizations.models import Organization
from concerted.people.models import (
    Answer,
    Channel,
    Consent,
    ContactPoint,
    Person,
    normalize_email,
    normalize_phone,
)
from concerted.people.models.consents import NEWS

Given = tuple[str, str, str]
"""Channel, purpose (empty for all), answer."""


@transaction.atomic(savepoint=False)
def record_answers(
    *,
    person: Person,
    answers: Iterable[Given],
    words: str,
    source: str,
    contact_point: ContactPoint | None = None,
    value: str = "",
    source_ref: str = "",
    language: str = "",
    proven: bool = False,
    answered_at: datetime.datetime | None = None,
    by: Viewer | None = None,
) -> list[Consent]:
    """Add what ``person`` answered to ``words``, each answer a (channel, purpose, answer).

    They are about ``contact_point``, or the person's point with ``value``, or all of their points where neither
    is given. A ``value`` that is no point of theirs cannot be allowed: a yes to it is dropped, a no is about all.
    A yes that is not ``proven`` waits for ``prove_answers``; a no counts at once.
    """
    if contact_point is None and value:
        contact_point = _point_of(person, value)
        if contact_point is None:
            answers = [one for one in answers if one[2] != Answer.GRANTED]
    rows = [
        Consent(
            organization_id=person.organization_id,
            person=person,
            contact_point=contact_point,
            channel=channel,
            purpose=purpose,
            answer=answer,
            words=words[:2000],
            language=language,
            source=source,
            source_ref=source_ref,
            answered_at=answered_at or timezone.now(),
            is_proven=proven,
            entered_by_id=by.pk if by is not None else None,
        )
        for channel, purpose, answer in answers
    ]
    for row in rows:
        if row.answer == Answer.GRANTED and not row.purpose:
            raise ValueError("A yes names its purpose.")
    insert(*rows)
    return rows


def _point_of(person: Person, value: str) -> ContactPoint | None:
    """The point of ``person`` with ``value``; of those just recorded, or from the database."""
    wanted = {normalize_email(value), normalize_phone(value, person.organization.region)} - {""}
    for point in person.recorded_points:
        if point.normalized in wanted:
            return point
    return ContactPoint.objects.filter(person=person, normalized__in=wanted).first()


@transaction.atomic
def prove_answers(
    *, person: Person, contact_point: ContactPoint, source: str = "", source_ref: str = ""
) -> int:
    """Count every yes that waited for somebody who reads ``contact_point``; how many there were.

    With ``source_ref`` (and its ``source``), also what was answered in that act about other points. The proof
    bears the time of the answer, so that a no given since then stands. Proving twice adds nothing.
    """
    now = timezone.now()
    ContactPoint.objects.filter(pk=contact_point.pk, proven_at__isnull=True).update(proven_at=now)
    waiting = Consent.objects.select_for_update(of=("self",)).filter(
        person=person, answer=Answer.GRANTED, is_proven=False, proofs__isnull=True
    )
    proven = waiting.filter(contact_point=contact_point)
    if source_ref:
        proven = proven | waiting.filter(source=source, source_ref=source_ref)
    rows = [_proof(answer) for answer in proven]
    insert(*rows)
    return len(rows)


def _proof(answer: Consent) -> Consent:
    return Consent(
        organization_id=answer.organization_id,
        person_id=answer.person_id,
        contact_point_id=answer.contact_point_id,
        channel=answer.channel,
        purpose=answer.purpose,
        answer=answer.answer,
        words=answer.words,
        language=answer.language,
        source=answer.source,
        source_ref=answer.source_ref,
        answered_at=answer.answered_at,
        is_proven=True,
        proves=answer,
    )


@transaction.atomic
def disown_answers(*, person: Person, source_ref: str, words: str, language: str) -> int:
    """Take back every yes of one act, because who reads the mail of ``person`` says it was not theirs; how many.

    In every organization's list where the act left one, whether it was proven or waited for its proof. The no
    bears the time of the yes it takes back: a yes that the person gave later, in another act, stands.
    """
    points = ContactPoint.objects.filter(person=person).values("normalized")
    lists = Organization.objects.values("pk")  # The index of points begins with the organization.
    people = ContactPoint.objects.filter(organization__in=lists, normalized__in=points)
    answers = Consent.objects.filter(person__in=people.values("person_id"), source_ref=source_ref)
    taken_back = {_about(one) for one in answers.filter(answer=Answer.WITHDRAWN)}
    given = answers.filter(answer=Answer.GRANTED, proves=None).select_related("person")
    standing = [one for one in given if _about(one) not in taken_back]
    for one in standing:
        record_answers(
            person=one.person,
            contact_point=one.contact_point,
            answers=[(one.channel, one.purpose, Answer.WITHDRAWN)],
            words=words,
            source=one.source,
            source_ref=source_ref,
            language=language,
            proven=True,
            answered_at=one.answered_at,
        )
    return len(standing)


def _about(answer: Consent) -> tuple[object, ...]:
    return (answer.person_id, answer.contact_point_id, answer.channel, answer.answered_at)


@transaction.atomic
def note_answer(*, person: Person, channel: str, answer: str, words: str, by: Viewer) -> None:
    """Keep what ``person`` told somebody about a channel: a yes to news, or a no to everything on it."""
    purpose = NEWS if answer == Answer.GRANTED else ""
    record_answers(
        person=person,
        answers=[(channel, purpose, answer)],
        words=words,
        source="organizer",
        proven=True,
        by=by,
    )
    note(verb="note_answer", subject=person, by=by, after={"channel": channel, "answer": answer})


@transaction.atomic
def withdraw_channel(
    *,
    person: Person,
    channels: Iterable[str] = tuple(Channel),
    purpose: str = "",
    source: str,
    words: str = "",
    by: Viewer | None = None,
) -> None:
    """Stop writing, texting or calling ``person``, on all their points; for all purposes unless one is named."""
    record_answers(
        person=person,
        answers=[(channel, purpose, Answer.WITHDRAWN) for channel in channels],
        words=words,
        source=source,
        proven=True,
        by=by,
    )
