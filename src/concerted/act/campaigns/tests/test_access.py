from __future__ import annotations

import pytest

from concerted.act.campaigns.models import Campaign
from concerted.act.campaigns.tests.factories import make_campaign

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
def test_who_sees_and_edits_campaigns(union, request, person, sees, edits):
    make_campaign(union, "draft", public=False)
    make_campaign(union, "public")
    viewer = request.getfixturevalue(person)

    assert {one.title for one in Campaign.objects.visible_to(viewer)} == sees
    assert {one.title for one in Campaign.objects.editable_by(viewer)} == edits
    assert {one.title for one in Campaign.objects.public()} == {"public"}


@pytest.mark.parametrize(
    ("person", "status"), [("olga", 200), ("cleo", 404), ("vera", 404), ("sam", 404)]
)
def test_who_reaches_the_pages_that_write(union, request, browse, person, status):
    campaign = make_campaign(union)
    client = browse(request.getfixturevalue(person))
    start = "/en/work/elm-street/campaigns/"

    for path in ("new/", f"{campaign.slug}/edit/", f"{campaign.slug}/close/"):
        assert client.get(start + path).status_code == status


def test_a_draft_has_no_public_page(union, browse):
    campaign = make_campaign(union, public=False)

    assert browse().get(f"/en/o/elm-street/campaigns/{campaign.slug}/").status_code == 404
