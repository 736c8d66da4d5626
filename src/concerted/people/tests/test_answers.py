from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concerted.people.models import Answer, Channel, Consent, ContactPoint
from concerted.people.operations import (
    add_contact_point,
    prove_answers,
    record_answers,
    record_person,
    withdraw_channel,
)
from concerted.people.queries.contactable import contactable, standings
from concerted.people.tests.factories import email_of, make_person, phone_of

YES = [("email", "news", "granted")]
NO = [("email", "", "refused")]


def may_mail(union, purpose="news"):
    return {
        point.value for point in contactable(organization=union, channel="email", purpose=purpose)
    }


def answer(person, answers, **values):
    values = {"words": "Send me news", "source": "test", "proven": True, **values}
    return record_answers(person=person, answers=answers, **values)


def test_nobody_is_contactable_without_an_answer(union):
    make_person(union)

    assert may_mail(union) == set()


def test_a_proven_yes_makes_contactable_for_its_purpose_alone(union):
    answer(make_person(union), YES)

    assert may_mail(union) == {"rosa@example.com"}
    assert may_mail(union, "petition") == set()


def test_a_yes_that_nobody_proved_does_not_count(union):
    rosa = make_person(union)
    answer(rosa, YES, proven=False)

    assert may_mail(union) == set()
    assert standings(rosa)[0].is_waiting


def test_a_yes_counts_once_it_is_proven(union):
    rosa = make_person(union)
    answer(rosa, YES, proven=False, value="rosa@example.com")

    assert prove_answers(person=rosa, contact_point=email_of(rosa)) == 1
    assert prove_answers(person=rosa, contact_point=email_of(rosa)) == 0
    assert may_mail(union) == {"rosa@example.com"}
    assert email_of(rosa).proven_at


def test_a_no_counts_at_once(union):
    rosa = make_person(union)
    answer(rosa, YES)

    answer(rosa, NO, proven=False)

    assert may_mail(union) == set()


def test_proving_an_old_yes_does_not_undo_a_newer_no(union):
    rosa = make_person(union)
    answer(rosa, YES, proven=False, value="rosa@example.com")
    answer(rosa, NO)

    prove_answers(person=rosa, contact_point=email_of(rosa))

    assert may_mail(union) == set()


def test_proof_of_one_address_does_not_prove_the_phone_unless_of_the_same_act(union):
    rosa = make_person(union)
    texts = [("text", "news", "granted")]
    answer(rosa, texts, proven=False, value="617-555-0123", source="petition", source_ref="1")
    answer(rosa, texts, proven=False, value="617-555-0123", source="petition", source_ref="2")
    email = email_of(rosa)

    assert prove_answers(person=rosa, contact_point=email) == 0
    assert prove_answers(person=rosa, contact_point=email, source="petition", source_ref="1") == 1
    texted = contactable(organization=union, channel="text")
    assert [point.pk for point in texted] == [phone_of(rosa).pk]


def test_a_yes_to_one_address_is_not_one_to_the_other(union):
    rosa = make_person(union)
    add_contact_point(person=rosa, kind="email", value="rosa@work.example")
    answer(rosa, YES, value="rosa@work.example")

    assert may_mail(union) == {"rosa@work.example"}


def test_a_no_without_an_address_covers_addresses_that_come_later(union):
    rosa = make_person(union)
    answer(rosa, YES, value="rosa@example.com")
    withdraw_channel(person=rosa, channels=["email"], source="test")

    add_contact_point(person=rosa, kind="email", value="rosa@work.example")

    assert may_mail(union) == set()


def test_a_newer_yes_stands_after_a_no(union):
    rosa = make_person(union)
    answer(rosa, NO)
    answer(rosa, YES)

    assert may_mail(union) == {"rosa@example.com"}


def test_of_two_answers_at_one_moment_the_no_stands(union):
    rosa = make_person(union)
    now = timezone.now()
    answer(rosa, NO, answered_at=now)
    answer(rosa, YES, answered_at=now)

    assert may_mail(union) == set()
    assert standings(rosa)[0].answer == Answer.REFUSED


def test_an_unclear_answer_is_no_yes(union):
    rosa = make_person(union)
    answer(rosa, YES)
    answer(rosa, [("email", "news", "held")])

    assert may_mail(union) == set()


def test_a_point_that_does_not_work_is_not_used(union):
    rosa = make_person(union)
    answer(rosa, YES)

    ContactPoint.objects.update(status="faulty")

    assert may_mail(union) == set()


def test_organizations_do_not_share_answers(union, other):
    answer(make_person(union), YES)
    make_person(other)

    assert may_mail(other) == set()


def test_a_yes_names_its_purpose(union):
    rosa = make_person(union)

    with pytest.raises(ValueError, match="purpose"), transaction.atomic():
        answer(rosa, [("email", "", "granted")])
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(
            organization=union, person=rosa, channel="email", answer="granted", source="x"
        )


def test_a_yes_about_a_number_that_cannot_be_one_is_dropped_and_a_no_is_kept(union):
    rosa = make_person(union, phone="12")

    answer(rosa, [("text", "news", "granted"), ("text", "", "refused")], value="12")

    kept = Consent.objects.get()
    assert (kept.answer, kept.contact_point) == ("refused", None)


def test_answers_take_one_statement(union, django_assert_num_queries):
    rosa = make_person(union)

    with django_assert_num_queries(1):
        answer(rosa, [*YES, ("text", "news", "refused")], value="rosa@example.com")


START = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(Channel.values),
        st.sampled_from(["", "news", "petition"]),
        st.sampled_from(Answer.values),
        st.booleans(),  # proven
        st.sampled_from(["", "rosa@example.com", "rosa@work.example", "617-555-0123"]),
        st.integers(0, 6),  # when: answers may come late, and several at one moment
    ).filter(lambda event: event[2] != "granted" or event[1]),
    max_size=8,
)
database = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def ledger(union, events):
    """Rosa, with two addresses and a number, after ``events``."""
    rosa = record_person(
        organization=union,
        given_name="Rosa",
        email="rosa@example.com",
        phone="617-555-0123",
        source="x",
    )
    add_contact_point(person=rosa, kind="email", value="rosa@work.example")
    for channel, purpose, given_answer, proven, value, day in events:
        answer(
            rosa,
            [(channel, purpose, given_answer)],
            proven=proven,
            value=value,
            answered_at=START + datetime.timedelta(days=day),
        )
    return rosa


def rolled_back(check):
    class Back(Exception):
        pass

    try:
        with transaction.atomic():
            check()
            raise Back
    except Back:
        pass


@database
@given(events=EVENTS, channel=st.sampled_from(Channel.values))
def test_contactable_is_who_said_yes_after_every_no(union, events, channel):
    """Beside the query, the same rule told once more in plain words."""

    def check():
        ledger(union, events)
        kind = "email" if channel == "email" else "phone"
        expected = set()
        for value in ("rosa@example.com", "rosa@work.example", "617-555-0123"):
            if kind != ("email" if "@" in value else "phone"):
                continue
            about = [
                event
                for event in events
                if event[0] == channel and event[1] in ("", "news") and event[4] in ("", value)
            ]
            yes = [event[5] for event in about if event[2] == "granted" and event[3]]
            no = [event[5] for event in about if event[2] != "granted"]
            if yes and (not no or max(yes) > max(no)):
                expected.add(value)

        found = contactable(organization=union, channel=channel, purpose="news")

        assert {point.value for point in found} == expected

    rolled_back(check)


@database
@given(events=EVENTS, channels=st.sets(st.sampled_from(Channel.values), min_size=1))
def test_nobody_is_contactable_after_withdrawing_until_they_say_yes_again(union, events, channels):
    def check():
        rosa = ledger(union, events)
        withdraw_channel(person=rosa, channels=channels, source="test")
        for point in ContactPoint.objects.filter(person=rosa):
            prove_answers(person=rosa, contact_point=point)

        for channel in channels:
            for purpose in ("news", "petition"):
                assert not contactable(organization=union, channel=channel, purpose=purpose)

        answer(rosa, [(channel, "news", "granted") for channel in channels])
        for channel in channels:
            assert contactable(organization=union, channel=channel)

    rolled_back(check)


@database
@given(events=EVENTS)
def test_the_ledger_only_grows(union, events):
    def check():
        rosa = ledger(union, events)
        before = {row["id"]: row for row in Consent.objects.values()}
        withdraw_channel(person=rosa, source="test")
        prove_answers(person=rosa, contact_point=email_of_first(rosa))

        after = {row["id"]: row for row in Consent.objects.values()}
        assert {key: after.get(key) for key in before} == before

    rolled_back(check)


def email_of_first(person):
    return ContactPoint.objects.filter(person=person, kind="email", is_primary=True).get()
