"""A review from its first note to its publication, and what is added after."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.goals.models import Goal
from concerted.listen.representation.models import Occasion
from concerted.measure.reviews.models import (
    OF_THE_COMMUNITY,
    Addendum,
    Presence,
    Review,
    Seat,
)
from concerted.measure.reviews.operations.telling import tell_participants
from concerted.measure.reviews.queries.figures import released_figures
from concerted.organizations.models import Organization
from concerted.organizations.zones import today_in
from concerted.pool.workplan.models import Meeting


class ReviewValues(TypedDict, total=False):
    held_on: datetime.date
    learned: str
    language: str
    next_on: datetime.date | None


class RoomValues(TypedDict, total=False):
    room_words: str
    nobody_came: bool
    meeting: Meeting | None
    occasion: Occasion | None


@transaction.atomic
def begin_review(*, goal: Goal, by: Viewer | None, **values: Unpack[ReviewValues]) -> Review:
    """A new review of a goal, as a draft. The same goal on the same day again gives the one there is."""
    organization = Organization.objects.select_for_update().get(pk=goal.organization_id)
    rows = Review.objects.filter(organization=organization)
    same = rows.filter(goal=goal, held_on=values["held_on"]).first()
    if same is not None:
        return same
    _check_days(organization, values)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    given: dict[str, Any] = {"language": organization.language, **values}
    review = Review.objects.create(organization=organization, goal=goal, number=last + 1, **given)
    told = {"goal": goal.title, "held_on": review.held_on}
    note(verb="added", subject=review, by=by, after=told)
    return review


@transaction.atomic
def change_review(*, review: Review, by: Viewer | None, **values: Unpack[ReviewValues]) -> Review:
    """Change a draft: what the data said, when it was held, when to look again."""
    review = draft(review=review)
    _check_days(review.organization, values, review)
    before, after = change(review, **values)
    if after:
        note(verb="edited", subject=review, by=by, before=before, after=after)
    return review


@transaction.atomic
def record_room(
    *,
    review: Review,
    counts: Mapping[str, int],
    by: Viewer | None,
    **values: Unpack[RoomValues],
) -> Review:
    """Write down how many of which role were in the room, never who; and that nobody of the community was, if so."""
    review = draft(review=review)
    wanted = {Seat(seat): count for seat, count in counts.items() if count}
    nobody = values.get("nobody_came", review.nobody_came)
    if nobody and any(seat in wanted for seat in OF_THE_COMMUNITY):
        told = _("You counted people of the community. Then somebody was there.")
        raise Refused(told, field="nobody_came")
    _check_place(review.organization, values)
    known = {one.seat: one.count for one in review.presences.all()}
    before, after = change(review, **values)
    if known != wanted:
        review.presences.all().delete()
        Presence.objects.bulk_create(
            Presence(organization_id=review.organization_id, review=review, seat=seat, count=count)
            for seat, count in wanted.items()
        )
        before["counts"], after["counts"] = known, {str(k): v for k, v in wanted.items()}
    if after:
        note(verb="noted_who_came", subject=review, by=by, before=before, after=after)
    return review


@transaction.atomic
def publish_review(*, review: Review, by: Viewer | None) -> Review:
    """Show a review to everybody, with the figures released by then, and tell those whom it concerns. Asked twice, done once."""
    known = Review.objects.select_related("organization", "goal").get(pk=review.pk)
    if not known.is_draft:
        return known
    review = draft(review=review)
    _check_whole(review)
    change(
        review,
        published_at=timezone.now(),
        published_by_id=by.pk if by else None,
        figures=released_figures(review.goal),
    )
    note(verb="published", subject=review, by=by)
    tell_participants(review=review, by=by)
    return review


@transaction.atomic
def add_addendum(*, review: Review, words: str, language: str, by: Viewer | None) -> Addendum:
    """Add to a published review what was learned or corrected since. The same words again give the ones there are."""
    review = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if review.is_draft:
        raise Refused(_("This review is a draft: change it itself."))
    addendum, is_new = review.addenda.get_or_create(
        words=words,
        defaults={
            "organization_id": review.organization_id,
            "language": language,
            "made_by_id": by.pk if by else None,
        },
    )
    if is_new:
        note(verb="added", subject=addendum, by=by, after={"words": words})
    return addendum


@transaction.atomic
def discard_review(*, review: Review, by: Viewer | None) -> None:
    """Throw a draft away. One that has changed an activity, made a task or a proposal stays: it says why."""
    if not Review.objects.filter(pk=review.pk).exists():
        return
    review = draft(review=review)
    if any(one.has_led_to_something for one in review.items.all()):
        raise Refused(_("It has changed something already. It stays, because it says why."))
    note(verb="removed", subject=review, by=by, before={"held_on": review.held_on})
    review.delete()


def draft(*, review: Review) -> Review:
    """The review, locked, and refused once it is published. Part of the transaction that asks for it."""
    rows = Review.objects.select_for_update(of=("self",)).select_related("organization", "goal")
    review = rows.get(pk=review.pk)
    if not review.is_draft:
        raise Refused(_("This review is published: it changes no more. You can add to it."))
    return review


def _check_days(
    organization: Organization, values: ReviewValues, review: Review | None = None
) -> None:
    today = today_in(organization)
    held_on = values.get("held_on", review.held_on if review else today)
    next_on = values.get("next_on", review.next_on if review else None)
    if held_on > today:
        raise Refused(_("This day has not come yet."), field="held_on")
    if next_on is not None and next_on <= held_on:
        raise Refused(_("The next check comes after this one."), field="next_on")
    if review is not None and held_on != review.held_on:
        rows = Review.objects.filter(goal_id=review.goal_id, held_on=held_on)
        if rows.exclude(pk=review.pk).exists():
            raise Refused(_("There is a review of this goal on that day."), field="held_on")


def _check_place(organization: Organization, values: RoomValues) -> None:
    """A meeting or an occasion named is of the same organization, and a meeting has begun."""
    meeting, occasion = values.get("meeting"), values.get("occasion")
    if meeting is not None and meeting.organization_id != organization.pk:
        raise Refused(_("This meeting belongs to another organization."), field="meeting")
    if meeting is not None and not meeting.has_begun:
        raise Refused(_("This meeting has not begun."), field="meeting")
    if occasion is not None and occasion.organization_id != organization.pk:
        raise Refused(_("This belongs to another organization."), field="occasion")


def _check_whole(review: Review) -> None:
    """Everything is said that a review has to say."""
    community = review.presences.filter(seat__in=OF_THE_COMMUNITY).exists()
    if not community and not review.nobody_came:
        raise Refused(
            _("Please say who from the community was in the room. If nobody was, say so.")
        )
    if not review.items.exists():
        raise Refused(_("Please say what you keep, change or stop: one thing at least."))
    if review.next_on is None:
        raise Refused(_("Please say when you look at it again."))
    if review.goal.is_draft:
        raise Refused(_("The goal is a draft. Publish it first."))
