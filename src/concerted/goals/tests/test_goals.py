from __future__ import annotations

import pytest

from concerted.base.audit.models import AuditEntry
from concerted.base.errors import Refused
from concerted.goals.models import Goal
from concerted.goals.operations import add_goal, close_goal, edit_goal, publish_goal, reopen_goal
from concerted.goals.queries import desk_cards
from concerted.goals.tests.factories import make_goal

pytestmark = pytest.mark.django_db


def verbs(goal):
    return list(AuditEntry.objects.filter(subject_id=goal.pk).values_list("verb", flat=True))


def test_adding_the_same_goal_twice_keeps_one(union, olga):
    first = add_goal(organization=union, title="No family waits", by=olga)
    again = add_goal(organization=union, title="No family waits", by=olga)

    assert first == again
    assert verbs(first) == ["added"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Keep it open!", "keep-it-open"), ("New", "new-2"), ("عيادة مفتوحة", "goal")],
)
def test_the_address_comes_from_the_title(union, title, slug):
    assert make_goal(union, title).slug == slug


def test_goals_of_like_titles_get_addresses_of_their_own(union):
    assert make_goal(union, "Keep it open").slug == "keep-it-open"
    assert make_goal(union, "Keep it open?").slug == "keep-it-open-2"


def test_editing_keeps_the_address(union, olga):
    goal = make_goal(union)

    edited = edit_goal(goal=goal, title="Other words", summary="", language="en", by=olga)

    assert (edited.title, edited.slug) == ("Other words", "keep-the-clinic-open")
    assert "edited" in verbs(goal)


def test_editing_without_a_change_leaves_no_trace(union, olga):
    goal = make_goal(union)
    before = verbs(goal)

    edit_goal(goal=goal, title=goal.title, summary=goal.summary, language="en", by=olga)

    assert verbs(goal) == before


def test_publishing_twice_keeps_the_first_day(union, olga):
    goal = make_goal(union)

    again = publish_goal(goal=goal, by=olga)

    assert again.published_at == goal.published_at


def test_a_draft_cannot_be_closed(union, olga):
    goal = make_goal(union, public=False)

    with pytest.raises(Refused, match="still a draft"):
        close_goal(goal=goal, by=olga)


def test_a_closed_goal_can_be_taken_up_again(union, olga):
    goal = close_goal(goal=make_goal(union), by=olga)

    assert goal.is_closed
    assert not reopen_goal(goal=goal, by=olga).is_closed


def test_an_organizer_proposes_publishes_and_closes_a_goal(union, olga, browse):
    client = browse(olga)
    start = "/en/work/elm-street/goals/"

    added = client.post(
        f"{start}new/", {"title": "No family waits", "summary": "Over 30 days", "language": "en"}
    )
    goal = Goal.objects.get()
    client.post(f"{start}{goal.slug}/publish/")
    client.post(f"{start}{goal.slug}/close/")

    assert added.url == f"{start}{goal.slug}/"
    page = browse().get(f"/en/o/elm-street/goals/{goal.slug}/").content.decode()
    assert "No family waits" in page
    assert "Closed" in page


@pytest.mark.once
def test_a_step_is_one_click_and_an_end_is_asked_about_first(union, olga, browse):
    client = browse(olga)
    goal = make_goal(union, public=False)
    page = f"/es/work/elm-street/goals/{goal.slug}/"

    opened = client.get(f"{page}publish/")
    published = client.post(f"{page}publish/", follow=True).content.decode()
    asked = client.get(f"{page}close/").content.decode()
    goal.refresh_from_db()

    assert opened.status_code == 405
    assert "Ahora todo el mundo puede ver esta meta." in published
    assert f"¿Cerrar «{goal.title}»?" in asked
    assert goal.is_open
    assert client.post(f"{page}close/").url == page


def test_a_goal_without_a_title_is_not_taken(union, olga, browse):
    response = browse(olga).post("/en/work/elm-street/goals/new/", {"title": "", "language": "en"})

    assert response.status_code == 422
    assert not Goal.objects.exists()


def test_an_empty_list_offers_the_first_step_to_who_may_take_it(union, olga, vera, browse):
    address = "/en/work/elm-street/goals/"

    assert "Propose the first goal" in browse(olga).get(address).content.decode()
    assert "Propose the first goal" not in browse(vera).get(address).content.decode()


def test_markup_in_a_title_stays_text(union, browse):
    goal = make_goal(union, "<script>alert(1)</script>")

    page = browse().get(f"/en/o/elm-street/goals/{goal.slug}/").content.decode()

    assert "<script>alert" not in page


def test_the_desk_shows_what_there_is_and_what_waits(union, olga, vera):
    first = [card.title for card in desk_cards(union, olga)]
    make_goal(union, "One")
    make_goal(union, "Two", public=False)

    assert first == ["Propose a goal"]
    assert [card.number for card in desk_cards(union, olga)] == ["1", "1"]
    assert [card.title for card in desk_cards(union, vera)] == ["Shared goals"]


def test_the_organizations_page_leads_to_all_its_goals_also_those_that_are_closed(union, browse):
    make_goal(union, "Keep it open")
    closed = make_goal(union, "A crossing")
    close_goal(goal=closed, by=None)
    link = '<a href="/en/o/elm-street/goals/">All our goals</a>'

    page = browse().get("/en/o/elm-street/").content.decode()
    every = browse().get("/en/o/elm-street/goals/").content.decode()

    assert link in page
    assert "A crossing" not in page
    assert "A crossing" in every


def test_without_a_goal_the_organizations_page_leads_nowhere(union, browse):
    make_goal(union, public=False)

    assert "/goals/" not in browse().get("/en/o/elm-street/").content.decode()
