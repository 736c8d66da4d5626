"""From the first note to what was published, and what is added after."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction

from concerted.base.errors import Refused
from concerted.goals.tests.factories import make_goal
from concerted.measure.indicators.tests.factories import make_course, make_indicator, make_release
from concerted.measure.reviews.models import Review, Rhythm
from concerted.measure.reviews.operations.items import add_item, remove_item
from concerted.measure.reviews.operations.reviews import (
    add_addendum,
    begin_review,
    change_review,
    discard_review,
    publish_review,
    record_room,
)
from concerted.measure.reviews.operations.rhythms import set_rhythm
from concerted.measure.reviews.queries.figures import kept_figures
from concerted.measure.reviews.tests.factories import (
    in_days,
    make_draft,
    make_review,
    make_whole,
)

pytestmark = pytest.mark.django_db


def test_the_same_goal_on_the_same_day_has_one_review(union):
    goal = make_goal(union)

    assert make_draft(union, goal) == make_draft(union, goal)


def test_a_review_is_held_before_it_is_written_down(union):
    with pytest.raises(Refused) as refused:
        begin_review(goal=make_goal(union), held_on=in_days(2), by=None)

    assert refused.value.field == "held_on"


def test_the_next_check_comes_later(union):
    with pytest.raises(Refused) as refused:
        change_review(review=make_draft(union), next_on=in_days(-9), by=None)

    assert refused.value.field == "next_on"


def test_a_review_that_does_not_say_who_was_there_is_not_published(union):
    review = make_draft(union)
    add_item(review=review, kind="keep", words="The phone line.", by=None)
    record_room(review=review, counts={"team": 3}, by=None)

    with pytest.raises(Refused, match="who from the community"):
        publish_review(review=review, by=None)

    record_room(review=review, counts={"team": 3}, nobody_came=True, by=None)
    assert not publish_review(review=review, by=None).is_draft


def test_nobody_came_and_six_came_cannot_both_be_said(union):
    with pytest.raises(Refused) as refused:
        record_room(review=make_draft(union), counts={"community": 6}, nobody_came=True, by=None)

    assert refused.value.field == "nobody_came"


@pytest.mark.parametrize("missing", ["item", "next"])
def test_a_review_that_says_nothing_of_what_follows_is_not_published(union, missing):
    review = make_whole(union, **({"next_on": None} if missing == "next" else {}))
    if missing == "item":
        remove_item(item=review.items.get(), by=None)

    with pytest.raises(Refused):
        publish_review(review=review, by=None)


def test_publication_freezes_the_figures_of_that_day_with_their_sentences(union):
    goal = make_goal(union)
    indicator = make_indicator(union, "Wait", kind="average", unit="days", favourable=False)
    make_course(goal, indicator, baseline_value=60, target_value=30)
    make_release(indicator, (None, 47.0))
    review = make_review(union, goal)

    make_release(indicator, (None, 20.0), number=2)
    review.refresh_from_db()
    kept = kept_figures(union, review.figures, "en").shown

    assert (kept[0].figure, kept[0].words) == ("47 days", "Wait · target 30 days")
    assert (
        kept_figures(union, review.figures, "es").shown[0].words.startswith("Wait · objetivo: 30")
    )
    assert review.figures[0]["value"] == 47.0


def test_what_is_published_changes_no_more_and_can_be_added_to(union):
    review = make_review(union)

    for attempt in (
        lambda: change_review(review=review, learned="Other words", by=None),
        lambda: record_room(review=review, counts={}, by=None),
        lambda: add_item(review=review, kind="stop", words="Mail.", by=None),
        lambda: remove_item(item=review.items.get(), by=None),
        lambda: discard_review(review=review, by=None),
    ):
        with pytest.raises(Refused):
            attempt()
    first = add_addendum(review=review, words="One figure was wrong.", language="en", by=None)
    again = add_addendum(review=review, words="One figure was wrong.", language="en", by=None)

    assert first == again
    assert publish_review(review=review, by=None).published_at == review.published_at


def test_the_database_holds_no_published_review_without_its_figures(union):
    review = make_draft(union)

    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(
            published_at=datetime.datetime.now(datetime.UTC)
        )


def test_a_draft_can_be_thrown_away_and_not_added_to(union):
    review = make_whole(union)

    with pytest.raises(Refused):
        add_addendum(review=review, words="More", language="en", by=None)
    discard_review(review=review, by=None)
    discard_review(review=review, by=None)

    assert not Review.objects.exists()


def test_a_rhythm_is_of_some_months(union):
    goal = make_goal(union)
    set_rhythm(goal=goal, months=6, by=None)
    set_rhythm(goal=goal, months=3, by=None)

    with pytest.raises(Refused):
        set_rhythm(goal=goal, months=0, by=None)
    assert Rhythm.objects.get(goal=goal).months == 3
