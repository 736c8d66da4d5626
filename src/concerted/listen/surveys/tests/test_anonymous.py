"""That an anonymous survey is so: what somebody with a copy of the whole database can and cannot find out."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from concerted.base import defence
from concerted.base.audit.models import AuditEntry
from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.listen.surveys.models import Answer, Selection, Submission
from concerted.listen.surveys.operations.surveys import change_survey
from concerted.listen.surveys.queries.respondents import cookie_name, key_in
from concerted.listen.surveys.tests.factories import CLINIC, answer, make_draft, make_survey, rows
from concerted.people.models import Person

pytestmark = pytest.mark.django_db
KEPT_WITH_ANSWERS = (Submission, Answer, Selection)


@pytest.fixture(autouse=True)
def _no_hurry(monkeypatch):
    monkeypatch.setattr(defence, "QUICKEST", -1)


@pytest.fixture
def survey(union):
    return make_survey(union)


def take_part(client, survey, email):
    """Answer as a visitor does, and ask for the link by mail."""
    questions, choices = rows(survey)
    place = survey.get_absolute_url()
    first = {
        f"q{questions['visited'].pk.hex}": "yes",
        f"q{questions['languages'].pk.hex}": choices["languages", "es"].pk.hex,
        "stamp": defence.new_stamp(),
    }
    client.post(f"{place}questions/1/", first, REMOTE_ADDR="203.0.113.77")
    client.post(f"{place}come-back/", {"email": email, "stamp": defence.new_stamp()})
    last = {f"q{questions['minutes'].pk.hex}": "12", "stamp": defence.new_stamp()}
    client.post(f"{place}questions/3/", last)
    client.post(f"{place}check/", {"stamp": defence.new_stamp()})
    return key_in({name: one.value for name, one in client.cookies.items()}, survey)


def values_of(row):
    return [getattr(row, one.attname) for one in row._meta.concrete_fields]


def everything(without):
    """Every value of every table but ``without``, as one text: what else the database tells."""
    told = []
    for model in apps.get_models():
        if model not in without:
            told += [str(value) for row in model.objects.values_list() for value in row]
    return "\n".join(told)


def test_nothing_beside_the_answers_tells_a_time_finer_than_a_day(survey, client):
    take_part(client, survey, "rosa@example.org")

    for model in KEPT_WITH_ANSWERS:
        rows_there = list(model.objects.all())
        assert rows_there
        for row in rows_there:
            assert row.pk.version == 4
            assert not any(isinstance(value, datetime) for value in values_of(row))
    submission = Submission.objects.get()
    assert type(submission.submitted_on) is date


def test_no_key_of_the_answers_stands_anywhere_else_in_the_database(survey, client):
    """Of who asked for a mail, the address is known; not one value leads from it to a submission."""
    take_part(client, survey, "rosa@example.org")
    elsewhere = everything(without=KEPT_WITH_ANSWERS)

    assert "rosa@example.org" in elsewhere
    for row in (*Submission.objects.all(), *Answer.objects.all(), *Selection.objects.all()):
        assert str(row.pk) not in elsewhere
        assert row.pk.hex not in elsewhere
    kept = Submission.objects.get().key_hash
    assert kept not in elsewhere
    assert kept[:20] not in elsewhere


def test_the_mail_that_waits_does_not_give_the_key_of_the_answers(survey, client):
    """Its link holds the key. What is kept of it can be made only with the secret, which is in no table."""
    key = take_part(client, survey, "rosa@example.org")
    mail = OutgoingMail.objects.get()
    kept = Submission.objects.get().key_hash
    tried = (key, f"{survey.pk.hex}|{key}", f"{survey.pk}|{key}", mail.context["token"])

    assert kept not in {hashlib.sha256(one.encode()).hexdigest() for one in tried}
    assert survey.pk.hex in str(mail.context) or mail.context["token"]
    assert not re.search(r"submission", str(mail.context))


def test_no_part_of_the_address_of_a_visitor_is_kept_with_the_answers(survey, client):
    take_part(client, survey, "rosa@example.org")
    told = " ".join(
        str(value)
        for model in KEPT_WITH_ANSWERS
        for row in model.objects.all()
        for value in values_of(row)
    )

    assert "203.0.113" not in told
    assert "rosa" not in told
    assert not Person.objects.exists()


def test_the_trail_does_not_tell_that_somebody_answered(survey, client):
    before = AuditEntry.objects.count()

    take_part(client, survey, "rosa@example.org")

    assert AuditEntry.objects.count() == before


def test_two_people_who_asked_for_mail_cannot_be_told_apart(survey, client):
    """Swap their addresses in the whole database: the tables that hold answers are the same as before."""
    take_part(client, survey, "rosa@example.org")
    take_part(Client(), survey, "noor@example.org")
    mails = list(OutgoingMail.objects.values_list("to", flat=True))
    told = sorted(map(str, (values_of(row) for row in Submission.objects.all())))

    assert len(mails) == len(told) == 2
    assert not any(mail.split("@")[0] in row for mail in mails for row in told)
    assert (
        len(
            {
                (row.touched_on, row.submitted_on, row.language, row.origin)
                for row in Submission.objects.all()
            }
        )
        == 1
    )


def test_the_promise_cannot_be_taken_back_once_it_is_open(survey, olga):
    with pytest.raises(Refused, match="promise stays"):
        change_survey(survey=survey, by=olga, is_anonymous=False)

    survey.refresh_from_db()
    assert survey.is_anonymous


def test_a_draft_may_still_be_made_named(union, olga):
    draft = make_draft(union)

    assert not change_survey(survey=draft, by=olga, is_anonymous=False).is_anonymous


def test_the_cookie_of_one_survey_says_nothing_in_another(union, survey):
    other = make_survey(union, replace(CLINIC, title={"en": "Another"}))
    one, two = answer(survey, visited=1), answer(other, visited=1)

    assert one.key_hash != two.key_hash
    assert cookie_name(survey) != cookie_name(other)
    assert timezone.now().date() >= one.touched_on
