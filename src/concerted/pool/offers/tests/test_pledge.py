"""From a need to a pledge to what has come."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.utils import timezone

from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.pool.offers.models import Delivery, Giver, Need, Pledge
from concerted.pool.offers.operations import deliveries, pledges
from concerted.pool.offers.operations.needs import change_need, close_need
from concerted.pool.offers.operations.offers import withdraw_offer
from concerted.pool.offers.queries.progress import left_in, progress_of
from concerted.pool.offers.tests.factories import (
    DAY,
    HOUR,
    ROSA,
    make_alliance,
    make_money_need,
    make_need,
    make_offer,
    make_pledge,
)

pytestmark = pytest.mark.django_db


def receive(pledge, amount=None, **values):
    values = {"delivered_on": DAY, "by": None} | values
    return deliveries.record_delivery(pledge=pledge, amount=amount or pledge.amount, **values)


def far(need):
    return progress_of([need])[need.pk]


def test_a_pledge_counts_once_its_giver_has_said_yes(union):
    need = make_need(union)
    pledge = make_pledge(need, 5 * HOUR, is_confirmed=False)
    assert far(need).pledged == 0

    pledges.confirm_pledge(pledge=pledge, by=None)

    assert far(need).pledged == 5 * HOUR
    assert far(need).gap == 7 * HOUR
    assert OutgoingMail.objects.get(template="offers/mail/proposed").to == "rosa@example.com"


def test_two_who_pledge_the_last_of_a_need_do_not_exceed_what_it_takes(union):
    need = make_need(union)
    first = make_pledge(need, 8 * HOUR, is_confirmed=False)
    second = make_pledge(need, 8 * HOUR, {"name": "Ben"}, is_confirmed=False)
    pledges.confirm_pledge(pledge=first, by=None)

    with pytest.raises(Refused, match="Only 4 interpreter hours can still be pledged"):
        pledges.confirm_pledge(pledge=second, by=None)

    assert far(need).pledged == 8 * HOUR


def test_more_than_what_is_left_is_refused_and_says_how_much_is(union):
    need = make_money_need(union, cents=1_000_00)
    make_pledge(need, 600_00)

    with pytest.raises(Refused, match=r"Only \$400 can still be pledged") as refused:
        make_pledge(need, 500_00, {"name": "Ben"})

    assert refused.value.field == "amount"
    assert not Giver.objects.filter(name="Ben").exists()


def test_a_need_takes_no_pledge_as_a_draft_or_once_it_is_closed(union):
    draft = make_need(union, public=False)
    closed = close_need(need=make_need(union, "Rooms"), by=None)

    with pytest.raises(Refused, match="still a draft"):
        make_pledge(draft)
    with pytest.raises(Refused, match="takes no more pledges"):
        make_pledge(closed)


def test_the_same_form_sent_twice_makes_one_pledge_and_one_delivery(union):
    need, key = make_need(union), uuid.uuid4()

    first = make_pledge(need, 5 * HOUR, key=key)
    again = make_pledge(need, 5 * HOUR, key=key)
    receive(first, HOUR, key=key)
    receive(again, HOUR, key=key)

    assert Pledge.objects.count() == Delivery.objects.count() == 1


def test_a_need_that_is_all_here_closes_itself(union):
    need = make_need(union)
    pledge = make_pledge(need)
    receive(pledge, 5 * HOUR)
    assert not Need.objects.get().is_closed

    receive(pledge, 7 * HOUR)

    need = Need.objects.get()
    assert need.is_met
    assert need.is_closed
    assert Pledge.objects.get().state == "fulfilled"


def test_a_delivery_noted_by_mistake_is_removed_and_the_need_is_open_again(union):
    need = make_need(union)
    part = receive(make_pledge(need))

    deliveries.remove_delivery(delivery=part, by=None)
    deliveries.remove_delivery(delivery=part, by=None)

    assert not Need.objects.get().is_closed
    assert Pledge.objects.get().state == "confirmed"


def test_what_is_delivered_for_the_last_time_frees_the_rest_of_the_need(union):
    need = make_need(union)
    receive(make_pledge(need), 9 * HOUR, is_last=True)

    assert Pledge.objects.get().state == "fulfilled"
    assert far(need).gap == 3 * HOUR


def test_a_withdrawn_pledge_keeps_what_came_and_gives_back_the_rest(union):
    need = make_need(union)
    pledge = make_pledge(need)
    receive(pledge, 2 * HOUR)

    pledges.withdraw_pledge(pledge=pledge, reason="A new job", by=None)
    pledges.withdraw_pledge(pledge=pledge, by=None)

    assert Pledge.objects.get().reason == "A new job"
    assert far(need).pledged == far(need).received == 2 * HOUR
    with pytest.raises(Refused, match="Only what is pledged"):
        receive(pledge, HOUR)
    with pytest.raises(Refused, match="was withdrawn"):
        pledges.confirm_pledge(pledge=pledge, by=None)


def test_more_may_come_than_was_pledged_and_no_gap_is_below_nothing(union):
    need = make_need(union)
    receive(make_pledge(need), 20 * HOUR)

    assert far(need).received == far(need).pledged == 20 * HOUR
    assert far(need).gap == 0
    assert far(need).share == 1.0


def test_nothing_is_received_before_it_is_pledged_or_tomorrow(union):
    need = make_need(union)
    asked = make_pledge(need, HOUR, is_confirmed=False)
    pledged = make_pledge(need, HOUR)

    with pytest.raises(Refused, match="has to say yes first"):
        receive(asked)
    with pytest.raises(Refused, match="not come yet"):
        receive(pledged, delivered_on=timezone.localdate() + datetime.timedelta(days=1))


def test_an_in_kind_value_is_hours_times_rate_to_the_cent_and_needs_a_source(union):
    pledge = make_pledge(make_need(union, kind="volunteers", amount=100 * HOUR))

    part = receive(pledge, 90, rate_cents=3_479, rate_currency="USD", rate_source="IS 2024")

    assert part.value_cents == 5_219
    assert receive(pledge, 60).value_cents is None
    with pytest.raises(Refused, match="Where is this rate from"):
        receive(pledge, 60, rate_cents=3_479)


def test_money_is_worth_itself(union):
    part = receive(make_pledge(make_money_need(union), 100_00), rate_cents=3, rate_source="x")

    assert (part.value_cents, part.value_currency, part.rate_cents) == (100_00, "USD", None)


def test_an_offer_is_asked_for_once_and_never_for_more_than_it_has(union):
    need, offer = make_need(union), make_offer(union)

    made = pledges.propose_pledge(offer=offer, need=need, by=None)
    again = pledges.propose_pledge(offer=offer, need=need, by=None)
    other = pledges.propose_pledge(offer=offer, by=None)
    pledges.confirm_pledge(pledge=made, by=None)

    assert made == again
    assert made.amount == 10 * HOUR
    assert left_in(offer) == 0
    with pytest.raises(Refused, match="All of it is pledged already"):
        pledges.confirm_pledge(pledge=other, by=None)


def test_an_offer_that_was_taken_back_or_is_of_another_kind_is_not_asked_for(union):
    need, rooms = make_need(union), make_offer(union, kind="rooms", amount=2)
    gone = withdraw_offer(offer=make_offer(union), by=None)

    with pytest.raises(Refused, match="of another kind"):
        pledges.propose_pledge(offer=rooms, need=need, by=None)
    with pytest.raises(Refused, match="was withdrawn"):
        pledges.propose_pledge(offer=gone, need=need, by=None)


def test_a_pledge_from_an_offer_alone_needs_no_need(union):
    offer = make_offer(union, kind="rooms", amount=2)

    made = pledges.propose_pledge(offer=offer, amount=1, by=None)
    pledges.confirm_pledge(pledge=made, by=None)

    assert made.need is None
    assert left_in(offer) == 1


def test_a_need_shrinks_no_further_than_what_is_pledged_and_keeps_its_kind(union):
    need = make_need(union)
    make_pledge(need, 5 * HOUR)

    with pytest.raises(Refused, match="5 interpreter hours is pledged already"):
        change_need(need=need, amount=4 * HOUR, by=None)
    with pytest.raises(Refused, match="make a new need"):
        change_need(need=need, kind="rooms", by=None)
    change_need(need=need, amount=5 * HOUR, by=None)
    receive(Pledge.objects.get())

    assert Need.objects.get().is_met
    assert not change_need(need=need, amount=6 * HOUR, by=None).is_closed


def test_only_members_of_the_coalition_give_as_partners(union, other):
    coalition, member = make_alliance()
    need = make_need(coalition)

    made = make_pledge(need, HOUR, {"partner": member})

    assert str(made.giver) == "Nurses"
    with pytest.raises(Refused, match="not a member"):
        make_pledge(need, HOUR, {"partner": other})


def test_a_late_pledge_is_reminded_of_three_times_a_week_apart(union):
    today = timezone.localdate()
    pledge = make_pledge(make_need(union), due_on=today - datetime.timedelta(days=1))
    pledges.remind_giver(pledge=pledge)
    pledges.remind_giver(pledge=pledge)
    assert OutgoingMail.objects.filter(template="offers/mail/late").count() == 1

    for _week in range(4):
        Pledge.objects.update(reminded_on=today - datetime.timedelta(days=8))
        pledges.remind_giver(pledge=pledge)

    assert OutgoingMail.objects.filter(template="offers/mail/late").count() == 3
    assert list(Pledge.objects.late(today)) == [pledge]


def test_an_address_that_gave_before_is_the_same_giver_and_consent_to_be_named_is_added(union):
    need = make_need(union)
    make_pledge(need, HOUR)
    make_pledge(need, HOUR, {**ROSA, "is_named": True})
    make_pledge(need, HOUR)

    assert Giver.objects.get().public_name == "Rosa Núñez"
