from __future__ import annotations

import pytest

from concerted.act.calls.models import Call, CallCampaign, CallTarget, Outreach
from concerted.act.calls.operations.calling import name_caller
from concerted.act.calls.tests.factories import make_calls, told
from concerted.act.officials.tests.factories import make_official

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
def test_who_sees_and_edits_calls(union, request, person, sees, edits):
    official = make_official(union, is_public=True)
    make_calls(union, official, title="draft", public=False)
    calls = make_calls(union, official, title="public")
    told(calls, official)
    viewer = request.getfixturevalue(person)

    assert {one.title for one in CallCampaign.objects.visible_to(viewer)} == sees
    assert {one.title for one in CallCampaign.objects.editable_by(viewer)} == edits
    assert {one.title for one in CallCampaign.objects.public()} == {"public"}
    for model in (Call, CallTarget):
        assert model.objects.visible_to(viewer).exists() is bool(sees)
        assert not model.objects.public().exists()


@pytest.mark.parametrize(("person", "reads"), [("olga", True), ("cleo", False), ("vera", False)])
def test_only_organizers_read_what_callers_wrote(union, request, browse, person, reads):
    official = make_official(union, is_public=True)
    calls = make_calls(union, official)
    told(calls, official, text="Her aide is Lee")

    page = browse(request.getfixturevalue(person)).get(f"/en/work/elm-street/calls/{calls.slug}/")

    assert (b"Her aide is Lee" in page.content) is reads


@pytest.mark.parametrize(
    ("person", "reads"),
    [("omar", True), ("olga", True), ("cleo", False), ("vera", False), ("sam", False)],
)
def test_who_called_is_for_organizers_alone(union, request, person, reads):
    official = make_official(union, is_public=True)
    calls = make_calls(union, official)
    tokens = [told(calls, official).token]
    name_caller(calls=calls, tokens=tokens, name="Rosa", email="rosa@example.org", language="en")
    viewer = request.getfixturevalue(person)

    assert Outreach.objects.visible_to(viewer).exists() is reads
    assert Outreach.objects.editable_by(viewer).exists() is reads
    assert not Outreach.objects.public().exists()
