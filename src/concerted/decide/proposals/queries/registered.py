"""What proposals tell the floors below: goals, organizations, people."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.base.gates import Viewer
from concerted.decide.proposals.models import (
    Appeal,
    Decision,
    Elector,
    Proposal,
    ProposalState,
)
from concerted.decide.proposals.queries.adopted import adopted
from concerted.decide.proposals.queries.carried import noon
from concerted.decide.proposals.queries.guests import guests_of
from concerted.goals.ledger import Action, Line, Moment, Reader
from concerted.goals.models import Goal
from concerted.organizations.desk import Card
from concerted.organizations.models import Organization
from concerted.organizations.showcase import SHOWN, Item
from concerted.organizations.translations import renditions
from concerted.people.models import Person
from concerted.people.registry import Entry


def address(proposal: Proposal, reader: Reader) -> str:
    """The page of a proposal for who reads."""
    name = "proposals:page" if reader is None else "proposals:proposal"
    return reverse(name, args=[proposal.organization.slug, proposal.slug])


def _of_goals(goals: Sequence[Goal], reader: Reader) -> dict[uuid.UUID, list[Proposal]]:
    rows = Proposal.objects.public() if reader is None else Proposal.objects.visible_to(reader)
    found: dict[uuid.UUID, list[Proposal]] = defaultdict(list)
    kept = rows.filter(goal__in=goals, published_at__isnull=False)
    for one in kept.select_related("organization").order_by("published_at"):
        if one.goal_id is not None:
            found[one.goal_id].append(one)
    return found


def _decisions(found: Mapping[uuid.UUID, list[Proposal]]) -> dict[uuid.UUID, Decision]:
    """By proposal what stands."""
    proposals = [one for some in found.values() for one in some]
    rows = Decision.objects.standing().filter(proposal__in=proposals)
    rows = rows.select_related("round").order_by("decided_at")
    return {one.proposal_id: one for one in rows}


def decide_lines(
    goals: Sequence[Goal],
    reader: Reader,
    language: str,
) -> Mapping[uuid.UUID, Line]:
    """For each goal how it was adopted, or how many decisions stand, and the latest; or what is voted on or discussed."""
    found = _of_goals(goals, reader)
    standing = _decisions(found)
    texts = renditions([one for some in found.values() for one in some], language)
    figures = adopted(
        [standing[one.pk] for some in found.values() for one in some if _adopts(one, standing)]
    )
    lines = {}
    for goal, some in found.items():
        decided = [one for one in some if one.pk in standing]
        last = max(decided, key=lambda one: standing[one.pk].decided_at) if decided else some[-1]
        shown = next((one for one in decided if one.pk in figures), last)
        if shown.pk in figures:
            figure, words = figures[shown.pk]
        else:
            figure, words = _counted(len(decided), len(some), texts[last.pk].title)
        if shown != last:
            latest = _("%(adopted)s. The latest decision: %(title)s")
            words = latest % {"adopted": words, "title": texts[last.pk].title}
        lines[goal] = Line(
            figure=figure,
            text=words,
            url=address(shown, reader),
            at=standing[last.pk].decided_at if decided else last.published_at,
        )
    return lines


def _adopts(proposal: Proposal, standing: Mapping[uuid.UUID, Decision]) -> bool:
    return proposal.adopts_goal and proposal.pk in standing


def _counted(decided: int, proposed: int, title: str) -> tuple[str, str]:
    """How many decisions stand, or else how many proposals there are; and the latest."""
    count = decided or proposed
    words = (
        ngettext("decision: %(title)s", "decisions. The latest: %(title)s", count)
        if decided
        else ngettext("proposal: %(title)s", "proposals. The latest: %(title)s", count)
    )
    return number_format(count, force_grouping=True), words % {"title": title}


def goal_moments(
    goals: Sequence[Goal], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Moment]]:
    """When something was proposed, decided, and carried out."""
    found = _of_goals(goals, reader)
    standing = _decisions(found)
    texts = renditions([one for some in found.values() for one in some], language)
    told: dict[uuid.UUID, list[Moment]] = defaultdict(list)
    for goal, some in found.items():
        for one in some:
            title, url, decision = texts[one.pk].title, address(one, reader), standing.get(one.pk)
            if one.published_at is not None:
                told[goal].append(Moment(one.published_at, _("A proposal was made"), title, url))
            if decision is None:
                continue
            label = _("The goal was adopted") if one.adopts_goal else _("We decided together")
            told[goal].append(Moment(decision.decided_at, label, title, url))
            if decision.carried_out_on is not None:
                at = noon(decision.carried_out_on)
                told[goal].append(Moment(at, _("A decision was carried out"), title, url))
    return told


def goal_actions(
    goals: Sequence[Goal], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Action]]:
    """What is discussed or voted on for each goal."""
    found = _of_goals(goals, reader)
    texts = renditions([one for some in found.values() for one in some], language)
    open_now = (ProposalState.DISCUSSION, ProposalState.VOTING)
    return {
        goal: [
            Action(
                kind=_("Proposal"),
                title=texts[one.pk].title,
                title_language=texts[one.pk].language,
                url=address(one, reader),
                state=one.get_state_display(),
                is_open=True,
                verb=_("Read it"),
            )
            for one in some
            if one.state in open_now
        ]
        for goal, some in found.items()
    }


def showcase(organization: Organization, language: str) -> Sequence[Item]:
    """What an organization's public page shows of its decisions, the newest first."""
    rows = Proposal.objects.public().filter(organization=organization)
    found = list(rows.select_related("organization").order_by("-published_at")[:SHOWN])
    texts = renditions(found, language)
    return [
        Item(
            title=texts[one.pk].title,
            url=one.get_absolute_url(),
            text=texts[one.pk].summary,
            state=one.get_state_display(),
            language=texts[one.pk].language,
        )
        for one in found
    ]


def desk_cards(organization: Organization, viewer: Viewer) -> list[Card]:
    """What waits: decisions that are late or due for a second look, and appeals without an answer."""
    today = timezone.localdate()
    mine = Decision.objects.editable_by(viewer).filter(organization=organization)
    late, review = mine.late(today), mine.standing().filter(review_on__lte=today)
    appeals = Appeal.objects.editable_by(viewer).filter(
        organization=organization, answered_at__isnull=True
    )
    told = (
        (late, _("A decision was not carried out in time")),
        (review, _("A decision is due for a second look")),
    )
    cards = [
        Card(title, str(one), address(one.proposal, viewer))
        for rows, title in told
        for one in rows.select_related("proposal__organization")[:5]
    ]
    waiting = appeals.select_related("decision__proposal__organization")[:5]
    return cards + [
        Card(
            _("An appeal waits for an answer"),
            str(one.decision),
            address(one.decision.proposal, viewer),
        )
        for one in waiting
    ]


def _asked(person: Person) -> Iterable[Elector]:
    guests = guests_of(person)
    if not guests:
        return []
    rows = Elector.objects.filter(voter__in=guests)
    return rows.select_related("round__proposal__organization").order_by("created_at")


def timeline(person: Person) -> Iterable[Entry]:
    """That a person was asked to vote, never whether or how they did."""
    return [
        Entry(
            at=one.created_at,
            label=_("Was asked to vote on “%(title)s”") % {"title": one.round.proposal.title},
            url=address(one.round.proposal, None) if one.round.proposal.is_public else "",
        )
        for one in _asked(person)
    ]


def export(person: Person) -> Any:
    """On what a person was asked to vote."""
    return [
        {"proposal": one.round.proposal.title, "asked": one.created_at.isoformat()}
        for one in _asked(person)
    ]
