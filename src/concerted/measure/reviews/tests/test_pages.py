"""Pages as organizers and neighbors use them, from the first draft to what everybody reads."""

from __future__ import annotations

import pytest

from concerted.goals.tests.factories import make_goal
from concerted.measure.reviews.models import Item, Review, Rhythm
from concerted.measure.reviews.operations.reviews import publish_review, record_room
from concerted.measure.reviews.tests.factories import in_days, make_draft, make_review, make_whole
from concerted.pool.workplan.tests.factories import make_activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(union):
    return f"/en/work/{union.slug}/reviews/"


@pytest.fixture
def public(union):
    return f"/en/o/{union.slug}/reviews/"


@pytest.fixture
def desk(olga, browse):
    return browse(olga)


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_an_organizer_writes_a_review_from_the_first_note_to_its_publication(
    union, desk, work, public, client
):
    goal = make_goal(union)
    activity = make_activity(union, goal)
    day = {"held_on": in_days(-1), "next_on": in_days(90), "language": "en"}
    begun = desk.post(f"{work}goals/{goal.slug}/new/", {**day, "learned": "Fewer wait."})
    one = begun["Location"]
    desk.post(f"{one}room/", {"community": 7, "team": 2, "room_words": "Mothers and two nurses."})
    desk.post(f"{one}items/new/", {"kind": "change", "words": "We call at night."})
    item = f"{one}items/{Item.objects.get().pk}/"
    desk.post(f"{item}activity/", {"activity": activity.pk, "place": "By phone"})
    desk.post(f"{item}task/", {"title": "Find callers"})
    desk.post(f"{item}proposal/")
    desk.post(f"{one}publish/")
    inner, outer = text(desk.get(one)), text(client.get(f"{public}1/"))

    assert "An activity is changed: Knock on doors" in inner
    assert "The workplan is changed for it." in outer
    for said in (
        "Fewer wait.",
        "We call at night.",
        "Mothers and two nurses.",
        "We look at it again",
    ):
        assert said in outer
    assert "Knock on doors" not in outer, "the workplan is for who works on it"


def test_a_bad_form_says_why_beside_the_field(union, desk, work):
    goal = make_goal(union)

    late = desk.post(f"{work}goals/{goal.slug}/new/", {"held_on": in_days(3), "language": "en"})

    assert late.status_code == 422
    assert "This day has not come yet." in late.content.decode()


def test_what_is_missing_is_said_when_one_publishes(union, desk, work):
    make_draft(union)

    refused = desk.post(f"{work}1/publish/")

    assert refused.status_code == 409
    assert "who from the community" in refused.content.decode()


def test_a_handful_of_people_is_told_as_such_to_everybody_and_counted_for_the_team(
    union, desk, work, public, client
):
    review = make_whole(union)
    record_room(review=review, counts={"community": 3, "partners": 9}, by=None)
    publish_review(review=review, by=None)

    assert "<dd>fewer than 5</dd>" in text(client.get(f"{public}1/"))
    assert "<dd>3</dd>" in text(desk.get(f"{work}1/"))


def test_that_nobody_came_is_shown_to_everybody(union, public, client):
    review = make_whole(union)
    record_room(review=review, counts={"team": 6}, nobody_came=True, by=None)
    publish_review(review=review, by=None)

    assert "Nobody from the community was in the room." in text(client.get(f"{public}1/"))


def test_empty_pages_say_what_comes_next(union, desk, work, public, client):
    assert "Nothing to look at yet" in text(desk.get(work))
    assert "No reviews yet" in text(client.get(public))


def test_a_rhythm_is_set_on_its_page(union, desk, work):
    goal = make_goal(union)

    desk.post(f"{work}goals/{goal.slug}/rhythm/", {"months": 4})

    assert Rhythm.objects.get().months == 4
    assert "Every 4 months" in text(desk.get(work))


def test_an_addition_stands_below_in_public(union, desk, work, public, client):
    make_review(union)
    desk.post(f"{work}1/add/", {"words": "One figure was wrong.", "language": "en"})

    assert "One figure was wrong." in text(client.get(f"{public}1/"))


def test_a_draft_is_thrown_away_after_a_last_look(union, desk, work):
    make_whole(union)

    assert "Throw this draft away?" in text(desk.get(f"{work}1/discard/"))
    desk.post(f"{work}1/discard/")

    assert not Review.objects.exists()


def test_the_organization_s_public_page_and_the_goal_s_lead_to_the_review(union, client):
    review = make_review(union)

    assert review.get_absolute_url() in text(client.get(union.get_absolute_url()))
    assert review.get_absolute_url() in text(client.get(review.goal.get_absolute_url()))


def test_pages_cost_the_same_for_one_review_and_for_many(
    union, desk, work, public, client, django_assert_max_num_queries
):
    goal = make_goal(union)
    make_review(union, goal)

    def cost(browser, url):
        with django_assert_max_num_queries(60) as counted:
            browser.get(url)
        return len(counted)

    client.get(public)
    first = [cost(client, public), cost(client, f"{public}1/"), cost(desk, work)]
    for days in range(-9, -4):
        make_review(union, make_goal(union, f"Goal {days}"), days=days)

    assert [cost(client, public), cost(client, f"{public}1/"), cost(desk, work)] == first
