"""A statement becomes a proposal or a goal, and its story goes through to the measured change."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from concerted.base.errors import Refused
from concerted.decide.proposals.models import Decision, Taken
from concerted.decide.proposals.operations.decisions import carry_out
from concerted.decide.proposals.operations.proposals import choose_rule, open_discussion
from concerted.decide.proposals.operations.rounds import open_voting
from concerted.decide.proposals.operations.taking import make_goal, make_proposal
from concerted.decide.proposals.operations.voters import invite_voters
from concerted.decide.proposals.tests.factories import GUESTS, cast, end
from concerted.goals import ledger
from concerted.goals.operations import publish_goal
from concerted.listen.conversations.becoming import offers, stories
from concerted.listen.conversations.operations.statements import review_statement
from concerted.listen.conversations.tests.factories import make_conversation

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement(union):
    return make_conversation(union).statements.get(number=1)


def told(statement):
    return [step.title for step in stories([statement], "en")[statement.pk]]


def test_a_statement_becomes_one_proposal_however_often_it_is_asked(statement):
    first = make_proposal(statement=statement, by=None)
    again = make_proposal(statement=statement, by=None)

    assert first == again
    assert (first.title, first.origin) == (statement.text, "statement")
    assert Taken.objects.count() == 1


def test_what_is_not_shown_is_not_taken_up(statement):
    review_statement(statement=statement, is_accepted=False, reason="said", by=None)

    with pytest.raises(Refused):
        make_goal(statement=statement, by=None)


def test_the_story_goes_from_the_words_to_what_was_carried_out(union, statement):
    proposal = make_proposal(statement=statement, by=None)
    assert told(statement) == []
    invite_voters(organization=union, guests=GUESTS[:3], by=None)
    choose_rule(proposal=proposal, rule="majority", electorate="invited", by=None)
    open_discussion(proposal=proposal, by=None)
    vote = open_voting(
        proposal=proposal, closes_at=timezone.now() + datetime.timedelta(days=3), by=None
    )
    for name, _address in GUESTS[:3]:
        cast(vote, name, vote="yes")
    end(vote)
    decision = Decision.objects.get(round=vote)
    carry_out(
        decision=decision, carried_out_on=timezone.localdate(), carried_out_note="Done.", by=None
    )

    assert set(told(statement)) == {
        "It became a proposal",
        "People were asked to vote on it",
        "It was decided",
        "It was carried out",
    }


def test_the_story_of_a_goal_holds_what_its_ledger_measures(statement, monkeypatch):
    goal = publish_goal(goal=make_goal(statement=statement, by=None), by=None)
    line = ledger.Line("12%", "fewer people wait a month", at=timezone.now())
    lines = {stage: [] for stage in ledger.Stage}
    lines[ledger.Stage.MEASURE] = [(1, lambda goals, *_: {one.pk: line for one in goals})]
    monkeypatch.setattr(ledger, "_lines", lines)

    steps = stories([statement], "en")[statement.pk]

    assert [step.title for step in steps] == ["It became a goal", "Measure"]
    assert steps[1].text == "12% fewer people wait a month"
    assert steps[0].url == goal.get_absolute_url()


def test_fifty_statements_ask_as_many_queries_as_two(union, django_assert_max_num_queries):
    talk = make_conversation(union, seeds=[f"Idea number {number}." for number in range(50)])
    for one in talk.statements.all()[:10]:
        publish_goal(goal=make_goal(statement=one, by=None), by=None)
    statements = list(talk.statements.all())

    with django_assert_max_num_queries(30):
        stories(statements, "en")


def test_organizers_are_offered_both_and_nobody_else_is(statement, olga, vera, sam):
    assert [one.label for one in offers(statement, olga)] == [
        "Make this a proposal",
        "Make this a goal",
    ]
    assert offers(statement, vera) == []
    assert offers(statement, sam) == []


def test_the_desk_makes_a_goal_of_a_statement_and_the_log_says_so(statement, olga, browse):
    desk = f"/en/work/elm-street/conversations/{statement.conversation.slug}/statements/1/"
    page = browse(olga).get(desk).content.decode()
    assert f'action="{desk}goal/"' in page

    browse(olga).post(desk + "goal/")
    publish_goal(goal=Taken.objects.get().goal, by=None)

    log = Client().get(statement.conversation.get_absolute_url() + "moderation/")
    assert "It became a goal" in log.content.decode()
