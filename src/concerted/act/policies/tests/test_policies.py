from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction
from tests.pages import visit

from concerted.act.campaigns.operations import add_campaign, publish_campaign
from concerted.act.policies.models import Kind, PolicyItem, StageMove
from concerted.act.policies.operations.dates import (
    add_deadline,
    add_hearing,
    cancel_hearing,
    edit_hearing,
)
from concerted.act.policies.operations.policies import (
    add_policy,
    edit_policy,
    move_policy,
    remove_move,
)
from concerted.act.policies.queries.pages import policy_page, step_rows, told_in
from concerted.act.policies.stages import ENDS, STEPS, is_decided
from concerted.act.policies.tests.factories import make_draft_policy, make_goal, make_policy
from concerted.base.errors import Refused
from concerted.goals import ledger
from concerted.organizations.zones import today_in

pytestmark = pytest.mark.django_db

MAY, JUNE, JULY = (datetime.date(2026, month, 3) for month in (5, 6, 7))
EVENING = datetime.datetime(2036, 8, 1, 22, tzinfo=datetime.UTC)


@pytest.mark.once
def test_every_kind_has_a_way_with_names_of_its_own():
    assert set(STEPS) == set(Kind.values)
    for steps in STEPS.values():
        keys = [one.key for one in (*steps, *ENDS)]
        assert len(keys) == len(set(keys))
        assert len(steps) >= 4


def test_every_kind_is_decided_before_or_with_its_last_step_and_not_with_its_first():
    for kind, steps in STEPS.items():
        decided = [is_decided(kind, one.key) for one in steps]

        assert decided == sorted(decided), kind
        assert (decided[0], decided[-1]) == (False, True), kind
        assert all(is_decided(kind, one.key) for one in ENDS), kind


def test_the_stage_is_that_of_the_latest_day_however_late_it_was_noted(union):
    policy = make_policy(union)

    move_policy(policy=policy, stage="hearing", happened_on=JULY, by=None)
    move_policy(policy=policy, stage="committee", happened_on=MAY, by=None)

    assert PolicyItem.objects.get().stage == "hearing"


def test_a_step_that_was_taken_back_gives_the_stage_before(union):
    policy = make_policy(union)
    move_policy(policy=policy, stage="committee", happened_on=MAY, by=None)
    move = move_policy(policy=policy, stage="hearing", happened_on=JUNE, by=None)

    remove_move(move=move, by=None)

    assert PolicyItem.objects.get().stage == "committee"
    assert StageMove.objects.count() == 1


def test_a_step_is_noted_once_a_day_and_never_before_its_day(union):
    policy = make_policy(union)
    first = move_policy(policy=policy, stage="hearing", happened_on=MAY, by=None)
    again = move_policy(policy=policy, stage="hearing", happened_on=MAY, text="Room 2", by=None)

    assert first == again
    assert StageMove.objects.get().text == "Room 2"
    tomorrow = today_in(union) + datetime.timedelta(days=1)
    with pytest.raises(Refused, match="still to come"):
        move_policy(policy=policy, stage="vote", happened_on=tomorrow, by=None)
    with pytest.raises(Refused, match="no such stage"):
        move_policy(policy=policy, stage="ratified", happened_on=MAY, by=None)


def test_the_same_policy_is_written_down_once(union):
    assert make_draft_policy(union) == make_draft_policy(union, goal=make_goal(union))


@pytest.mark.once
def test_another_kind_keeps_a_stage_only_where_it_has_it(union):
    policy = make_policy(union)
    move_policy(policy=policy, stage="hearing", happened_on=MAY, by=None)

    assert edit_policy(policy=policy, kind=Kind.CLOSURE, by=None).stage == "hearing"
    assert edit_policy(policy=policy, kind=Kind.TREATY, by=None).stage == "negotiated"


def test_goal_and_campaign_are_the_organization_s_own(union, other):
    with pytest.raises(Refused, match="goal belongs"):
        add_policy(organization=union, title="A", goal=make_goal(other), by=None)
    theirs = add_campaign(goal=make_goal(other), title="Rent", by=None)
    with pytest.raises(Refused, match="campaign belongs"):
        add_policy(organization=union, title="A", campaign=theirs, by=None)


@pytest.mark.once
def test_the_drawn_way_marks_where_it_is_and_what_is_ahead(union):
    policy = make_policy(union)
    move_policy(policy=policy, stage="committee", happened_on=MAY, by=None)
    policy.refresh_from_db()

    steps = step_rows(policy, told_in(policy.moves.all(), "en"))

    assert [(str(one.label), one.is_now, one.is_ahead) for one in steps][:3] == [
        ("Filed", False, False),
        ("In committee", True, False),
        ("Public hearing", False, True),
    ]


@pytest.mark.once
def test_a_way_that_ended_shows_its_end_and_nothing_ahead(union):
    policy = make_policy(union)
    move_policy(policy=policy, stage="committee", happened_on=MAY, by=None)
    move_policy(policy=policy, stage="withdrawn", happened_on=JUNE, by=None)
    policy.refresh_from_db()

    steps = step_rows(policy, told_in(policy.moves.all(), "en"))

    assert [str(one.label) for one in steps] == ["Filed", "In committee", "Withdrawn"]
    assert steps[-1].is_now
    assert policy.is_over


def test_an_outcome_has_its_day(union):
    policy = make_policy(union)

    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyItem.objects.filter(pk=policy.pk).update(outcome="won")


def hearing_of(policy, **values):
    given = {"title": "Hearing", "starts_at": EVENING, "place": "City Hall"}
    return add_hearing(policy=policy, by=None, **{**given, **values})


@pytest.mark.once
def test_a_hearing_stands_in_calendars_in_its_own_zone_and_replaces_itself(union, client):
    policy = make_policy(union)
    hearing = hearing_of(policy, time_zone="America/Chicago")
    address = f"/en/o/elm-street/policies/{policy.slug}/hearings/{hearing.pk}.ics"

    first = visit(client, address).content.decode()
    cancel_hearing(hearing=edit_hearing(hearing=hearing, place="Annex", by=None), by=None)
    last = visit(client, address).content.decode()

    assert "DTSTART;TZID=America/Chicago:20360801T170000" in first
    assert "SUMMARY:Item 114: Hearing" in first
    assert "SEQUENCE:0" in first
    assert "SEQUENCE:2" in last
    assert "STATUS:CANCELLED" in last
    assert "LOCATION:Annex" in last


@pytest.mark.once
def test_a_hearing_says_where_it_is(union):
    with pytest.raises(Refused, match="where it is"):
        hearing_of(make_policy(union), place="")


def test_the_public_page_says_it_all_in_few_queries(union, client, django_assert_max_num_queries):
    campaign = publish_campaign(
        campaign=add_campaign(goal=make_goal(union), title="Keep it open", by=None), by=None
    )
    policy = make_policy(union, goal=campaign.goal, campaign=campaign)
    move_policy(policy=policy, stage="hearing", happened_on=MAY, text="First round", by=None)
    hearing_of(policy)

    with django_assert_max_num_queries(28):
        answer = visit(client, f"/en/o/elm-street/policies/{policy.slug}/")

    page = answer.content.decode()
    for words in ("Item 114", "First round", "City Hall", "Vote no on Item 114.", "City Council"):
        assert words in page
    assert not answer.cookies


def test_a_list_of_many_asks_as_much_as_a_list_of_one(union, client, django_assert_num_queries):
    goal = make_goal(union)
    for number in range(8):
        hearing_of(make_policy(union, goal=goal, identifier=f"Item {number}"))
    visit(client, "/en/o/elm-street/policies/")

    with django_assert_num_queries(6):
        page = visit(client, "/en/o/elm-street/policies/").content.decode()
    assert page.count("card__link") == 8


def test_a_draft_has_no_public_page_and_is_not_listed(union, client):
    policy = make_draft_policy(union)

    assert visit(client, f"/en/o/elm-street/policies/{policy.slug}/").status_code == 404
    listed = visit(client, "/en/o/elm-street/policies/").content.decode()
    assert policy.title not in listed
    assert "Nothing to follow yet" in listed


def test_the_goal_tells_the_stage_and_each_step(union, olga):
    policy = make_policy(union)
    move_policy(policy=policy, stage="hearing", happened_on=MAY, by=None)

    cells = ledger.ledgers([policy.goal], None, "en")[policy.goal_id]
    line = next(cell.line for cell in cells if cell.stage == ledger.Stage.CHANGE)
    told = ledger.moments([policy.goal], None, "en")[policy.goal_id]

    assert (line.figure, line.text) == ("Item 114:", "Public hearing")
    assert "Item 114: Public hearing" in [one.title for one in told]


def test_the_goal_tells_nobody_of_a_draft(union, olga):
    policy = make_draft_policy(union)
    move_policy(policy=policy, stage="hearing", happened_on=MAY, by=None)

    told = {
        who: [one.title for one in ledger.moments([policy.goal], who, "en")[policy.goal_id]]
        for who in (None, olga)
    }

    assert "Item 114: Public hearing" in told[olga]
    assert "Item 114: Public hearing" not in told[None]


@pytest.mark.once
def test_the_page_for_the_team_knows_the_draft(union, vera):
    policy = make_draft_policy(union)

    assert policy_page(policy, vera, "en").goal_text.title == "Evening hours for all"


def test_all_days_of_a_decision_are_one_calendar(union, client):
    policy = make_policy(union, identifier="Item 114")
    hearing_of(policy)
    add_deadline(policy=policy, kind="vote", due_on=datetime.date(2036, 9, 1), by=None)

    file = visit(client, f"/en/o/elm-street/policies/{policy.slug}/dates.ics").content.decode()

    assert file.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20360901" in file
    assert "SUMMARY:Item 114: Vote" in file


def test_what_is_written_of_a_step_is_read_in_the_language_of_the_page(
    union, olga, browse, client
):
    type(union).objects.update(languages=["es"])
    policy = make_policy(union)
    move = move_policy(
        policy=policy, stage="hearing", happened_on=MAY, text="Forty neighbors came.", by=None
    )
    page = f"/en/work/elm-street/policies/{policy.slug}/"
    editor = browse(olga)

    desk = visit(editor, page).content.decode()
    editor.post(f"{page}stage/{move.pk}/languages/es/", {"text": "Vinieron cuarenta vecinos."})

    assert f"{page}stage/{move.pk}/languages/es/" in desk
    spanish = visit(client, f"/es/o/elm-street/policies/{policy.slug}/").content.decode()
    assert "Vinieron cuarenta vecinos." in spanish
    assert "Forty neighbors came." not in spanish
