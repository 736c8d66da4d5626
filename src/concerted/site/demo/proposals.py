"""What the alliance decides: by consent, by ranking, a goal that a neighbor's words became, and one vote that is on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from concerted.decide.proposals.models import Decision, Elector, Proposal, Round
from concerted.decide.proposals.operations.casting import cast_ballot
from concerted.decide.proposals.operations.decisions import carry_out, complete_record
from concerted.decide.proposals.operations.discussion import add_comment
from concerted.decide.proposals.operations.proposals import (
    add_proposal,
    amend_proposal,
    choose_rule,
    open_discussion,
)
from concerted.decide.proposals.operations.rounds import close_round, open_voting
from concerted.decide.proposals.operations.taking import link_statement
from concerted.decide.proposals.queries.links import new_receipt
from concerted.goals.models import Goal
from concerted.goals.operations import add_goal
from concerted.listen.conversations.models import Statement
from concerted.organizations.models import ContentTranslation
from concerted.site.demo import past
from concerted.site.demo import proposal_words as words
from concerted.site.demo.cast import Cast
from concerted.site.demo.loop import Loop, translate

Choices = Sequence[Mapping[str, Any] | None]


def decide_together(cast: Cast, loop: Loop) -> None:
    """Three decisions and one vote under way; each member organization has a seat."""
    _speakers(cast, loop)
    _first(cast, loop)
    _adopt(cast)
    _money(cast)
    past.forget_mail("proposals/")


def _propose(
    cast: Cast, text: dict[str, str], texts: dict[str, dict[str, str]], **values: Any
) -> Proposal:
    told: dict[str, Any] = {**text, **values}
    proposal = add_proposal(organization=cast.coalition, by=cast.organizer, **told)
    translate(proposal, texts, cast)
    return proposal


def _open(proposal: Proposal, cast: Cast) -> Round:
    open_discussion(proposal=proposal, by=cast.organizer)
    closes_at = timezone.now() + datetime.timedelta(days=6)
    return open_voting(proposal=proposal, closes_at=closes_at, by=cast.organizer)


def _vote(vote: Round, choices: Choices) -> None:
    """One seat after the other answers; nothing stands for a seat that does not."""
    seats = Elector.objects.filter(round=vote).select_related("voter").order_by("voter__name")
    for seat, choice in zip(seats, choices, strict=False):
        if choice is not None:
            said = dict(choice)
            reason, name = said.pop("reason", ""), said.pop("name", "")
            cast_ballot(
                elector=seat,
                choice=said,
                receipt=new_receipt(),
                reason=reason,
                shown_name=str(seat) if name else "",
            )


def _end(vote: Round) -> Decision:
    past.end_vote(vote)
    close_round(vote=vote)
    return Decision.objects.get(round=vote)


def _speakers(cast: Cast, loop: Loop) -> None:
    """Consent, amended once while it was voted on; a member stands aside and says why."""
    proposal = _propose(cast, words.SPEAKERS, {}, goal=loop.clinic.goal)
    choose_rule(proposal=proposal, rule="consent", electorate="seats", quorum=67, by=cast.owner)
    _open(proposal, cast)
    add_comment(proposal=proposal, kind="summary", text=words.SUMMARY, by=cast.organizer)
    amend_proposal(
        proposal=proposal,
        title=words.SPEAKERS["title"],
        summary=words.SPEAKERS["summary"].replace("We draw", "Before each meeting we draw"),
        change_note=words.AMENDED,
        by=cast.organizer,
    )
    translate(Proposal.objects.get(pk=proposal.pk), words.SPEAKERS_IN, cast)
    vote = Round.objects.open().get(proposal=proposal)
    aside = {"position": "stand aside", "reason": words.ASIDE, "name": True}
    agree = {"position": "agree"}
    _vote(vote, [agree, aside, agree, None, agree])
    decision = _end(vote)
    today = timezone.localdate()
    complete_record(
        decision=decision,
        reasons=words.REASONS,
        missing_voices=words.MISSING,
        due_on=today - datetime.timedelta(days=9),
        review_on=today + datetime.timedelta(days=120),
        by=cast.organizer,
    )
    past.move_proposal(proposal, days=58)


def _first(cast: Cast, loop: Loop) -> None:
    """A ranking in secret, carried out since."""
    proposal = _propose(cast, words.FIRST, words.FIRST_IN, goal=loop.clinic.goal)
    choose_rule(
        proposal=proposal,
        rule="schulze",
        electorate="seats",
        is_secret=True,
        options=[english for english, _spanish in words.FIRST_OPTIONS],
        by=cast.owner,
    )
    for option, (_english, spanish) in zip(
        proposal.options.order_by("number"), words.FIRST_OPTIONS, strict=True
    ):
        translate(option, {"es": {"text": spanish}}, cast)
    vote = _open(proposal, cast)
    _vote(vote, [{"ranking": list(ranks)} for ranks in words.FIRST_RANKS])
    decision = _end(vote)
    carry_out(
        decision=decision,
        carried_out_on=timezone.localdate() - datetime.timedelta(days=12),
        carried_out_note=words.CARRIED_OUT,
        by=cast.organizer,
    )
    past.move_proposal(proposal, days=40)


def _adopt(cast: Cast) -> None:
    """What a neighbor said became a goal, and the alliance adopted it by a secret majority."""
    goal = add_goal(organization=cast.coalition, by=cast.organizer, **words.INTERPRETER_GOAL)
    translate(goal, words.INTERPRETER_GOAL_IN, cast)
    statement = _said(cast)
    proposal = _propose(
        cast, words.ADOPT, words.ADOPT_IN, goal=goal, adopts_goal=True, origin="statement"
    )
    link_statement(statement=statement, goal=goal, by=cast.organizer)
    link_statement(statement=statement, proposal=proposal, by=cast.organizer)
    choose_rule(
        proposal=proposal, rule="majority", electorate="seats", is_secret=True, by=cast.owner
    )
    vote = _open(proposal, cast)
    yes = {"vote": "yes"}
    _vote(vote, [yes, yes, {"vote": "abstain"}, yes, yes])
    _end(vote)
    past.move_proposal(proposal, days=9)
    past.move_goal(Goal.objects.get(pk=goal.pk), days=2)


def _said(cast: Cast) -> Statement:
    """The statement whose English translation says it."""
    for translation in ContentTranslation.objects.filter(
        organization=cast.coalition, subject_type="conversations.statement", language="en"
    ):
        if translation.texts.get("text") == words.INTERPRETER:
            return Statement.objects.get(pk=translation.subject_id)
    raise LookupError("The conversation of the demonstration lacks the statement it decides on.")


def _money(cast: Cast) -> None:
    """A vote that is on."""
    proposal = _propose(cast, words.MONEY, words.MONEY_IN)
    choose_rule(proposal=proposal, rule="consensus", electorate="seats", by=cast.owner)
    vote = _open(proposal, cast)
    _vote(vote, [{"position": "agree"}, None, {"position": "agree"}])
