"""Versions, withdrawing, reminders, paper, trust, appeals and what is late."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.decide.proposals.models import (
    Ballot,
    Decision,
    Outcome,
    ProposalState,
    Roll,
    Round,
    Voter,
)
from concerted.decide.proposals.operations.decisions import (
    answer_appeal,
    appeal,
    carry_out,
    complete_record,
)
from concerted.decide.proposals.operations.delegations import delegate, revoke
from concerted.decide.proposals.operations.paper import check_ballot, hand_in_paper, type_ballot
from concerted.decide.proposals.operations.proposals import amend_proposal, withdraw_proposal
from concerted.decide.proposals.operations.rounds import close_round, remind_voters
from concerted.decide.proposals.operations.voters import stop_mail
from concerted.decide.proposals.queries.pages import cards
from concerted.decide.proposals.queries.paper import is_paper_in
from concerted.decide.proposals.tests.factories import (
    cast,
    elector,
    end,
    make_vote,
    vote_through,
)

pytestmark = pytest.mark.django_db


def mailed(kind):
    return set(
        OutgoingMail.objects.filter(template=f"proposals/mail/{kind}").values_list("to", flat=True)
    )


def test_an_amendment_starts_the_vote_anew_and_tells_each_voter(union):
    vote = make_vote(union, guests=3)
    cast(vote, "Ana", vote="yes")

    proposal = amend_proposal(
        proposal=vote.proposal,
        title="Shall we open on Saturdays?",
        summary="",
        change_note="Why",
        by=None,
    )

    again = Round.objects.open().get(proposal=proposal)
    vote.refresh_from_db()
    assert vote.outcome == Outcome.VOID
    assert (again.number, again.version, proposal.version) == (2, 2, 2)
    assert Roll.objects.get(round=again).voted == []
    assert len(mailed("amended")) == 3
    assert [one.title for one in proposal.versions.all()] == [
        "Shall we open on Saturdays?",
        "Shall we open on Sundays?",
    ]


def test_what_stands_decided_is_not_amended_and_what_was_rejected_can_be(union):
    passed = vote_through(union, "yes", "yes", "yes")
    rejected = vote_through(union, "no", "no", "no", title="Another")
    values = {"title": "New", "summary": "", "change_note": "Why", "by": None}

    with pytest.raises(Refused):
        amend_proposal(proposal=passed.proposal, **values)

    assert amend_proposal(proposal=rejected.proposal, **values).state == ProposalState.DISCUSSION


def test_a_withdrawn_proposal_takes_no_votes_and_each_voter_is_told_once(union):
    vote = make_vote(union, guests=3)

    withdraw_proposal(proposal=vote.proposal, by=None)
    withdraw_proposal(proposal=vote.proposal, by=None)

    with pytest.raises(Refused):
        cast(vote, "Ana", vote="yes")
    assert mailed("withdrawn") == {"ana@example.com", "ben@example.com", "cem@example.com"}
    assert OutgoingMail.objects.filter(template="proposals/mail/withdrawn").count() == 3


def test_only_those_who_have_not_voted_are_reminded_once(union):
    vote = make_vote(union, guests=3)
    cast(vote, "Ana", vote="yes")
    stop_mail(voter=elector(vote, "Cem").voter)

    remind_voters(vote=vote)
    remind_voters(vote=vote)

    assert mailed("reminder") == {"ben@example.com"}
    assert OutgoingMail.objects.filter(template="proposals/mail/reminder").count() == 1


def test_each_mail_has_its_own_link_and_a_way_to_stop(union):
    make_vote(union, guests=3)

    rows = OutgoingMail.objects.filter(template="proposals/mail/vote")

    assert len({one.context["path"] for one in rows}) == 3
    assert all(one.unsubscribe_path.endswith("/no-mail/") for one in rows)


def test_paper_is_counted_once_a_second_person_has_compared_it(union, omar, olga):
    vote = make_vote(union, guests=2, is_secret=True)
    hand_in_paper(elector=elector(vote, "Ana"), by=olga)
    typed = type_ballot(vote=vote, choice={"vote": "yes"}, by=olga)

    with pytest.raises(Refused):
        check_ballot(ballot=typed, is_right=True, by=olga)
    assert not is_paper_in(vote)
    check_ballot(ballot=typed, is_right=True, by=omar)
    check_ballot(ballot=typed, is_right=True, by=omar)

    ballot = Ballot.objects.get(round=vote)
    assert (ballot.receipt, ballot.via, ballot.elector_id) == ("P-0001", "paper", None)
    assert is_paper_in(vote)
    with pytest.raises(Refused):
        cast(vote, "Ana", vote="no")


def test_there_are_no_more_paper_ballots_than_people_who_handed_one_in(union, omar, olga):
    vote = make_vote(union, guests=2)
    typed = type_ballot(vote=vote, choice={"vote": "yes"}, by=olga)

    with pytest.raises(Refused):
        check_ballot(ballot=typed, is_right=True, by=omar)


def test_what_was_typed_wrong_is_typed_again(union, omar, olga):
    vote = make_vote(union, guests=2)
    hand_in_paper(elector=elector(vote, "Ana"), by=olga)
    typed = type_ballot(vote=vote, number=7, choice={"vote": "yes"}, by=olga)

    assert check_ballot(ballot=typed, is_right=False, by=omar) is None

    again = type_ballot(vote=vote, number=7, choice={"vote": "no"}, by=olga)
    check_ballot(ballot=again, is_right=True, by=omar)
    assert Ballot.objects.get(round=vote).choice == {"vote": "no"}


def test_a_vote_counts_for_those_who_trust_the_voter(union):
    vote = make_vote(union, guests=4)
    ana, ben, cem = (elector(vote, name).voter for name in ("Ana", "Ben", "Cem"))
    delegate(giver=ana, taker=ben, proposal=vote.proposal)
    delegate(giver=ben, taker=cem, proposal=vote.proposal, is_standing=True)

    ballots = cast(vote, "Cem", vote="yes")

    assert {str(one.elector) for one in ballots} == {"Ana", "Ben", "Cem"}
    assert len(Roll.objects.get(round=vote).voted) == 3


def test_who_votes_first_votes_alone_and_what_is_taken_back_counts_no_more(union):
    vote = make_vote(union, guests=4)
    ana, ben, cem = (elector(vote, name).voter for name in ("Ana", "Ben", "Cem"))
    delegate(giver=ana, taker=cem, proposal=vote.proposal)
    delegate(giver=ben, taker=cem, proposal=vote.proposal, is_standing=True)
    cast(vote, "Ana", vote="no")
    revoke(giver=ben, proposal=vote.proposal)

    assert len(cast(vote, "Cem", vote="yes")) == 1


def test_trust_does_not_go_in_a_circle(union):
    vote = make_vote(union, guests=3)
    ana, ben, cem = (elector(vote, name).voter for name in ("Ana", "Ben", "Cem"))
    delegate(giver=ana, taker=ben, proposal=vote.proposal)
    delegate(giver=ben, taker=cem, proposal=vote.proposal)

    with pytest.raises(Refused):
        delegate(giver=cem, taker=ana, proposal=vote.proposal)
    with pytest.raises(Refused):
        delegate(giver=ana, taker=ana, proposal=vote.proposal)


def test_delegated_secret_ballots_do_not_stand_side_by_side(union):
    vote = make_vote(union, guests=6, is_secret=True)
    taker = elector(vote, "Cem").voter
    for name in ("Ana", "Ben", "Dee"):
        delegate(giver=elector(vote, name).voter, taker=taker, proposal=vote.proposal)
    cast(vote, "Eli", vote="yes")

    ballots = cast(vote, "Cem", vote="yes")

    assert len({one.receipt for one in ballots}) == 4
    kept = list(Ballot.objects.filter(round=vote).order_by().values_list("receipt", flat=True))
    assert kept == sorted(kept)


def test_an_appeal_that_is_right_brings_the_decision_back(union, omar):
    vote = vote_through(union, "yes", "yes", "yes")
    decision = Decision.objects.get(round=vote)
    voter = elector(vote, "Ana").voter

    made = appeal(decision=decision, voter=voter, reason="Half of us had no mail.")
    assert appeal(decision=decision, voter=voter, reason="Again.") == made
    answer_appeal(appeal=made, answer="True.", is_upheld=True, by=omar)

    vote.proposal.refresh_from_db()
    assert vote.proposal.state == ProposalState.DISCUSSION
    assert not Decision.objects.standing().exists()


def test_only_who_could_vote_appeals(union):
    vote = vote_through(union, "yes", "yes", "yes")
    stranger = Voter.objects.create(organization=union, name="Zoe", email="zoe@example.com")

    with pytest.raises(Refused):
        appeal(decision=Decision.objects.get(round=vote), voter=stranger, reason="No.")


def test_a_decision_that_is_not_carried_out_in_time_shows_as_such(union, omar):
    vote = vote_through(union, "yes", "yes", "yes")
    decision = Decision.objects.get(round=vote)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)

    complete_record(decision=decision, due_on=yesterday, by=omar)
    assert cards([vote.proposal], "en")[0].is_late
    carry_out(decision=decision, carried_out_on=yesterday, carried_out_note="Done.", by=omar)

    assert not cards([vote.proposal], "en")[0].is_late


def test_two_counts_make_one_decision(union):
    vote = vote_through(union, "yes", "yes", "yes")

    close_round(vote=vote)

    assert Decision.objects.filter(proposal=vote.proposal).count() == 1
    assert end(vote).outcome == Outcome.PASSED
