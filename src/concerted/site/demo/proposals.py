"""What the alliance decides, by each of the seven rules, and what became of it; one vote is on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from concerted.decide.proposals.models import Decision, Elector, Proposal, Round, Voter
from concerted.decide.proposals.operations.casting import cast_ballot
from concerted.decide.proposals.operations.decisions import (
    answer_appeal,
    appeal,
    carry_out,
    complete_record,
)
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
from concerted.decide.proposals.queries.pages import wording
from concerted.goals.models import Goal
from concerted.goals.operations import add_goal
from concerted.listen.conversations.models import Statement
from concerted.organizations.models import ContentTranslation
from concerted.site.demo import past
from concerted.site.demo import proposal_words as words
from concerted.site.demo.cast import Cast
from concerted.site.demo.loop import Loop, translate

Texts = dict[str, dict[str, str]]
Choice = Mapping[str, Any]
SEATS = (
    "bus-riders",
    "casa-del-rio",
    "elm-street",
    "health-center",
    "lakay",
    "nurses",
    "social-workers",
    "st-brendan",
    "tenants",
    "viet-aid",
)
"""Members and the convener have a seat each; allies and observers have none."""
AGREE, YES = {"position": "agree"}, {"vote": "yes"}


def decide_together(cast: Cast, loop: Loop) -> None:
    """Seven decisions and one vote under way; each member organization has a seat. The eighth is made in a meeting."""
    _clinic(cast, loop)
    _steering(cast)
    _first(cast, loop)
    _exam(cast, loop)
    _flyers(cast, loop)
    _study(cast, loop)
    _adopt(cast)
    _money(cast)
    past.forget_mail("proposals/")


def _propose(cast: Cast, text: dict[str, str], texts: Texts, **values: Any) -> Proposal:
    told: dict[str, Any] = {**text, **values}
    proposal = add_proposal(organization=cast.coalition, by=cast.organizer, **told)
    translate(proposal, texts, cast)
    return proposal


def _rule(
    proposal: Proposal,
    rule: str,
    cast: Cast,
    options: Sequence[tuple[str, str]] = (),
    **values: Any,
) -> None:
    """How the seats decide, among options in English and Spanish."""
    texts = [english for english, _spanish in options]
    choose_rule(
        proposal=proposal, rule=rule, electorate="seats", options=texts, by=cast.owner, **values
    )
    for option, (_english, spanish) in zip(
        proposal.options.order_by("number"), options, strict=True
    ):
        translate(option, {"es": {"text": spanish}}, cast)


def _open(proposal: Proposal, cast: Cast) -> Round:
    open_discussion(proposal=proposal, by=cast.organizer)
    closes_at = timezone.now() + datetime.timedelta(days=6)
    return open_voting(proposal=proposal, closes_at=closes_at, by=cast.organizer)


def _vote(vote: Round, choices: Mapping[str, Choice]) -> None:
    """What each seat answers, by the address of its organization, and why; who is not there does not answer."""
    seats = Elector.objects.filter(round=vote).select_related("voter__member")
    seat_of = {one.voter.member.slug: one for one in seats if one.voter.member is not None}
    for slug, choice in choices.items():
        said = dict(choice)
        reason = said.pop("reason", "")
        cast_ballot(
            elector=seat_of[slug],
            choice=said,
            receipt=new_receipt(),
            reason=reason,
            shown_name=str(seat_of[slug]) if reason else "",
        )


def _all(choice: Choice, **others: Choice | None) -> dict[str, Choice]:
    """One answer of all seats but ``others``, with ``_`` for ``-`` in their addresses; nothing is no answer."""
    said = {slug: others.get(slug.replace("-", "_"), choice) for slug in SEATS}
    return {slug: one for slug, one in said.items() if one is not None}


def _ranks(*ranks: Sequence[int]) -> dict[str, Choice]:
    """One seat after the other, by address."""
    return {slug: {"ranking": list(some)} for slug, some in zip(SEATS, ranks, strict=False)}


def _end(vote: Round) -> Decision:
    past.end_vote(vote)
    close_round(vote=vote)
    return Decision.objects.get(round=vote)


def _record(
    decision: Decision,
    text: dict[str, str],
    texts: Texts,
    cast: Cast,
    *,
    due: int | None = None,
    review: int,
) -> None:
    """Why, whose voice was missing, and in how many days from today it is due and looked at again."""
    today = timezone.localdate()
    told: dict[str, Any] = dict(text)
    if due is not None:
        told["due_on"] = today + datetime.timedelta(days=due)
    told["review_on"] = today + datetime.timedelta(days=review)
    _translate_record(complete_record(decision=decision, by=cast.organizer, **told), texts, cast)


def _translate_record(decision: Decision, texts: Texts, cast: Cast) -> None:
    """The record, and what was decided as the proposal says it in each language."""
    for language, given in texts.items():
        asked = decision.proposal.in_language(language)
        text = wording(asked.title, asked.summary)
        translate(decision, {language: {**given, "text": text}}, cast)


def _clinic(cast: Cast, loop: Loop) -> None:
    """The first goal, adopted by consent: amended while it was voted on; a member stands aside and says why."""
    goal = loop.clinic.goal
    proposal = _propose(cast, words.CLINIC, {}, goal=goal, adopts_goal=True)
    _rule(proposal, "consent", cast, quorum=67)
    _open(proposal, cast)
    add_comment(proposal=proposal, kind="summary", text=words.SUMMARY, by=cast.organizer)
    amend_proposal(
        proposal=proposal,
        title=words.CLINIC["title"],
        summary=words.CLINIC_AMENDED,
        change_note=words.AMENDED,
        by=cast.organizer,
    )
    translate(Proposal.objects.get(pk=proposal.pk), words.CLINIC_IN, cast)
    vote = Round.objects.open().get(proposal=proposal)
    aside = {"position": "stand aside", "reason": words.ASIDE}
    _vote(vote, _all(AGREE, health_center=aside))
    _record(_end(vote), words.CLINIC_RECORD, words.CLINIC_RECORD_IN, cast, review=170)
    past.move_proposal(proposal, days=197)


def _steering(cast: Cast) -> None:
    """Three people by the single transferable vote, in secret; a member appealed and was answered."""
    proposal = _propose(cast, words.STEERING, words.STEERING_IN)
    _rule(proposal, "stv", cast, words.STEERING_OPTIONS, seat_count=3, is_secret=True)
    vote = _open(proposal, cast)
    some = (1, 3), (5, 2), (1, 5, 3), (4, 1), (2, 5), (4, 1, 3), (1, 4, 2), (5, 2, 1), (3, 1, 5)
    _vote(vote, _ranks(*some))
    decision = _end(vote)
    _record(decision, words.STEERING_RECORD, words.STEERING_RECORD_IN, cast, review=330)
    past.move_proposal(proposal, days=33)
    voter = Voter.objects.get(organization=cast.coalition, member__slug="viet-aid")
    made = appeal(decision=decision, voter=voter, reason=words.APPEAL)
    answer_appeal(appeal=made, answer=words.ANSWER, is_upheld=False, by=cast.owner)
    past.move_appeal(made, days=18)


def _first(cast: Cast, loop: Loop) -> None:
    """A ranking in secret, carried out since."""
    proposal = _propose(cast, words.FIRST, words.FIRST_IN, goal=loop.clinic.goal)
    _rule(proposal, "schulze", cast, words.FIRST_OPTIONS, is_secret=True)
    vote = _open(proposal, cast)
    some = (1, 2, 3), (2, 1, 4), (1, 4), (1, 2), (2, 3), (1, 3, 2), (4, 1, 2), (3, 2, 1), (1, 2, 4)
    _vote(vote, _ranks(*some))
    decision = carry_out(
        decision=_end(vote),
        carried_out_on=timezone.localdate() - datetime.timedelta(days=12),
        carried_out_note=words.FIRST_DONE,
        by=cast.organizer,
    )
    _translate_record(decision, words.FIRST_DONE_IN, cast)
    past.move_proposal(proposal, days=40)


def _exam(cast: Cast, loop: Loop) -> None:
    """A goal that all adopt."""
    goal = loop.exam.goal
    proposal = _propose(cast, words.EXAM, words.EXAM_IN, goal=goal, adopts_goal=True)
    _rule(proposal, "consent", cast, quorum=67)
    vote = _open(proposal, cast)
    _vote(vote, _all(AGREE))
    _record(_end(vote), words.EXAM_RECORD, words.EXAM_RECORD_IN, cast, review=340)
    past.move_proposal(proposal, days=31)


def _flyers(cast: Cast, loop: Loop) -> None:
    """Three of five options by approval; to be carried out by a day that has passed."""
    proposal = _propose(cast, words.FLYERS, words.FLYERS_IN, goal=loop.language.goal)
    _rule(proposal, "approval", cast, words.FLYERS_OPTIONS, seat_count=3)
    vote = _open(proposal, cast)
    usual = {"approves": [1, 2, 3]}
    portuguese, creoles = {"approves": [1, 3, 4]}, {"approves": [1, 2, 4, 5]}
    others = {"health_center": portuguese, "st_brendan": creoles, "bus_riders": creoles}
    _vote(vote, _all(usual, tenants={"approves": [1, 2, 4]}, nurses=None, **others))
    _record(_end(vote), words.FLYERS_RECORD, words.FLYERS_RECORD_IN, cast, due=-9, review=150)
    past.move_proposal(proposal, days=58)


def _study(cast: Cast, loop: Loop) -> None:
    """A place by points."""
    proposal = _propose(cast, words.STUDY, words.STUDY_IN, goal=loop.exam.goal)
    _rule(proposal, "score", cast, words.STUDY_OPTIONS)
    vote = _open(proposal, cast)
    points = (5, 3, 1), (5, 2, 0), (4, 4, 1), (2, 3, 5), (5, 3, 2), (3, 5, 1), (4, 2, 4), (5, 4, 0)
    scores = [{str(number): one for number, one in enumerate(some, 1)} for some in points]
    _vote(vote, {slug: {"scores": one} for slug, one in zip(SEATS, scores, strict=False)})
    _record(_end(vote), words.STUDY_RECORD, words.STUDY_RECORD_IN, cast, due=18, review=90)
    past.move_proposal(proposal, days=14)


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
    _rule(proposal, "majority", cast, quorum=60, is_secret=True)
    vote = _open(proposal, cast)
    _vote(vote, _all(YES, nurses={"vote": "abstain"}, st_brendan={"vote": "no"}, viet_aid=None))
    _record(_end(vote), words.ADOPT_RECORD, words.ADOPT_RECORD_IN, cast, review=180)
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
    _rule(proposal, "consensus", cast)
    _vote(_open(proposal, cast), {"elm-street": AGREE, "lakay": AGREE, "tenants": AGREE})
