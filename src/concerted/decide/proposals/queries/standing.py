"""What proposals say of how a goal stands: what waits to be decided, and what was decided and not done."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from concerted.decide.proposals.models import Decision, Proposal, ProposalState
from concerted.decide.proposals.queries.carried import noon
from concerted.decide.proposals.queries.registered import address
from concerted.goals.ledger import Line, Reader
from concerted.goals.models import Goal
from concerted.goals.states import Finding, Rule, State
from concerted.organizations.translations import renditions

RULES = (
    Rule(
        State.NEEDS_DECISION,
        gettext_lazy("A proposal for the goal is being discussed or voted on."),
    ),
    Rule(
        State.NEEDS_DECISION,
        gettext_lazy("A decision for the goal was to be looked at again, and the day has come."),
    ),
    Rule(
        State.NEEDS_DECISION,
        gettext_lazy("A proposal for the goal is still a draft: nobody decides on it yet."),
        is_inner=True,
    ),
    Rule(
        State.OVERDUE,
        gettext_lazy(
            "A decision for the goal was to be carried out by a day, and from the day after it is not."
        ),
    ),
)
WAITING = (ProposalState.DISCUSSION, ProposalState.VOTING)


def findings(
    goals: Sequence[Goal], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Finding]]:
    """What waits for a decision, or for what was decided; three queries."""
    rows = Proposal.objects.public() if reader is None else Proposal.objects.visible_to(reader)
    rows = rows.filter(goal__in=goals).select_related("organization")
    today = timezone.localdate()
    due = Q(due_on__lt=today, carried_out_on__isnull=True) | Q(review_on__lte=today)
    decided = list(
        Decision.objects.standing()
        .filter(due, proposal__in=rows.values("pk"))
        .select_related("proposal__organization")
    )
    undecided = list(rows.filter(state__in=[*WAITING, ProposalState.DRAFT]))
    texts = renditions({*undecided, *(one.proposal for one in decided)}, language)
    told = [
        *((one, _waiting(one, texts[one.pk].title, reader)) for one in undecided),
        *((one.proposal, _decided(one, texts[one.proposal_id].title, reader)) for one in decided),
    ]
    found: dict[uuid.UUID, list[Finding]] = defaultdict(list)
    for proposal, finding in told:
        if proposal.goal_id is not None:
            found[proposal.goal_id].append(finding)
    return found


def _waiting(proposal: Proposal, title: str, reader: Reader) -> Finding:
    words = {
        ProposalState.DRAFT: _("“%(title)s” is still a draft."),
        ProposalState.DISCUSSION: _("“%(title)s” is being discussed."),
        ProposalState.VOTING: _("“%(title)s” is being voted on."),
    }[ProposalState(proposal.state)]
    since = proposal.published_at or proposal.created_at
    url = address(proposal, reader)
    return Finding(State.NEEDS_DECISION, words % {"title": title}, since.date(), url)


def _decided(decision: Decision, title: str, reader: Reader) -> Finding:
    url = address(decision.proposal, reader)
    if decision.is_late(timezone.localdate()) and decision.due_on is not None:
        told = {"title": title, "day": date_format(decision.due_on, "DATE_FORMAT")}
        words = _("“%(title)s” was to be carried out by %(day)s.") % told
        return Finding(State.OVERDUE, words, decision.due_on, url)
    words = _("It is time to look again at “%(title)s”.") % {"title": title}
    return Finding(State.NEEDS_DECISION, words, decision.review_on, url)


def change_lines(goals: Sequence[Goal], reader: Reader, language: str) -> Mapping[uuid.UUID, Line]:
    """For each goal how many decisions were carried out, and the latest."""
    rows = Proposal.objects.public() if reader is None else Proposal.objects.visible_to(reader)
    carried = (
        Decision.objects.standing()
        .filter(
            proposal__in=rows.filter(goal__in=goals).values("pk"), carried_out_on__isnull=False
        )
        .select_related("proposal__organization")
        .order_by("carried_out_on", "created_at")
    )
    by_goal: dict[uuid.UUID, list[Decision]] = defaultdict(list)
    for one in carried:
        if one.proposal.goal_id is not None:
            by_goal[one.proposal.goal_id].append(one)
    texts = renditions([some[-1].proposal for some in by_goal.values()], language)
    return {
        goal: _line(some, texts[some[-1].proposal_id].title, reader)
        for goal, some in by_goal.items()
    }


def _line(carried: Sequence[Decision], title: str, reader: Reader) -> Line:
    last = carried[-1]
    words = ngettext(
        "decision carried out: %(title)s",
        "decisions carried out, the last: %(title)s",
        len(carried),
    )
    return Line(
        figure=number_format(len(carried), force_grouping=True),
        text=words % {"title": title},
        url=address(last.proposal, reader),
        at=noon(last.carried_out_on) if last.carried_out_on else None,
    )
