"""What the partners of the alliance do for its goals, and the meetings in which they agree on it."""

from __future__ import annotations

import datetime
import zoneinfo
from typing import Any

from django.utils import timezone

from concerted.goals.models import Goal
from concerted.organizations.models import Membership, Organization
from concerted.pool.workplan.models import Activity, ActivityState, AgendaItem, Meeting, Task
from concerted.pool.workplan.operations.activities import adapt_activity, add_activity
from concerted.pool.workplan.operations.agenda import (
    add_item,
    decide_item,
    propose_item,
    write_minute,
)
from concerted.pool.workplan.operations.meetings import add_meeting, record_attendance
from concerted.pool.workplan.operations.minutes import approve_minutes
from concerted.pool.workplan.operations.tasks import add_task, finish_task
from concerted.site.demo import past
from concerted.site.demo import plan_words as words
from concerted.site.demo.cast import Cast
from concerted.site.demo.loop import Loop, translate

AT = datetime.time(18, 30)
"""When partners meet."""


def plan_together(cast: Cast, loop: Loop) -> None:
    """Nine activities for three goals, with what is missing in them, and three meetings."""
    by_goal: tuple[tuple[Goal, tuple[words.ActivityText, ...]], ...] = (
        (loop.clinic.goal, (words.EVENINGS, words.NAMES, words.COUNCIL, words.RIDES)),
        (loop.language.goal, (words.DESK, words.VOLUNTEERS, words.WAITING)),
        (loop.exam.goal, (words.STUDY, words.FEES)),
    )
    for goal, texts in by_goal:
        for text in texts:
            _activity(cast, goal, text)
    evenings = Activity.objects.get(title=words.EVENINGS.title)
    translate(evenings, words.EVENINGS_IN, cast)
    adapt_activity(activity=evenings, ends_on=_day(34), reason=words.LATER, by=cast.organizer)
    _meet(cast)
    past.forget_mail("workplan/")
    past.forget_mail("proposals/")


def _day(days: int | None) -> datetime.date | None:
    return None if days is None else timezone.localdate() + datetime.timedelta(days=days)


def _partner(cast: Cast, slug: str) -> Organization | None:
    return next((one for one in cast.partners if one.slug == slug), None)


def _partners(cast: Cast, slugs: tuple[str, ...]) -> list[Organization]:
    return [one for one in cast.partners if one.slug in slugs]


def _activity(cast: Cast, goal: Goal, text: words.ActivityText) -> None:
    activity = add_activity(
        organization=cast.coalition,
        goal=goal,
        title=text.title,
        contribution=text.contribution,
        kind=text.kind,
        owner=_partner(cast, text.owner),
        partners=_partners(cast, text.partners),
        starts_on=_day(text.days[0]),
        ends_on=_day(text.days[1]),
        place=text.place,
        spoken=text.spoken,
        by=cast.organizer,
    )
    for task in words.TASKS.get(text.title, ()):
        _task(cast, task, activity=activity)
    if text.state != ActivityState.PLANNED:
        adapt_activity(activity=activity, state=text.state, by=cast.organizer)


def _task(cast: Cast, text: words.TaskText, **values: Any) -> Task:
    task = add_task(
        organization=cast.coalition,
        title=text.title,
        partner=_partner(cast, text.partner),
        due_on=_day(text.due),
        by=cast.organizer,
        **values,
    )
    done_on = _day(text.done)
    return finish_task(task=task, done_on=done_on, by=cast.organizer) if done_on else task


def _meet(cast: Cast) -> None:
    """One whose minutes are approved, one whose minutes wait, and one to come."""
    first = _meeting(cast, words.FIRST_MEETING)
    second = _meeting(cast, words.SECOND_MEETING)
    _meeting(cast, words.NEXT_MEETING)
    fair = AgendaItem.objects.get(meeting=first, title=words.PARTNER_FAIR)
    _decide(cast, fair)
    _task(cast, words.POSTER, item=fair)
    desk = AgendaItem.objects.get(meeting=second, position=2)
    _task(
        cast,
        words.FAMILIES,
        item=desk,
        activity=Activity.objects.get(title=words.DESK.title),
    )
    approve_minutes(meeting=first, at=second, by=cast.organizer)


def _meeting(cast: Cast, text: words.MeetingText) -> Meeting:
    day = timezone.localdate() + datetime.timedelta(days=text.day)
    meeting = add_meeting(
        organization=cast.coalition,
        title=text.title,
        starts_at=datetime.datetime.combine(day, AT, zoneinfo.ZoneInfo(cast.coalition.time_zone)),
        by=cast.organizer,
        **words.MEETING,  # type: ignore[arg-type]
    )
    for title, partner, minutes, said in text.points:
        item = add_item(
            meeting=meeting,
            title=title,
            brought_by=_partner(cast, partner),
            planned_minutes=minutes,
            by=cast.organizer,
        )
        if said:
            write_minute(item=item, said=said, by=cast.organizer)
    if meeting.has_begun:
        record_attendance(
            meeting=meeting,
            partners=[cast.coalition, *_partners(cast, text.present)],
            users=[cast.organizer],
            guest_count=text.guests,
            by=cast.organizer,
        )
    return meeting


def _decide(cast: Cast, item: AgendaItem) -> None:
    """By consent, in the room: one stands aside and says why."""
    proposal = propose_item(item=item, by=cast.organizer)
    present = _partners(cast, words.FIRST_MEETING.present)
    seats = Membership.objects.filter(
        organization=cast.coalition, member__in=present, seat_count__gt=0
    )
    answers: dict[Any, Any] = {
        (one.member_id, 1): ({"position": "agree"}, "") for one in seats.select_related("member")
    }
    aside = next(one for one in present if one.slug == "tenants")
    answers[aside.pk, 1] = ({"position": "stand aside"}, words.FOOT_SORE)
    decide_item(item=item, answers=answers, by=cast.organizer)
    past.move_proposal(proposal, days=7 - words.FIRST_MEETING.day)
