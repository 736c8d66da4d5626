"""What the alliance learned of its goals, who was in the room, and what it does differently since. All of it is invented."""

from __future__ import annotations

import datetime

from django.utils import timezone

from concerted.goals.models import Goal
from concerted.measure.reviews.models import Review
from concerted.measure.reviews.operations.items import adapt_by_item, add_item, make_task_of_item
from concerted.measure.reviews.operations.reviews import (
    add_addendum,
    begin_review,
    publish_review,
    record_room,
)
from concerted.measure.reviews.operations.rhythms import set_rhythm
from concerted.pool.workplan.models import Activity, Meeting
from concerted.site.demo import past, plan_words
from concerted.site.demo import review_words as words
from concerted.site.demo.cast import Cast
from concerted.site.demo.loop import Loop, translate


def look_together(cast: Cast, loop: Loop) -> None:
    """A review of the clinic that changes the workplan, one of the exam, and one of languages after which nobody has looked again."""
    for goal, months in ((loop.clinic.goal, 6), (loop.language.goal, 4), (loop.exam.goal, 6)):
        set_rhythm(goal=goal, months=months, by=cast.organizer)
    _look_at_clinic(cast, loop.clinic.goal)
    for days, goal, text, until in (
        (126, loop.language.goal, words.LANGUAGES, 115),
        (19, loop.exam.goal, words.EXAM, 180),
    ):
        with past.on_day(days):
            review = _review(cast, goal, text, days=0, until=until)
            publish_review(review=review, by=cast.organizer)
    past.forget_mail("reviews/")


def _look_at_clinic(cast: Cast, goal: Goal) -> None:
    review = _review(cast, goal, words.CLINIC, days=-12, until=168)
    rides = Activity.objects.get(organization=cast.coalition, title=plan_words.RIDES.title)
    sooner = timezone.localdate() + datetime.timedelta(days=14)
    items = {one.kind: one for one in review.items.all()}
    adapt_by_item(item=items["change"], activity=rides, starts_on=sooner, by=cast.organizer)
    make_task_of_item(
        item=items["stop"], title=words.TELL_THE_STAND, due_on=sooner, by=cast.organizer
    )
    publish_review(review=review, by=cast.organizer)
    add_addendum(review=review, words=words.ADDED, language="en", by=cast.organizer)


def _review(cast: Cast, goal: Goal, text: words.ReviewText, *, days: int, until: int) -> Review:
    """As a draft, with who was there and what follows, held so many days from now."""
    today = timezone.localdate()
    review = begin_review(
        goal=goal,
        held_on=today + datetime.timedelta(days=days),
        next_on=today + datetime.timedelta(days=until),
        learned=text.learned,
        by=cast.organizer,
    )
    meetings = Meeting.objects.filter(organization=cast.coalition).held()
    record_room(
        review=review,
        counts=text.counts,
        nobody_came=text.nobody_came,
        room_words=text.room,
        meeting=meetings.first() if days else None,
        by=cast.organizer,
    )
    for kind, said, in_spanish in text.items:
        item = add_item(review=review, kind=kind, words=said, by=cast.organizer)
        translate(item, {"es": {"words": in_spanish}}, cast)
    review.refresh_from_db()
    translate(review, {"es": text.in_spanish}, cast)
    return review
