"""A statement of a conversation becomes a proposal, or a goal."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.decide.proposals.models import Origin, Proposal, Taken
from concerted.decide.proposals.operations.proposals import add_proposal
from concerted.goals.models import Goal
from concerted.goals.operations import add_goal
from concerted.listen.conversations.models import Statement, StatementState


@transaction.atomic
def make_proposal(*, statement: Statement, by: Viewer | None) -> Proposal:
    """A draft of a proposal in the words of a statement. Asked twice, the one there is."""
    statement = _locked(statement)
    known = Taken.objects.filter(statement=statement, proposal__isnull=False).first()
    if known is not None and known.proposal is not None:
        return known.proposal
    proposal = add_proposal(
        organization=statement.organization,
        title=statement.text[:160],
        summary=statement.text,
        language=statement.language,
        goal=statement.conversation.goal,
        origin=Origin.STATEMENT,
        by=by,
    )
    link_statement(statement=statement, proposal=proposal, by=by)
    return proposal


@transaction.atomic
def make_goal(*, statement: Statement, by: Viewer | None) -> Goal:
    """A draft of a goal in the words of a statement. Asked twice, the one there is."""
    statement = _locked(statement)
    known = Taken.objects.filter(statement=statement, goal__isnull=False).first()
    if known is not None and known.goal is not None:
        return known.goal
    goal = add_goal(
        organization=statement.organization,
        title=statement.text[:160],
        language=statement.language,
        by=by,
    )
    link_statement(statement=statement, goal=goal, by=by)
    return goal


@transaction.atomic
def link_statement(
    *,
    statement: Statement,
    by: Viewer | None,
    proposal: Proposal | None = None,
    goal: Goal | None = None,
) -> Taken:
    """Say that a statement went into a proposal, or into a goal, that there is already."""
    statement = _locked(statement)
    taken, is_new = Taken.objects.get_or_create(
        organization_id=statement.organization_id,
        statement=statement,
        proposal=proposal,
        goal=goal,
    )
    if is_new:
        note(verb="taken up", subject=statement, by=by, after={"into": str(proposal or goal)})
    return taken


def _locked(statement: Statement) -> Statement:
    rows = Statement.objects.select_for_update(of=("self",)).select_related(
        "organization", "conversation__goal"
    )
    statement = rows.get(pk=statement.pk)
    if statement.state != StatementState.ACCEPTED:
        raise Refused(_("Only a statement that everybody can read can be taken up."))
    return statement
