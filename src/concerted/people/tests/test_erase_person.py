from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from concerted.base.models import AuditEntry, OutgoingMail
from concerted.base.outbox.posting import post_mail
from concerted.people import registry, tasks
from concerted.people.models import Consent, ContactPoint, Person
from concerted.people.operations import (
    apply_retention,
    erase_person,
    set_retention,
    tag_person,
)
from concerted.people.queries.keeping import months_before, people_past_retention
from concerted.people.tests.factories import grant, make_person


def mail_to(address, organization):
    post_mail(
        to=address,
        template="people/mail/your_data",
        language="en",
        organization_id=organization.pk,
    )


def test_nothing_of_an_erased_person_is_left(union, olga):
    rosa = make_person(union)
    tag_person(person=rosa, name="volunteer")
    grant(rosa)
    mail_to("rosa@example.com", union)

    erase_person(person=rosa, by=olga)
    erase_person(person=rosa, by=olga)

    for model in (Person, ContactPoint, Consent, OutgoingMail):
        assert not model.objects.exists()
    trail = str(list(AuditEntry.objects.values()))
    assert "Rosa" not in trail
    assert "rosa@" not in trail
    assert AuditEntry.objects.filter(verb="erase", actor_id=olga.pk).count() == 1


def test_other_people_stay_with_their_mail(union, other):
    rosa = make_person(union)
    luis = make_person(union, given_name="Luis", email="luis@example.com", phone="")
    abroad = make_person(other)
    mail_to("luis@example.com", union)
    mail_to("rosa@example.com", other)

    erase_person(person=rosa)

    assert set(Person.objects.all()) == {luis, abroad}
    assert OutgoingMail.objects.count() == 2


def test_rooms_above_take_names_out_of_what_they_count(union, monkeypatch):
    told = []
    monkeypatch.setattr(registry, "_erasures", [])
    registry.register_erasure(told.append)
    registry.register_erasure(told.append)
    rosa = make_person(union)

    erase_person(person=rosa)

    assert [person.pk for person in told] == [rosa.pk]


def age(person, days):
    moment = timezone.now() - datetime.timedelta(days=days)
    Person.objects.filter(pk=person.pk).update(last_active_at=moment)


def test_people_are_kept_where_no_period_is_set(union):
    age(make_person(union), 9000)

    assert apply_retention(organization=union) == 0
    assert Person.objects.exists()


def test_who_gave_no_sign_for_the_period_is_erased(union, other):
    old = make_person(union)
    fresh = make_person(union, given_name="Luis", email="luis@example.com", phone="")
    abroad = make_person(other)
    for person in (old, abroad):
        age(person, 800)
    age(fresh, 600)
    set_retention(organization=union, months=24)

    assert people_past_retention(organization=union).count() == 1
    assert people_past_retention(organization=union, months=12).count() == 2
    assert apply_retention(organization=union) == 1
    assert set(Person.objects.all()) == {fresh, abroad}


def test_a_sign_starts_the_period_again(union):
    rosa = make_person(union)
    age(rosa, 800)
    set_retention(organization=union, months=24)

    make_person(union)

    assert apply_retention(organization=union) == 0


def test_the_job_erases_and_may_run_twice(union):
    age(make_person(union), 800)
    set_retention(organization=union, months=24)

    assert tasks.apply_retention.func(str(union.pk)) == 1
    assert tasks.apply_retention.func(str(union.pk)) == 0


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-11-22", 24, "2024-11-22"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2026-01-15", 1, "2025-12-15"),
    ],
)
def test_months_are_those_of_the_calendar(day, months, expected):
    moment = datetime.datetime.fromisoformat(f"{day}T12:00+00:00")

    assert months_before(moment, months).date().isoformat() == expected


def test_setting_the_same_period_again_says_nothing_new(union, omar):
    set_retention(organization=union, months=24, by=omar)
    set_retention(organization=union, months=24, by=omar)

    assert AuditEntry.objects.filter(verb="set_retention").count() == 1
