"""The agenda of a meeting, point by point, and what was said about each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.decide.proposals.models import Proposal, Round
from concerted.decide.proposals.operations.proposals import add_proposal
from concerted.decide.proposals.operations.rooms import Answer, Seat, decide_in_room
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.pool.offers.models import Need
from concerted.pool.workplan.models import AgendaItem, Meeting
from concerted.pool.workplan.operations.meetings import changeable

MOST_ITEMS = 60


class ItemValues(TypedDict, total=False):
    title: str
    proposal: Proposal | None
    goal: Goal | None
    need: Need | None
    brought_by: Organization | None
    planned_minutes: int | None


@transaction.atomic
def add_item(*, meeting: Meeting, by: Viewer | None, **values: Unpack[ItemValues]) -> AgendaItem:
    """A new point at the end of the agenda. The same title again gives the one that has it."""
    meeting = changeable(meeting=meeting)
    _check(meeting, values)
    rows = AgendaItem.objects.filter(meeting=meeting)
    same = rows.filter(title=values["title"]).first()
    if same is not None:
        return same
    found = list(rows)
    if len(found) >= MOST_ITEMS:
        raise Refused(_("This agenda is full. Please make another meeting."))
    item = AgendaItem.objects.create(
        organization=meeting.organization,
        meeting=meeting,
        position=_last(meeting) + 1,
        **values,
    )
    note(verb="added", subject=item, by=by, after={"title": item.title})
    return item


@transaction.atomic
def change_item(
    *, item: AgendaItem, by: Viewer | None, **values: Unpack[ItemValues]
) -> AgendaItem:
    """Change a point of the agenda."""
    item = _locked(item)
    _check(item.meeting, values)
    before, after = change(item, **values)
    if after:
        note(verb="edited", subject=item, by=by, before=before, after=after)
    return item


@transaction.atomic
def move_item_up(*, item: AgendaItem, by: Viewer | None) -> AgendaItem:
    """Put a point before the one above it; the first stays where it is."""
    item = _locked(item)
    rows = AgendaItem.objects.filter(meeting=item.meeting)
    above = rows.filter(position__lt=item.position).last()
    if above is None:
        return item
    here, there = item.position, above.position
    change(item, position=_last(item.meeting) + 1)
    change(above, position=here)
    change(item, position=there)
    note(verb="moved", subject=item, by=by, before={"position": here}, after={"position": there})
    return item


@transaction.atomic
def remove_item(*, item: AgendaItem, by: Viewer | None) -> None:
    """Take a point off the agenda. What it led to stays, so a point that led to something stays too."""
    found = AgendaItem.objects.filter(pk=item.pk).first()
    if found is None:
        return
    found = _locked(found)
    if found.said or found.tasks.exists():
        raise Refused(_("Something was said or decided here. It stays in the minutes."))
    note(verb="removed", subject=found, by=by, before={"title": found.title})
    found.delete()


@transaction.atomic
def write_minute(*, item: AgendaItem, said: str, by: Viewer | None) -> AgendaItem:
    """Write down what was said about a point, once the meeting has begun."""
    item = _locked(item)
    if not item.meeting.has_begun:
        raise Refused(_("This meeting has not begun."))
    before, after = change(item, said=said)
    if after:
        note(verb="minuted", subject=item, by=by, before=before, after=after)
    return item


@transaction.atomic
def propose_item(*, item: AgendaItem, by: Viewer | None) -> Proposal:
    """A draft of a proposal in the words of a point, to decide in the meeting or to vote on after. Asked twice, the one there is."""
    item = _locked(item)
    if item.proposal is not None:
        return item.proposal
    proposal = add_proposal(
        organization=item.meeting.organization,
        title=item.title[:160],
        summary=item.said[:2000],
        language=item.meeting.language,
        goal=item.goal,
        is_public=False,
        by=by,
    )
    change(item, proposal=proposal)
    note(verb="edited", subject=item, by=by, after={"proposal": proposal.title})
    return proposal


@transaction.atomic
def decide_item(*, item: AgendaItem, answers: Mapping[Seat, Answer], by: Viewer | None) -> Round:
    """Decide the proposal of a point with those who are there; the record is the one of every decision."""
    item = _locked(item)
    if item.proposal is None:
        raise Refused(_("Please make a proposal of this point first: people decide on a text."))
    if not item.meeting.has_begun:
        raise Refused(_("This meeting has not begun."))
    return decide_in_room(proposal=item.proposal, answers=answers, by=by)


def _last(meeting: Meeting) -> int:
    rows = AgendaItem.objects.filter(meeting=meeting)
    return int(rows.aggregate(last=Max("position"))["last"] or 0)


def _locked(item: AgendaItem) -> AgendaItem:
    """The point, with its meeting locked and still open to change."""
    meeting = changeable(meeting=item.meeting)
    item = AgendaItem.objects.select_related("proposal", "goal").get(pk=item.pk)
    item.meeting = meeting
    return item


def _check(meeting: Meeting, values: ItemValues) -> None:
    """What a point refers to is of the same organization."""
    proposal, goal, need = values.get("proposal"), values.get("goal"), values.get("need")
    if proposal is not None and proposal.organization_id != meeting.organization_id:
        raise Refused(_("This proposal belongs to another organization."), field="proposal")
    if goal is not None and goal.organization_id != meeting.organization_id:
        raise Refused(_("This goal belongs to another organization."), field="goal")
    if need is not None and need.organization_id != meeting.organization_id:
        raise Refused(_("This need belongs to another organization."), field="need")
