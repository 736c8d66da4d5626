"""Saying that calls were one's own: never needed, proved by mail, forgotten when asked; and no call counts twice."""

from __future__ import annotations

import time
import uuid

import pytest
from tests.pages import visit

from concerted.act.calls.models import Call, Outreach
from concerted.act.calls.operations.calling import confirm_caller, forget_caller, name_caller
from concerted.act.calls.queries.links import called, token_of
from concerted.act.calls.queries.pages import callees, callers, made_with, results, told_tokens
from concerted.act.calls.tests.factories import make_calls, told
from concerted.act.calls.tests.test_calls import page_of
from concerted.act.officials.tests.factories import make_official
from concerted.act.policies.participants import counts, next_readers
from concerted.act.policies.tests.factories import make_policy
from concerted.base import defence
from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.organizations.models import Organization
from concerted.people.models import Person
from concerted.people.operations import erase_person
from concerted.people.registry import exports_of, timeline_of

pytestmark = pytest.mark.django_db

ROSA = {"name": "Rosa Diaz", "email": "rosa@example.org", "language": "en"}


@pytest.fixture
def ana(union):
    return make_official(union, "Ana Ortiz", is_public=True)


@pytest.fixture
def calls(union, ana):
    return make_calls(union, ana, policy=make_policy(union))


def rosas_link(calls):
    return token_of(calls, Person.objects.get().contact_points.get())


def confirm(calls):
    point = Person.objects.get().contact_points.get()
    return confirm_caller(calls=calls, contact_point=point)


def test_saying_that_it_was_you_counts_no_call_twice(calls, ana):
    call = told(calls, ana)

    for _time in range(2):
        name_caller(calls=calls, tokens=[call.token], **ROSA)

    assert results(calls).total == 1
    assert Outreach.objects.get().call == call


def test_of_two_calls_to_one_official_a_person_has_one_and_both_count(calls, ana):
    busy, reached = told(calls, ana, "busy"), told(calls, ana)
    name_caller(calls=calls, tokens=[busy.token], **ROSA)

    name_caller(calls=calls, tokens=[reached.token], **ROSA)

    assert results(calls).total == 2
    assert Outreach.objects.get().call == reached


def test_a_call_that_is_somebodys_is_nobody_elses(calls, ana):
    call = told(calls, ana)
    name_caller(calls=calls, tokens=[call.token], **ROSA)

    with pytest.raises(Refused, match="said already"):
        name_caller(calls=calls, tokens=[call.token], **{**ROSA, "email": "bo@example.org"})
    with pytest.raises(Refused, match="First call"):
        name_caller(calls=calls, tokens=[uuid.uuid4()], **ROSA)

    assert Person.objects.count() == 1


def test_who_called_is_known_once_the_mail_was_answered(calls, ana, olga, vera):
    name_caller(calls=calls, tokens=[told(calls, ana).token], **ROSA)
    before = callers(calls, olga)

    assert confirm(calls) == 1
    assert confirm(calls) == 0

    assert before == []
    assert [(one.name, one.calls) for one in callers(calls, olga)] == [
        ("Rosa Diaz", ("Ana Ortiz: I reached somebody",))
    ]
    assert callers(calls, vera) == []


def test_an_employer_is_told_to_nobody_unless_chosen(calls, ana, olga):
    given = {"capacity": "employer", "capacity_of": "Mercy Hospital"}
    name_caller(calls=calls, tokens=[told(calls, ana).token], **ROSA, **given)
    confirm(calls)
    [hidden] = callers(calls, olga)
    Outreach.objects.update(shows_capacity=True)
    [shown] = callers(calls, olga)

    assert (hidden.capacity, shown.capacity) == ("", "for Mercy Hospital")


def test_who_called_and_wants_news_hears_what_comes_of_it(calls, ana):
    name_caller(calls=calls, tokens=[told(calls, ana).token], **ROSA, news_words="News, please")
    before = counts(calls.policy)

    confirm(calls)

    [reader], _onward = next_readers(calls.policy)
    assert (before.people, counts(calls.policy).acts) == (0, ("1 person called",))
    assert reader.email == "rosa@example.org"


def test_what_was_not_mine_is_forgotten_and_what_i_confirmed_stays(union, calls, ana):
    bea = make_official(union, "Bea Cole", is_public=True)
    mine = name_caller(calls=calls, tokens=[told(calls, ana).token], **ROSA)
    confirm(calls)
    calls.targets.create(organization=union, official=bea)
    forged = told(calls, bea, text="I am Rosa")
    name_caller(calls=calls, tokens=[forged.token], **ROSA)
    person = Person.objects.get()

    assert forget_caller(calls=calls, person=person) == 1
    assert list(Outreach.objects.all()) == mine
    assert forget_caller(calls=calls, person=person) == 1
    assert results(calls).total == 2
    assert Call.objects.get(pk=forged.pk).note == ""


def test_a_person_reads_and_erases_their_calls_and_the_count_stays(calls, ana, olga):
    name_caller(calls=calls, tokens=[told(calls, ana, text="Ask Lee").token], **ROSA)
    confirm(calls)
    person = Person.objects.get()

    assert ("Called", "Ana Ortiz: I reached somebody") in {
        (one.label, one.detail) for one in timeline_of(person)
    }
    assert exports_of(person)["calls"][0]["note"] == "Ask Lee"
    erase_person(person=person, by=olga)

    assert not Outreach.objects.exists()
    assert (results(calls).total, Call.objects.get().note) == (1, "")


def test_pages_from_a_tap_to_the_link_in_the_mail(calls, ana, client):
    tap = {
        "official": str(ana.pk),
        "token": str(uuid.uuid4()),
        "outcome": "message",
        "stamp": defence.new_stamp(),
    }
    address = client.post(f"{page_of(calls)}made/", tap)["Location"]
    again = visit(client, address).content.decode()
    who = f"{page_of(calls)}who/"
    offer = visit(client, f"{who}?made={tap['token']}").content.decode()
    form = {"name": "Rosa Diaz", "email": "rosa@cityhospital.org", "made": tap["token"]}

    wrong = client.post(who, {**form, "email": "rosa"})
    assert wrong.status_code == 422
    assert "Ana Ortiz: I left a message" in offer
    assert f"{who}?made={tap['token']}" in again
    assert "Call again" in again

    form["stamp"] = defence.sign(time.time() - 5, purpose="form")
    done = client.post(who, form)
    link = f"/en/i/{rosas_link(calls)}/call/"
    asked = visit(client, link).content.decode()
    client.post(f"{link}confirm/")
    thanked = visit(client, link).content.decode()
    client.post(f"{link}forget/")
    forgotten = visit(client, link).content.decode()

    assert done["Location"] == f"{page_of(calls)}thanks/"
    assert OutgoingMail.objects.get().to == "rosa@cityhospital.org"
    assert "Was it you who called?" in asked
    assert "Thank you for calling" in thanked
    assert "Nothing is kept of you here" in forgotten
    assert not any(one.cookies for one in (done, client.get(link)))


def test_who_helps_survivors_asks_no_caller_for_a_name(union, calls, ana, client):
    Organization.objects.filter(pk=union.pk).update(is_victim_service=True)
    call = told(calls, ana)

    page = visit(client, f"{page_of(calls)}?made={call.token}").content.decode()

    assert "It counts" in page
    assert "Say that it was you" not in page
    assert client.get(f"{page_of(calls)}who/?made={call.token}").status_code == 404


def test_a_page_knows_of_the_calls_that_were_told_on_it_alone(union, calls, ana):
    call = told(calls, ana)
    other = told(make_calls(union, ana, title="Others"), ana)

    made = made_with(calls, told_tokens(f"{call.token},x,{other.token},{call.token}"))

    assert made == [call]
    assert [one.made for one in callees(calls, made=made)] == [call]
    assert called("forged") is None
