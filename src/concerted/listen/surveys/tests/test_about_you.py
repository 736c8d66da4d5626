from __future__ import annotations

import pytest

from concerted.base import defence
from concerted.listen.representation.models import Said, SelfDescription
from concerted.listen.representation.operations.dimensions import adopt_dimension
from concerted.listen.representation.operations.occasions import ask_about_people
from concerted.listen.surveys.models import Submission
from concerted.listen.surveys.tests.factories import make_survey, rows

pytestmark = pytest.mark.django_db
URL = "/en/o/elm-street/surveys/how-does-the-clinic-work-for-you/"


@pytest.fixture(autouse=True)
def _no_hurry(monkeypatch):
    monkeypatch.setattr(defence, "QUICKEST", -1)


@pytest.fixture
def survey(union):
    survey = make_survey(union)
    dimension = adopt_dimension(organization=union, key="tenure", by=None)
    ask_about_people(subject=survey, dimensions=[dimension], by=None)
    return survey


def send(client, survey):
    questions, _choices = rows(survey)
    visited = {f"q{questions['visited'].pk.hex}": "no", "stamp": defence.new_stamp()}
    client.post(f"{URL}questions/1/", visited)
    return client.post(f"{URL}check/", {"stamp": defence.new_stamp()})


def test_the_end_asks_about_oneself_and_keeps_it_apart(survey, client):
    sent = send(client, survey)
    page = client.get(sent["Location"]).content.decode()
    told = client.post(sent["Location"], {"about-tenure": "renter", "stamp": defence.new_stamp()})

    assert sent["Location"] == f"{URL}about-you/"
    assert "free to skip" in page
    assert told["Location"] == f"{URL}thanks/"
    assert Said.objects.count() == 1
    assert Submission.objects.get().key_hash != SelfDescription.objects.get().key_hash


def test_who_told_once_is_not_asked_again_and_may_change_it(survey, client):
    send(client, survey)
    client.post(f"{URL}about-you/", {"about-tenure": "renter", "stamp": defence.new_stamp()})

    assert send(client, survey)["Location"] == f"{URL}thanks/"
    assert "checked" in client.get(f"{URL}about-you/").content.decode()


def test_nobody_is_asked_before_they_sent(survey, client):
    assert client.get(f"{URL}about-you/")["Location"] == URL
    assert client.post(f"{URL}about-you/", {"about-tenure": "renter"})["Location"] == URL
    assert not Said.objects.exists()


def test_a_survey_that_does_not_ask_has_no_such_page(union, client):
    make_survey(union)

    assert client.get(f"{URL}about-you/").status_code == 404
