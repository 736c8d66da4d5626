from __future__ import annotations

import json

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from concerted.base import defence
from concerted.base.models import OutgoingMail
from concerted.base.outbox.rendering import read_rows, render
from concerted.people import links, registry
from concerted.people.models import Consent, Person
from concerted.people.operations import merge_people, tag_person
from concerted.people.queries.contactable import contactable
from concerted.people.tests.factories import email_of, grant, make_person


@pytest.fixture
def visitor():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def rosa(union):
    return make_person(union)


@pytest.fixture
def path(rosa):
    return links.self_service_path(rosa, language="en")


@pytest.fixture
def instant(monkeypatch):
    monkeypatch.setattr(defence, "QUICKEST", -1)


def test_the_link_shows_what_is_kept_and_sets_no_cookie(visitor, rosa, path):
    grant(rosa, words="Send me news")
    tag_person(person=rosa, name="volunteer")

    answer = visitor.get(path)

    page = answer.content.decode()
    for text in ("Rosa", "rosa@example.com", "617-555-0123", "volunteer", "Send me news"):
        assert text in page
    assert not answer.cookies
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("token", ["x", "x:y:z", "%00", "é"])
def test_a_forged_link_opens_nothing(visitor, db, token):
    answer = visitor.get(f"/en/i/{token}/")

    assert answer.status_code in (404, 410)


def test_a_link_that_stops_mail_does_not_open_the_data(visitor, rosa):
    path = links.unsubscribe_path(email_of(rosa), language="en")

    assert visitor.get(path.replace("unsubscribe/", "")).status_code == 410


def test_an_old_link_opens_nothing(visitor, path, monkeypatch):
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 8 * 24 * 3600)

    assert visitor.get(path).status_code == 410


def test_people_correct_what_is_wrong(visitor, rosa, path):
    answer = visitor.post(
        path + "correct/",
        {"given_name": "Rosa María", "emails": "new@example.com", "postal_code": "01901"},
        follow=True,
    )

    rosa.refresh_from_db()
    assert rosa.given_name == "Rosa María"
    assert email_of(rosa).value == "new@example.com"
    assert "Saved" in answer.content.decode()
    assert visitor.post(path + "correct/", {"emails": "no address"}).status_code == 422


def test_people_stop_one_channel(visitor, union, rosa, path):
    grant(rosa)
    grant(rosa, channel="text")

    visitor.post(path + "stop/", {"channel": "email"})

    assert not contactable(organization=union, channel="email")
    assert contactable(organization=union, channel="text")


def test_people_stop_everything(visitor, union, rosa, path):
    for channel in ("email", "text", "call"):
        grant(rosa, channel=channel)

    visitor.post(path + "stop/")

    for channel in ("email", "text", "call"):
        assert not contactable(organization=union, channel=channel)


def test_people_take_their_data_with_them(visitor, rosa, path, monkeypatch):
    monkeypatch.setattr(registry, "_exports", {})
    registry.register_export("signatures", lambda _person: [{"title": "=1+1"}])
    grant(rosa)

    data = json.loads(visitor.get(path + "data.json").content)
    table = visitor.get(path + "data.csv").content.decode()

    assert data["given_name"] == "Rosa"
    assert data["consents"][0]["answer"] == "granted"
    assert data["signatures"] == [{"title": "=1+1"}]
    assert "'=1+1" in table
    assert "contact_points 2.value,617-555-0123" in table


def test_people_erase_themselves_by_post_alone(visitor, path):
    assert visitor.get(path + "erase/").status_code == 200
    assert Person.objects.exists()

    assert "keeps nothing" in visitor.post(path + "erase/").content.decode()
    assert not Person.objects.exists()
    assert visitor.get(path).status_code == 410


def test_the_link_of_somebody_merged_opens_the_one_who_stays(visitor, union, rosa, path):
    kept = make_person(union, given_name="Rosa María", email="rm@example.com", phone="")
    merge_people(kept=kept, gone=rosa)

    assert "rm@example.com" in visitor.get(path).content.decode()


def test_mail_stops_on_post_and_not_on_get(visitor, union, rosa):
    grant(rosa)
    path = links.unsubscribe_path(email_of(rosa), language="en")

    assert visitor.get(path).status_code == 200
    assert contactable(organization=union, channel="email")
    for _again in (1, 2):
        answer = visitor.post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert not answer.cookies
    assert not contactable(organization=union, channel="email")
    assert Consent.objects.filter(answer="withdrawn", purpose="").exists()


def test_stopping_mail_works_after_a_merge_and_after_erasure(visitor, union, rosa):
    path = links.unsubscribe_path(email_of(rosa), language="en")
    kept = make_person(union, given_name="Rosa María", email="rm@example.com", phone="")
    grant(kept)
    merge_people(kept=kept, gone=rosa)

    visitor.post(path)

    assert not contactable(organization=union, channel="email")
    Person.objects.all().delete()
    assert visitor.post(path).status_code == 200


def ask(visitor, union, email):
    url = reverse("people:your_data", args=[union.slug])
    return visitor.post(url, {"email": email, "stamp": defence.new_stamp(), "website": ""})


def test_asking_for_the_link_says_the_same_for_every_address(visitor, union, rosa, instant):
    known = ask(visitor, union, "ROSA@example.com")
    unknown = ask(visitor, union, "nobody@example.com")

    assert known.content == unknown.content
    assert known.status_code == unknown.status_code == 200
    assert not known.cookies
    mail = OutgoingMail.objects.get()
    assert mail.to == "rosa@example.com"
    assert visitor.get(mail.context["path"]).status_code == 200


def test_the_mail_bears_the_link_in_both_its_parts(visitor, union, rosa, instant):
    ask(visitor, union, "rosa@example.com")
    mail = OutgoingMail.objects.get()

    message = render(mail, read_rows([mail]))

    assert message.subject == "Your data at Elm Street Neighbors"
    for part in (message.body, message.alternatives[0][0]):
        assert mail.context["path"] in part
        assert "Rosa Núñez" in part


def test_each_of_a_couple_gets_a_link(visitor, union, rosa, instant):
    make_person(union, given_name="Luis", phone="")

    ask(visitor, union, "rosa@example.com")

    assert OutgoingMail.objects.count() == 2


def test_asking_without_end_is_refused(visitor, union, rosa, instant):
    answers = [ask(visitor, union, "rosa@example.com").status_code for _ in range(7)]

    assert answers[0] == 200
    assert answers[-1] == 422
    assert OutgoingMail.objects.count() <= 3


@pytest.mark.parametrize("email", ["", "x", "\x00", "x" * 400 + "@example.com"])
def test_a_wrong_address_is_said_so(visitor, union, instant, email):
    assert ask(visitor, union, email).status_code == 422


def test_a_machine_is_turned_away(visitor, union, rosa):
    url = reverse("people:your_data", args=[union.slug])

    assert visitor.post(url, {"email": "rosa@example.com"}).status_code == 422
    assert not OutgoingMail.objects.exists()
