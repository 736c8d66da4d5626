"""Pages of decisions: by a mailed link without an account, in public, and in the workspace."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from concerted.decide.proposals.models import (
    Appeal,
    Ballot,
    Comment,
    Decision,
    Delegation,
    Proposal,
    Round,
)
from concerted.decide.proposals.queries.links import path_of
from concerted.decide.proposals.tests.factories import (
    GUESTS,
    cast,
    elector,
    end,
    make_draft,
    make_proposal,
    make_vote,
    vote_through,
)

pytestmark = pytest.mark.django_db


def own(vote, name):
    return path_of(elector(vote, name).voter, vote.proposal, "en")


def form_of(page):
    """What the ballot carries besides the answer."""
    stamp = re.search(r'name="receipt" value="([^"]+)"', page.content.decode())
    return {"receipt": stamp[1]}


def test_somebody_votes_by_their_link_without_an_account_or_a_cookie(union):
    vote = make_vote(union, is_secret=True)
    visitor, path = Client(), own(vote, "Ana")

    form = form_of(visitor.get(path))
    page = visitor.post(path + "vote/", {**form, "vote": "yes"})

    ballot = Ballot.objects.get(round=vote)
    assert ballot.choice == {"vote": "yes"}
    assert ballot.receipt in page.content.decode()
    assert not visitor.cookies


def test_the_code_that_a_voter_saw_before_is_the_one_they_get(union):
    vote = make_vote(union, is_secret=True)
    path = own(vote, "Ana")
    page = Client().get(path)
    shown = re.search(r"<bdi>([A-Z2-9]{5}-[A-Z2-9]{5})</bdi>", page.content.decode())[1]

    Client().post(path + "vote/", {**form_of(page), "vote": "yes"})
    again = Client().post(path + "vote/", {**form_of(page), "vote": "yes"})

    assert Ballot.objects.get(round=vote).receipt == shown
    assert shown in again.content.decode()


def test_nobody_can_choose_their_own_code(union):
    vote = make_vote(union, is_secret=True)

    Client().post(own(vote, "Ana") + "vote/", {"receipt": "AAAAA-AAAAA", "vote": "yes"})

    assert Ballot.objects.get(round=vote).receipt != "AAAAA-AAAAA"


def test_an_objection_without_a_reason_stands_beside_its_field(union):
    vote = make_vote(union, rule="consent")

    page = Client().post(own(vote, "Ana") + "vote/", {"position": "block"})

    assert page.status_code == 422
    assert "an objection without a reason" in page.content.decode()
    assert not Ballot.objects.exists()


def test_a_ranking_is_sent_as_places_and_equal_places_are_refused(union):
    vote = make_vote(union, rule="stv", options=("Bus", "Van", "Walk"))
    path = own(vote, "Ana") + "vote/"

    equal = Client().post(path, {"rank_1": "1", "rank_2": "1"})
    Client().post(path, {"rank_1": "2", "rank_3": "1"})

    assert equal.status_code == 422
    assert Ballot.objects.get(round=vote).choice == {"ranking": [3, 1]}


def test_scores_and_ticks_are_read_from_the_form(union):
    options = ("Bus", "Van", "Walk")
    score = make_vote(union, rule="score", options=options)
    tick = make_vote(union, rule="approval", options=options, title="Ticks")

    Client().post(own(score, "Ana") + "vote/", {"score_1": "5", "score_2": "0", "score_3": "3"})
    Client().post(own(tick, "Ana") + "vote/", {"approves": ["3", "1"]})

    assert Ballot.objects.get(round=score).choice == {"scores": {"1": 5, "2": 0, "3": 3}}
    assert Ballot.objects.get(round=tick).choice == {"approves": [1, 3]}


def test_a_forged_link_leads_nowhere(union):
    path = own(make_vote(union), "Ana")

    assert Client().get(path.replace("/i/", "/i/x")).status_code == 404


def test_by_the_link_one_says_something_trusts_somebody_and_appeals(union):
    vote = make_vote(union)
    path, ben = own(vote, "Ana"), elector(vote, "Ben").voter

    Client().post(path + "say/", {"kind": "concern", "text": "It is far."})
    Client().post(path + "trust/", {"taker": ben.pk.hex})
    assert Delegation.objects.standing().get().taker == ben
    Client().post(path + "trust/back/")
    for name, _address in GUESTS[:3]:
        cast(vote, name, vote="yes")
    end(vote)
    Client().post(path + "appeal/", {"reason": "Few came."})

    assert Comment.objects.get().author == "Ana"
    assert not Delegation.objects.standing().exists()
    assert Appeal.objects.get().reason == "Few came."


def test_one_click_stops_the_mail_and_not_the_right_to_vote(union):
    vote = make_vote(union)
    path = own(vote, "Ana")

    assert Client().post(path + "no-mail/").status_code == 200

    assert elector(vote, "Ana").voter.mail_stopped_at is not None
    assert cast(vote, "Ana", vote="yes")


def test_everybody_reads_the_result_the_record_and_the_ballots_and_no_names(union):
    vote = vote_through(union, "yes", "yes", "no", is_secret=True)

    page = Client().get(vote.proposal.get_absolute_url()).content.decode()
    ballots = Client().get(vote.proposal.get_absolute_url() + "ballots/1/").content.decode()

    assert "2 yes and 1 no; 2 yes were needed. It passes." in page
    for name, _address in GUESTS[:3]:
        assert name not in page
    assert all(one.receipt in ballots for one in Ballot.objects.all())


def test_ballots_are_not_listed_while_people_vote(union):
    vote = make_vote(union, is_secret=True)

    assert Client().get(vote.proposal.get_absolute_url() + "ballots/1/").status_code == 404


def test_what_is_among_us_is_found_by_nobody_else(union):
    vote = make_vote(union)
    Proposal.objects.filter(pk=vote.proposal.pk).update(is_public=False)

    assert Client().get(vote.proposal.get_absolute_url()).status_code == 404
    assert Client().get(own(vote, "Ana")).status_code == 200


def test_a_page_asks_as_many_queries_for_ten_voters_as_for_two(union, django_assert_num_queries):
    few = vote_through(union, "yes", "yes", guests=2, rule="majority")
    many = vote_through(union, *["yes"] * 10, guests=10, title="Many")

    Client().get("/en/o/elm-street/decisions/")
    for vote in (few, many):
        with django_assert_num_queries(12):
            Client().get(vote.proposal.get_absolute_url())


def test_an_organizer_takes_a_proposal_from_draft_to_record(union, olga, browse):
    desk = browse(olga)
    root = "/en/work/elm-street/proposals/"
    draft = {"title": "Shall we meet?", "summary": "On Mondays.", "language": "en"}
    assert desk.post(root + "new/", {**draft, "is_public": "on"}).status_code == 302
    proposal = Proposal.objects.get()
    one = root + proposal.slug + "/"
    rule = {
        "rule": "majority",
        "seat_count": 1,
        "needed": "simple",
        "quorum": "0",
        "electorate": "team",
    }
    assert desk.post(one + "rule/", rule).status_code == 302
    desk.post(one + "discuss/")
    desk.post(one + "comment/", {"kind": "summary", "text": "All like it."})
    assert desk.post(one + "vote/", {"closes_at": "2099-01-01T12:00"}).status_code == 302
    mine = desk.get(one + "my-vote/")["Location"]
    assert Client().post(mine + "vote/", {"vote": "yes"}).status_code == 200
    desk.post(one + "count/")
    desk.post(one + "decision/1/", {"reasons": "It helps.", "due_on": "2020-01-01"})

    decision = Decision.objects.get()
    page = Client().get(proposal.get_absolute_url()).content.decode()
    assert decision.passed
    assert "Not carried out in time" in page
    assert "It helps." in page
    assert "All like it." in page


def test_bad_rules_and_days_are_refused_beside_their_fields(union, olga, browse):
    proposal = make_proposal(union)
    one = f"/en/work/elm-street/proposals/{proposal.slug}/"
    rule = {"rule": "stv", "options": "Bus", "seat_count": 1, "needed": "simple", "quorum": "50"}

    few = browse(olga).post(one + "rule/", {**rule, "electorate": "team"})
    seats = browse(olga).post(one + "rule/", {**rule, "rule": "consent", "electorate": "seats"})
    past = browse(olga).post(one + "vote/", {"closes_at": "2020-01-01T12:00"})

    assert "from 2 to 30 options" in few.content.decode()
    assert "Only a coalition" in seats.content.decode()
    assert "at least an hour" in past.content.decode()
    assert {few.status_code, seats.status_code, past.status_code} == {422}
    assert not Round.objects.exists()


def test_guests_are_read_one_a_line_and_a_wrong_line_is_named(union, olga, browse):
    address = "/en/work/elm-street/proposals/voters/"

    wrong = browse(olga).post(address, {"guests": "Rosa Diaz, rosa at home"})
    browse(olga).post(address, {"guests": "Rosa Diaz, rosa@example.org\nAli, ali@example.org"})

    assert "rosa at home" in wrong.content.decode()
    page = browse(olga).get(address).content.decode()
    assert "rosa@example.org" in page
    assert "ali@example.org" in page


def test_a_draft_is_no_link_yet(union):
    draft = make_draft(union)

    assert Client().get(draft.get_absolute_url()).status_code == 404
