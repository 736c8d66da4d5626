"""Pledges of people without an account: from the public page, and by the giver's own link."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from concerted.base import defence
from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.pool.offers.models import Giver, Pledge
from concerted.pool.offers.operations import pledges
from concerted.pool.offers.operations.needs import close_need, propose_need
from concerted.pool.offers.operations.public import KEPT, forget_pledge, offer_pledge
from concerted.pool.offers.queries.links import path_of
from concerted.pool.offers.queries.progress import progress_of
from concerted.pool.offers.tests.factories import HOUR, make_money_need, make_need, make_pledge

pytestmark = pytest.mark.django_db
FORM = {"amount": "5", "name": "Rosa Núñez", "email": "rosa@example.com", "due_on": ""}


@pytest.fixture
def need(union):
    return make_need(union)


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    monkeypatch.setattr(defence, "check", lambda _data, **_rest: None)


def offered(need, **values):
    values = {
        "name": "Rosa",
        "email": "rosa@example.com",
        "amount": 5 * HOUR,
        "language": "en",
    } | values
    return offer_pledge(need=need, **values)


def page_of(need):
    return f"/en/o/{need.organization.slug}/needs/{need.slug}/"


def mails():
    return sorted(OutgoingMail.objects.values_list("template", "to"))


def test_a_visitor_pledges_confirms_by_mail_and_it_counts_once_the_office_says_yes(
    need, olga, browse
):
    response = browse().post(page_of(need), FORM, follow=True)
    pledge = Pledge.objects.get()
    assert "Check your e-mail" in response.content.decode()
    assert mails() == [("offers/mail/confirm", "rosa@example.com")]
    assert not browse().cookies

    office = f"/en/work/{need.organization.slug}/pool/pledges/{pledge.pk}/"
    assert "Say yes to it" not in browse(olga).get(office).content.decode()
    with pytest.raises(Refused, match="not confirmed it by their mail"):
        pledges.confirm_pledge(pledge=pledge, by=olga)

    own = path_of(pledge, "en")
    thanks = browse().post(f"{own}yes/", {"amount": "4"}, follow=True).content.decode()
    assert "looks at it and writes to you" in thanks
    assert progress_of([need])[need.pk].pledged == 0
    assert ("offers/mail/given", olga.email) in mails()

    browse(olga).post(f"{office}confirm/")

    assert progress_of([need])[need.pk].pledged == 4 * HOUR
    assert ("offers/mail/accepted", "rosa@example.com") in mails()


def test_the_office_may_not_take_it_and_the_giver_is_told(need, olga):
    pledge = pledges.confirm_pledge(pledge=offered(need), is_own=True, by=None)

    for _ in range(2):
        pledges.withdraw_pledge(pledge=pledge, by=olga)

    assert mails().count(("offers/mail/not_taken", "rosa@example.com")) == 1
    assert Pledge.objects.get().state == "declined"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"amount": "0"}, "greater than or equal to 0.01"),
        ({"amount": "13"}, "Only 12 interpreter hours can still be pledged."),
        ({"email": "rosa"}, "Enter a valid email address."),
        ({"name": ""}, "This field is required."),
        ({"due_on": "2020-01-01"}, "This day has passed."),
    ],
)
def test_what_is_wrong_in_the_public_form_is_said_beside_it(need, browse, wrong, words):
    response = browse().post(page_of(need), FORM | wrong)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Pledge.objects.exists()


def test_the_same_form_twice_makes_one_pledge_and_a_closed_need_takes_none(need, browse):
    key = {"key": "0190b0c4-0000-7000-8000-000000000001"}
    for _ in range(2):
        browse().post(page_of(need), FORM | key)
    assert Pledge.objects.count() == 1

    close_need(need=need, by=None)
    assert browse().get(page_of(need)).status_code == 404


def test_one_address_is_not_mailed_again_and_again(need):
    for _ in range(3):
        offered(need)

    with pytest.raises(Refused, match="sent many times"):
        offered(need)
    assert len(mails()) == 3


def test_a_known_giver_is_not_changed_by_the_public_form(need):
    make_pledge(need, HOUR)

    offered(need, name="Somebody else")

    giver = Giver.objects.get()
    assert (giver.name, giver.is_named) == ("Rosa Núñez", False)


def test_what_nobody_confirms_is_forgotten_with_who_wrote_it(need):
    Pledge.objects.filter(pk=offered(need).pk).update(created_at=timezone.now() - KEPT * 2)
    kept = pledges.confirm_pledge(
        pledge=offered(need, email="ben@example.com"), is_own=True, by=None
    )
    forget_pledge(pledge=kept)

    for one in Pledge.objects.unproven(timezone.now() - KEPT):
        forget_pledge(pledge=one)

    assert list(Pledge.objects.all()) == [kept]
    assert Giver.objects.get().email == "ben@example.com"


def test_partners_do_not_see_what_nobody_proved(need, olga, vera):
    pledge = offered(need)

    assert Pledge.objects.visible_to(olga).filter(pk=pledge.pk).exists()
    assert not Pledge.objects.visible_to(vera).filter(pk=pledge.pk).exists()


def test_a_giver_says_yes_to_less_than_was_suggested(need, browse):
    pledge = make_pledge(need, 8 * HOUR, is_confirmed=False)
    own = path_of(pledge, "en")
    assert 'value="8"' in browse().get(own).content.decode()

    too_much = browse().post(f"{own}yes/", {"amount": "99"})
    assert too_much.status_code == 409
    assert "Only 12 interpreter hours" in too_much.content.decode()
    assert browse().post(f"{own}yes/", {"amount": "-1"}).status_code == 422
    browse().post(f"{own}yes/", {"amount": "2.5"})

    pledge.refresh_from_db()
    assert (pledge.state, pledge.amount) == ("confirmed", 150)


def test_taking_it_back_by_the_link_mails_the_coalition_once(union, olga, omar, browse):
    pledge = make_pledge(make_money_need(union), 100_00)

    for _ in range(2):
        browse().post(f"{path_of(pledge, 'en')}no/")

    told = [to for template, to in mails() if template == "offers/mail/taken_back"]
    assert sorted(told) == sorted([olga.email, omar.email])


def test_a_closed_need_is_not_put_to_a_decision(need, olga):
    closed = close_need(need=need, by=None)

    with pytest.raises(Refused, match="closed"):
        propose_need(need=closed, by=olga)


def test_a_day_of_delivery_goes_through(need, browse):
    day = timezone.localdate() + datetime.timedelta(days=9)

    browse().post(page_of(need), FORM | {"due_on": day.isoformat()})

    assert Pledge.objects.get().due_on == day
