"""Answering a survey: page by page into a draft, sent at the end, changed until the survey closes."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.limits.buckets import take, take_each
from concerted.base.outbox.posting import post_mail
from concerted.listen.surveys.models import (
    Answer,
    AnswerState,
    Choice,
    Kind,
    Question,
    Selection,
    Submission,
    Survey,
)
from concerted.listen.surveys.queries.definitions import Rows, rows_of
from concerted.listen.surveys.queries.paths import SKIPPED, Answers, Path, Said, path_of
from concerted.listen.surveys.queries.respondents import (
    Returning,
    bucket_of,
    hash_of,
    named_token,
    new_key,
    return_token,
    said_in,
)
from concerted.people.models import Answer as ConsentAnswer
from concerted.people.models import Channel, ContactPoint, Person
from concerted.people.models.consents import NEWS
from concerted.people.operations import prove_answers, record_answers, record_person

SOURCE = "survey"


@transaction.atomic
def save_answers(
    *,
    survey: Survey,
    key: str,
    said: Answers,
    language: str,
    visitor: str = "",
) -> Submission:
    """Keep what the holder of ``key`` answered on one page; the first page begins a draft.

    What leads elsewhere now stays kept and is not counted. ``visitor`` is a ``base.limits`` key. Raises ``Refused``
    when no answers are taken now, or on a flood.
    """
    _hold_back_floods(survey, key, visitor)
    survey = _taking(survey)
    submission, is_new = Submission.objects.get_or_create(
        survey=survey,
        key_hash=hash_of(survey, key),
        defaults={"language": language, "touched_on": survey.today()},
    )
    if (
        is_new
        and visitor
        and not take(f"surveys:{visitor[:40]}{survey.pk.hex[-12:]}", capacity=80, per_second=0.1)
    ):
        raise Refused(_("Many people answered from your network just now. Please wait a minute."))
    return write_answers(survey=survey, submission=submission, said=said, language=language)


def _hold_back_floods(survey: Survey, key: str, visitor: str) -> None:
    """Bound what one device and one network can do; a room full of phones on one network gets through."""
    buckets = [(f"survey:{bucket_of(survey, key)[:40]}", 120, 0.5)]
    if visitor:
        buckets.append((f"survey:{visitor[:40]}{survey.pk.hex[-12:]}", 1000, 3.0))
    if not all(take_each(buckets)):
        raise Refused(_("Many answers came at once. Please wait a minute."))


def _taking(survey: Survey) -> Survey:
    """The survey as it is now, if answers are taken."""
    survey = Survey.objects.select_related("organization").get(pk=survey.pk)
    if not survey.takes_answers():
        raise Refused(_("This survey is not taking answers now."))
    return survey


@transaction.atomic
def write_answers(
    *,
    survey: Survey,
    submission: Submission,
    said: Answers,
    language: str,
    rows: Rows | None = None,
) -> Submission:
    """Write ``said`` into ``submission``, and mark what is asked on the way that all its answers lead."""
    submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    rows = rows or rows_of(survey)
    questions = {one.pk: one for one in rows.questions}
    for pk, one in said.items():
        question = questions.get(pk)
        if question is None or question.kind == Kind.NOTE:
            raise Refused(_("This question is no longer part of the survey."))
        _write(submission, question, one, rows.choices.get(pk, []))
    path = path_of(rows, said_in(submission))
    _mark(submission, path)
    submission.touched_on, submission.language = survey.today(), language
    submission.save(update_fields=["touched_on", "language"])
    return submission


def _write(
    submission: Submission, question: Question, said: Said, choices: Iterable[Choice]
) -> None:
    known = {one.pk for one in choices}
    if not set(said.choices) <= known:
        raise Refused(
            _("“%(question)s” has no such choice.") % {"question": question.label},
            field=question.key,
        )
    answer, _is_new = Answer.objects.update_or_create(
        submission=submission,
        question=question,
        defaults={
            "state": said.state,
            "text": said.text,
            "number": said.number,
            "day": said.day,
        },
    )
    Selection.objects.filter(answer=answer).delete()
    ranks = question.kind == Kind.RANKING
    Selection.objects.bulk_create(
        Selection(answer=answer, choice_id=pk, rank=place if ranks else None)
        for place, pk in enumerate(said.choices, 1)
    )


def _mark(submission: Submission, path: Path) -> None:
    own = Answer.objects.filter(submission=submission)
    own.filter(question__in=path.asked, is_on_path=False).update(is_on_path=True)
    own.exclude(question__in=path.asked).filter(is_on_path=True).update(is_on_path=False)


@dataclass(frozen=True)
class Sender:
    """Who sends named answers, and what they allow. Nobody, where the survey is anonymous."""

    name: str = ""
    email: str = ""
    phone: str = ""
    consent_words: str = ""
    """The words of the box, if it was ticked."""


@transaction.atomic
def send_answers(
    *,
    survey: Survey,
    submission: Submission,
    key: str,
    language: str,
    sender: Sender = Sender(),
) -> Submission:
    """Count the answers of a draft from now on. Sent again, nothing happens.

    In a named survey the person is found or made in the organization's list, and mailed a link. Raises ``Refused`` while
    a question that must be answered is not.
    """
    survey = _taking(survey)
    submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    check_complete(rows=rows_of(survey), said=said_in(submission))
    if submission.submitted_on is None:
        submission.submitted_on = survey.today()
        submission.language = language
        submission.save(update_fields=["submitted_on", "language"])
    if not survey.is_anonymous and sender.name and submission.person_id is None:
        _name(survey, submission, key, language, sender)
    return submission


def check_complete(*, rows: Rows, said: Mapping[uuid.UUID, Said]) -> None:
    """Raise ``Refused`` where a question on the way, that must be answered, is not."""
    path = path_of(rows, said)
    for step in path.steps:
        for question in step.questions:
            is_missing = said.get(question.pk, SKIPPED).state == AnswerState.SKIPPED
            if question.is_required and question.kind != Kind.NOTE and is_missing:
                words = _("“%(question)s” still needs an answer.")
                raise Refused(words % {"question": question.label}, field=question.key)


def _name(survey: Survey, submission: Submission, key: str, language: str, sender: Sender) -> None:
    """Join the answers to their person, or set them aside where this person sent theirs before."""
    if submission.is_repeat:
        return
    person = record_person(
        organization=survey.organization,
        name=sender.name,
        email=sender.email,
        phone=sender.phone,
        language=language,
        source=SOURCE,
    )
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    first = Submission.objects.filter(survey=survey, person=person).first()
    if first is None:
        submission.person = person
    else:
        submission.is_repeat = True
    submission.save(update_fields=["person", "is_repeat"])
    _record_news(first or submission, person, language, sender)
    note(
        verb="answered",
        subject=submission,
        organization_id=survey.organization_id,
        after={"survey": str(survey.pk)},
    )
    if sender.email:
        point = person.recorded_point(sender.email)
        _thank(first or submission, "" if first else key, language, point)


def _record_news(submission: Submission, person: Person, language: str, sender: Sender) -> None:
    """What was ticked; it waits for the mailed link."""
    if not sender.consent_words:
        return
    for channel, value in ((Channel.EMAIL, sender.email), (Channel.TEXT, sender.phone)):
        if value:
            record_answers(
                person=person,
                answers=[(channel, NEWS, ConsentAnswer.GRANTED)],
                words=sender.consent_words,
                source=SOURCE,
                source_ref=str(submission.pk),
                value=value,
                language=language,
            )


def _thank(submission: Submission, key: str, language: str, point: ContactPoint) -> None:
    """Thanks, with the link to change the answers until the survey closes."""
    if not take(f"mail:survey:{submission.pk.hex}", capacity=3, per_second=1 / 3600):
        return
    survey = submission.survey
    post_mail(
        to=point.value,
        template="surveys/mail/thanks",
        language=language,
        organization_id=survey.organization_id,
        reply_to=survey.organization.contact_email,
        context={"survey": survey, "token": named_token(submission, key, point)},
    )


@transaction.atomic
def mail_return_link(
    *, survey: Survey, key: str, email: str, language: str, visitor: str = ""
) -> None:
    """Mail a link with which somebody goes on from another device. The address is used for this and not kept."""
    if visitor and not take(f"mail:{visitor}", capacity=5, per_second=1 / 600):
        raise Refused(
            _("Please wait a few minutes before you ask for another mail."), field="email"
        )
    bucket = bucket_of(survey, f"mail|{key}")
    if not take(f"mail:{bucket[:40]}", capacity=3, per_second=1 / 3600):
        raise Refused(_("We sent you this already. Please look for our mail."), field="email")
    post_mail(
        to=email,
        template="surveys/mail/return",
        language=language,
        organization_id=survey.organization_id,
        reply_to=survey.organization.contact_email,
        context={"survey": survey, "token": return_token(survey, key)},
    )


@transaction.atomic
def follow_return_link(*, returning: Returning) -> str:
    """The key with which this device goes on. What a named person allowed in the form is proven now."""
    rows = Submission.objects.select_for_update(of=("self",)).select_related("person")
    submission, survey = rows.get(pk=returning.submission.pk), returning.survey
    if submission.person is not None and returning.point is not None:
        prove_answers(
            person=submission.person,
            contact_point=returning.point,
            source=SOURCE,
            source_ref=str(submission.pk),
        )
    if returning.key:
        return returning.key
    key = new_key()
    submission.key_hash = hash_of(survey, key)
    submission.save(update_fields=["key_hash"])
    return key
