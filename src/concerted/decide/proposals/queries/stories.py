"""What becomes of statements here: a proposal, a vote, a decision, a goal, and all that the goal's ledger tells."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from concerted.base.gates import Viewer
from concerted.decide.proposals.models import Decision, Outcome, Proposal, Round, Taken
from concerted.decide.proposals.queries.carried import noon
from concerted.goals import ledger
from concerted.goals.models import Goal
from concerted.listen.conversations.becoming import Offer, Step
from concerted.listen.conversations.models import Statement
from concerted.organizations.translations import renditions

MEASURED = (ledger.Stage.CHANGE, ledger.Stage.MEASURE)
"""Stages whose lines are told besides the moments of a goal: what changed, and whose lives got better."""


def stories(statements: Sequence[Statement], language: str) -> Mapping[uuid.UUID, Sequence[Step]]:
    """For each statement what it became, as everybody may read it."""
    rows = Taken.objects.public().filter(statement__in=statements)
    taken = list(rows.select_related("proposal__organization", "proposal__goal", "goal"))
    if not taken:
        return {}
    proposals = {one.proposal.pk: one.proposal for one in taken if one.proposal is not None}
    goals = _goals(taken)
    of_proposals = _of_proposals(list(proposals.values()), language)
    of_goals = _of_goals(list(goals.values()), language)
    told: dict[uuid.UUID, dict[str, Step]] = defaultdict(dict)
    for one in taken:
        goal = one.goal_id or (one.proposal.goal_id if one.proposal is not None else None)
        for step in (*of_proposals.get(one.proposal_id, ()), *of_goals.get(goal, ())):
            told[one.statement_id].setdefault(step.key, step)
    return {pk: list(steps.values()) for pk, steps in told.items()}


def _goals(taken: Sequence[Taken]) -> dict[uuid.UUID, Goal]:
    """Goals that statements became, and those that proposals from statements adopted."""
    keys = {one.goal_id for one in taken if one.goal_id is not None}
    keys |= {
        one.proposal.goal_id
        for one in taken
        if one.proposal is not None and one.proposal.adopts_goal and one.proposal.goal_id
    }
    found = Goal.objects.public().filter(pk__in=keys).select_related("organization")
    return {goal.pk: goal for goal in found}


def _of_proposals(
    proposals: Sequence[Proposal], language: str
) -> dict[uuid.UUID | None, list[Step]]:
    texts = renditions(proposals, language)
    told: dict[uuid.UUID | None, list[Step]] = defaultdict(list)
    urls = {one.pk: one.get_absolute_url() for one in proposals}
    for one in proposals:
        if one.published_at is not None:
            title, url = texts[one.pk].title, urls[one.pk]
            words = _("It became a proposal")
            told[one.pk].append(
                Step(f"proposal:{one.pk.hex}", one.published_at, words, title, url)
            )
    rounds = Round.objects.filter(proposal__in=proposals).exclude(outcome=Outcome.VOID)
    for vote in rounds:
        words = _("People were asked to vote on it")
        key = f"vote:{vote.pk.hex}"
        told[vote.proposal_id].append(Step(key, vote.opened_at, words, url=urls[vote.proposal_id]))
    for decision in Decision.objects.filter(proposal__in=proposals):
        told[decision.proposal_id].extend(_of_decision(decision, urls[decision.proposal_id]))
    return told


def _of_decision(decision: Decision, url: str) -> Iterator[Step]:
    words = _("It was decided") if decision.passed else _("It was not adopted")
    key = decision.pk.hex
    yield Step(f"decision:{key}", decision.decided_at, words, decision.reasons, url)
    if decision.overturned_at is not None:
        again = _("After an appeal it is discussed again")
        yield Step(f"overturned:{key}", decision.overturned_at, again, url=url)
    if decision.carried_out_on is not None:
        at = noon(decision.carried_out_on)
        yield Step(f"done:{key}", at, _("It was carried out"), decision.carried_out_note, url)


def _of_goals(goals: Sequence[Goal], language: str) -> dict[uuid.UUID | None, list[Step]]:
    """That it became a goal, what happened for it, and what its ledger says has changed."""
    texts = renditions(goals, language)
    moments = ledger.moments(goals, None, language)
    cells = ledger.ledgers(goals, None, language)
    told: dict[uuid.UUID | None, list[Step]] = defaultdict(list)
    for goal in goals:
        own, url = goal.pk.hex, goal.get_absolute_url()
        if goal.published_at is None:
            continue
        became = _("It became a goal")
        title = texts[goal.pk].title
        told[goal.pk].append(Step(f"goal:{own}", goal.published_at, became, title, url))
        told[goal.pk] += [
            Step(f"moment:{own}:{one.at.isoformat()}", one.at, one.title, one.text, one.url or url)
            for one in moments[goal.pk]
            if one.at > goal.published_at
        ]
        told[goal.pk] += [
            Step(
                f"line:{own}:{cell.stage}:{cell.line.figure}",
                cell.line.at or goal.published_at,
                cell.label,
                f"{cell.line.figure} {cell.line.text}",
                cell.line.url or url,
            )
            for cell in cells[goal.pk]
            if cell.stage in MEASURED and cell.line is not None
        ]
    return told


def offers(statement: Statement, viewer: Viewer) -> Sequence[Offer]:
    """Making a proposal or a goal of a shown statement; where there is one, the way to it."""
    if not Statement.objects.editable_by(viewer).filter(pk=statement.pk).exists():
        return []
    taken = Taken.objects.visible_to(viewer).filter(statement=statement)
    kinds = {"goal" if one.goal_id is not None else "proposal" for one in taken}
    place = [
        statement.organization.slug,
        statement.conversation.slug,
        statement.number,
    ]
    proposal = _("To the proposal") if "proposal" in kinds else _("Make this a proposal")
    goal = _("To the goal") if "goal" in kinds else _("Make this a goal")
    return [
        Offer(proposal, reverse("proposals:make_proposal", args=place)),
        Offer(goal, reverse("proposals:make_goal", args=place)),
    ]
