from __future__ import annotations

import pytest

from concerted.goals.models import Goal
from concerted.goals.tests.factories import make_goal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("person", "sees", "edits"),
    [
        ("omar", {"draft", "public"}, {"draft", "public"}),
        ("olga", {"draft", "public"}, {"draft", "public"}),
        ("cleo", {"draft", "public"}, set()),
        ("vera", {"draft", "public"}, set()),
        ("sam", set(), set()),
        ("anonymous", set(), set()),
    ],
)
def test_who_sees_and_edits_goals(union, request, person, sees, edits):
    make_goal(union, "draft", public=False)
    make_goal(union, "public")
    viewer = request.getfixturevalue(person)

    assert {goal.title for goal in Goal.objects.visible_to(viewer)} == sees
    assert {goal.title for goal in Goal.objects.editable_by(viewer)} == edits
    assert {goal.title for goal in Goal.objects.public()} == {"public"}


@pytest.mark.parametrize(
    ("person", "status"),
    [("omar", 200), ("olga", 200), ("cleo", 404), ("vera", 404), ("sam", 404)],
)
def test_who_reaches_the_pages_that_write(union, request, browse, settings, person, status):
    settings.IS_DEMO = True
    goal = make_goal(union)
    client = browse(request.getfixturevalue(person))
    start = "/en/work/elm-street/goals/"

    for path in ("new/", f"{goal.slug}/edit/", f"{goal.slug}/close/"):
        assert client.get(start + path).status_code == status
    posted = client.post(f"{start}{goal.slug}/close/").status_code
    assert posted == (302 if status == 200 else 404)


def test_a_draft_has_no_public_page(union, browse):
    goal = make_goal(union, public=False)

    assert browse().get(f"/en/o/elm-street/goals/{goal.slug}/").status_code == 404
    assert goal.title not in browse().get("/en/o/elm-street/goals/").content.decode()
