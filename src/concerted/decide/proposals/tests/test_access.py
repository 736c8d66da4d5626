"""Who may read and change what, one row a person."""

from __future__ import annotations

import pytest

from concerted.decide.proposals.models import (
    Ballot,
    Comment,
    Decision,
    Delegation,
    Elector,
    PaperBallot,
    Proposal,
    Roll,
    Round,
    Taken,
    Voter,
)
from concerted.decide.proposals.operations.delegations import delegate
from concerted.decide.proposals.operations.discussion import add_comment
from concerted.decide.proposals.operations.paper import type_ballot
from concerted.decide.proposals.operations.taking import make_proposal as take_up
from concerted.decide.proposals.queries.own import own_voter
from concerted.decide.proposals.tests.factories import (
    cast,
    elector,
    make_draft,
    make_proposal,
    make_vote,
    vote_through,
)
from concerted.listen.conversations.tests.factories import make_conversation
from concerted.organizations.tests.factories import make_coalition, make_partner

pytestmark = pytest.mark.django_db

#           sees    edits   types in paper
TABLE = {
    "omar": (True, True, True),
    "olga": (True, True, True),
    "cleo": (True, False, True),
    "vera": (True, False, False),
    "sam": (False, False, False),
    "anonymous": (False, False, False),
}


@pytest.mark.parametrize("person", TABLE)
def test_proposals_rounds_and_decisions_by_role(request, union, person):
    viewer = request.getfixturevalue(person)
    draft = make_draft(union, title="Draft")
    vote = vote_through(union, "yes", "yes", "yes")
    sees, edits, _types = TABLE[person]

    assert (draft in Proposal.objects.visible_to(viewer)) is sees
    assert (draft in Proposal.objects.editable_by(viewer)) is edits
    assert Round.objects.visible_to(viewer).filter(pk=vote.pk).exists() is sees
    assert Decision.objects.visible_to(viewer).filter(round=vote).exists() is sees
    assert Decision.objects.editable_by(viewer).filter(round=vote).exists() is edits


@pytest.mark.parametrize("person", TABLE)
def test_who_votes_and_who_trusts_whom_is_for_those_who_organize(request, union, person):
    viewer = request.getfixturevalue(person)
    vote = make_vote(union)
    ana, ben = elector(vote, "Ana"), elector(vote, "Ben")
    delegate(giver=ana.voter, taker=ben.voter, proposal=vote.proposal)
    edits = TABLE[person][1]

    for model in (Voter, Elector, Delegation):
        assert model.objects.visible_to(viewer).exists() is edits
        assert not model.objects.public().exists()


@pytest.mark.parametrize("person", TABLE)
def test_nobody_reads_ballots_or_who_voted_through_a_gate(request, union, person):
    viewer = request.getfixturevalue(person)
    cast(make_vote(union), "Ana", vote="yes")

    for model in (Ballot, Roll):
        assert model.objects.count() == 1
        assert not model.objects.visible_to(viewer).exists()
        assert not model.objects.editable_by(viewer).exists()
        assert not model.objects.public().exists()


@pytest.mark.parametrize("person", TABLE)
def test_paper_ballots_are_for_those_who_type_them(request, union, omar, person):
    viewer = request.getfixturevalue(person)
    type_ballot(vote=make_vote(union), choice={"vote": "yes"}, by=omar)

    assert PaperBallot.objects.visible_to(viewer).exists() is TABLE[person][2]
    assert PaperBallot.objects.editable_by(viewer).exists() is TABLE[person][2]


def test_everybody_reads_what_is_discussed_or_decided_and_no_draft(union):
    draft = make_draft(union, title="Draft")
    vote = vote_through(union, "yes", "yes", "yes")
    inner = make_vote(union, title="Among us").proposal
    Proposal.objects.filter(pk=inner.pk).update(is_public=False)

    assert set(Proposal.objects.public()) == {vote.proposal}
    assert set(Round.objects.public()) == {vote}
    assert Decision.objects.public().get().round == vote
    assert draft not in Proposal.objects.public()


def test_everybody_reads_summaries_and_not_who_said_what(union, olga):
    proposal = make_vote(union).proposal
    add_comment(proposal=proposal, text="It costs too much.", kind="concern", by=olga)
    summary = add_comment(
        proposal=proposal, text="Most worry about cost.", kind="summary", by=olga
    )

    assert list(Comment.objects.public()) == [summary]


def test_what_a_statement_became_is_public_once_the_proposal_is(union):
    statement = make_conversation(union).statements.get(number=1)
    proposal = take_up(statement=statement, by=None)

    assert not Taken.objects.public().exists()

    Proposal.objects.filter(pk=proposal.pk).update(
        published_at=proposal.created_at, state="discussion"
    )
    assert Taken.objects.public().get().statement == statement


def test_the_people_of_a_member_read_what_is_no_draft_where_decisions_were_agreed(
    sam, vera, other, union, browse
):
    alliance = make_coalition(owner=sam)
    proposal, draft = make_proposal(alliance), make_draft(alliance, title="Not yet")
    make_partner(alliance, union)

    page = browse(vera).get("/en/work/riverside/proposals/").content.decode()

    assert proposal.title in page
    assert set(Proposal.objects.visible_to(vera)) == {proposal}
    assert browse(vera).get(f"/en/work/riverside/proposals/{draft.slug}/").status_code == 404
    assert not Proposal.objects.editable_by(vera).exists()


def test_a_member_votes_with_each_of_its_seats_and_without_one_not_at_all(
    sam, omar, union, other, browse
):
    alliance = make_coalition(owner=sam)
    make_partner(alliance, union, seat_count=2)
    make_partner(alliance, other, role="ally")

    vote = make_vote(alliance, electorate="seats")
    first = own_voter(vote, omar.pk)
    cast(vote, str(first), vote="yes")

    assert [str(one) for one in Elector.objects.filter(round=vote)] == [
        "Elm Street Neighbors",
        "Elm Street Neighbors (2)",
    ]
    assert str(own_voter(Round.objects.get(), omar.pk)) == "Elm Street Neighbors (2)"
    assert own_voter(vote, sam.pk) is None
