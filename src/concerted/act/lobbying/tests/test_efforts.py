"""Hours and money: what they cost, who may pay for them, and what a correction leaves behind."""

from __future__ import annotations

import datetime
import uuid
from decimal import Decimal

import pytest
from tests.pages import visit

from concerted.act.lobbying.acts import acts_of
from concerted.act.lobbying.models import Effort
from concerted.act.lobbying.operations.classifying import classify_act
from concerted.act.lobbying.operations.efforts import correct_effort, remove_effort
from concerted.act.lobbying.queries.book import blocked, lines_of
from concerted.act.lobbying.queries.sources import source_lines
from concerted.act.lobbying.tests.factories import (
    DAY,
    TO_BOARD,
    TO_COUNCIL,
    TO_PUBLIC,
    make_act,
    make_effort,
    make_elector,
    own_money,
)
from concerted.base.errors import Refused
from concerted.organizations.zones import today_in

pytestmark = pytest.mark.django_db


def line(effort):
    return lines_of([effort])[0]


def test_hours_count_at_their_loaded_rate_with_money_spent_and_without_unpaid_time(union):
    effort = make_effort(
        union, make_act(union), hours=Decimal("2.6"), direct_cents=12_50, volunteer_hours=30
    )

    assert effort.hours == Decimal("2.50")
    assert line(effort).direct == 112_50
    assert line(effort).grassroots == 0


def test_what_was_mixed_is_divided_as_its_memo_says(union):
    effort = make_effort(union, direct_percent=Decimal(25), grassroots_percent=Decimal("33.33"))

    told = line(effort)
    assert (told.cents, told.direct, told.grassroots) == (400_00, 100_00, 133_32)


INCOMPLETE = (
    ({"hours": Decimal(0)}, "hours"),
    ({"rate_cents": 0}, "rate_cents"),
    ({"direct_percent": Decimal(50)}, "grassroots_percent"),
    ({"direct_percent": Decimal(60), "grassroots_percent": Decimal(50)}, "grassroots_percent"),
    ({"act": None}, "act"),
)


def test_what_is_booked_must_be_whole(union):
    act = make_act(union)
    for values, field in INCOMPLETE:
        with pytest.raises(Refused) as refused:
            make_effort(union, **{"act": act, **values})

        assert refused.value.field == field
    assert not Effort.objects.exists()


def test_no_day_to_come_and_nothing_without_its_money(union):
    tomorrow = today_in(union) + datetime.timedelta(days=1)

    with pytest.raises(Refused, match="not come yet"):
        make_effort(union, make_act(union), worked_on=tomorrow)
    with pytest.raises(Refused, match="does not pay on this day"):
        make_effort(
            union,
            make_act(union),
            source=own_money(union, "Over", ends_on=DAY - datetime.timedelta(days=1)),
        )


def test_federal_money_pays_for_no_lobbying(union):
    federal = own_money(union, name="Health center grant", is_federal=True)

    for title, answers in (("To the council", TO_COUNCIL), ("To all", TO_PUBLIC)):
        with pytest.raises(Refused, match=r"2 CFR 200\.450"):
            make_effort(union, make_act(union, title, answers), source=federal)

    assert not Effort.objects.exists()


def test_federal_money_pays_for_no_part_of_what_is_mixed_and_for_nothing_unknown(union):
    federal = own_money(union, name="Health center grant", is_federal=True)
    part = {"direct_percent": Decimal(1), "grassroots_percent": Decimal(0)}

    with pytest.raises(Refused, match="federal money"):
        make_effort(union, source=federal, **part)
    with pytest.raises(Refused, match="five questions"):
        make_effort(union, make_act(union, answers=None), source=federal)

    assert make_effort(union, make_act(union, "To the board", TO_BOARD), source=federal).pk


def test_dividing_nothing_off_lets_federal_money_pay_for_no_act_of_lobbying(union):
    federal = own_money(union, name="Health center grant", is_federal=True)
    nothing = {"direct_percent": Decimal(0), "grassroots_percent": Decimal(0), "source": federal}
    unknown = make_act(union, answers=None)

    with pytest.raises(Refused, match="federal money"):
        make_effort(union, make_act(union, "To the council", TO_COUNCIL), **nothing)
    with pytest.raises(Refused, match="five questions"):
        make_effort(union, unknown, **nothing)

    classify_act(act=unknown, answers=TO_BOARD, by=None)
    effort = make_effort(union, unknown, **nothing)
    classify_act(act=unknown, answers=TO_COUNCIL, by=None)
    assert line(effort).is_blocked


def test_other_money_with_a_rule_against_it_pays_for_no_lobbying(union):
    gift = own_money(union, name="Gift", forbids_lobbying=True)
    for_services = own_money(union, name="City", purpose="services")

    for source in (gift, for_services):
        with pytest.raises(Refused):
            make_effort(union, make_act(union), source=source)


def test_an_act_found_to_be_lobbying_later_shows_the_federal_money_until_it_is_moved(union):
    federal = own_money(union, name="Health center grant", is_federal=True)
    act = make_act(union, answers=TO_BOARD)
    effort = make_effort(union, act, source=federal)

    classify_act(act=act, answers=TO_COUNCIL, by=None)
    flagged = blocked(lines_of(Effort.objects.standing().select_related("source")))
    moved = correct_effort(
        effort=effort,
        because="The council decides",
        by=None,
        act=act,
        source=own_money(union),
        **{name: getattr(effort, name) for name in ("words", "worked_on", "post", "hours")},
        rate_cents=effort.rate_cents,
        basis=effort.basis,
    )

    assert [one.effort for one in flagged] == [effort]
    assert not blocked(lines_of(Effort.objects.standing().select_related("source")))
    effort.refresh_from_db()
    assert (moved.corrects, effort.ended_because) == (effort, "The council decides")
    assert list(Effort.objects.standing()) == [moved]


def test_what_was_corrected_is_corrected_no_more_and_what_is_taken_out_stays(union):
    effort = make_effort(union, make_act(union))

    remove_effort(effort=effort, because="Booked twice", by=None)
    again = remove_effort(effort=effort, because="Once more", by=None)

    assert again.ended_because == "Booked twice"
    with pytest.raises(Refused):
        correct_effort(effort=effort, because="Late", by=None, worked_on=DAY, hours=1, basis="x")


def test_the_same_form_twice_books_once(union):
    act, key = make_act(union), uuid.uuid4()

    assert make_effort(union, act, key=key) == make_effort(union, act, key=key)
    assert Effort.objects.count() == 1


def test_a_time_sheet_books_all_its_lines_or_none(union, olga, browse):
    act, client = make_act(union), browse(olga)
    federal, free = own_money(union, name="Grant", is_federal=True), own_money(union)
    page = "/en/work/elm-street/lobbying/hours/new/sheet/"
    week = {
        "post": "Organizer",
        "rate": "40",
        "key": str(uuid.uuid4()),
        **{f"day_{number}": f"2026-06-0{number + 1}" for number in range(2)},
        **{f"act_{number}": act.key for number in range(2)},
        **{f"hours_{number}": "1.5" for number in range(2)},
    }

    lacking = client.post(page, {**week, "source": free.pk, "act_1": ""})
    absurd = client.post(page, {**week, "source": free.pk, "day_1": "0001-01-01", "rate": "1e9"})
    refused = client.post(page, {**week, "source": federal.pk})
    none = Effort.objects.count()
    for _time in range(2):
        done = client.post(page, {**week, "source": free.pk})

    assert [one.status_code for one in (lacking, absurd, refused)] == [422] * 3
    assert done.status_code == 302
    assert "federal money" in refused.content.decode()
    assert (none, Effort.objects.count()) == (0, 2)


def test_an_incident_is_booked_and_corrected_on_pages(union, olga, vera, browse):
    act, free, client = make_act(union), own_money(union), browse(olga)
    base = "/en/work/elm-street/lobbying/hours/"
    told = {
        "act": act.key,
        "words": "Met the council",
        "activity": "contact",
        "hours": "2",
        "worked_on": "2026-06-01",
        "rate": "50",
        "source": free.pk,
        "basis": "Calendar",
    }

    started = visit(client, f"{base}new/incident/?act={act.key}").content.decode()
    done = client.post(f"{base}new/incident/", told)
    effort = Effort.objects.get()
    fixed = client.post(f"{base}{effort.pk}/correct/", {**told, "hours": "3", "because": "Longer"})
    page = visit(browse(vera), base).content.decode()

    assert f'value="{act.key}" selected' in started
    assert (done.status_code, fixed.status_code) == (302, 302)
    assert "No longer counted" in page
    assert "$150 direct" in page


def test_every_act_is_listed_with_few_queries(union, olga, browse, django_assert_max_num_queries):
    for number in range(6):
        make_effort(union, make_act(union, f"Letter {number}"))

    client = browse(olga)

    with django_assert_max_num_queries(22):
        visit(client, "/en/work/elm-street/lobbying/")
    with django_assert_max_num_queries(9):
        visit(client, "/en/work/elm-street/lobbying/hours/")

    assert len(acts_of(union, olga)) == 6


def test_the_board_tells_of_each_source_what_is_left_and_what_was_booked(union, olga, browse):
    source = own_money(union, cents=300_00)
    make_elector(union)
    make_effort(union, make_act(union), source=source)

    (line,) = source_lines(union, olga)
    page = visit(browse(olga), "/en/work/elm-street/lobbying/").content.decode()

    assert (line.whole, line.left, line.booked) == ("$300", "$300", "$400")
    assert "more than it has" in page
