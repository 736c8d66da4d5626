from __future__ import annotations

import pytest
from django.utils.translation import gettext_lazy as _

from concerted.act.campaigns import actions
from concerted.act.campaigns.actions import Action, Start
from concerted.act.campaigns.models import Campaign
from concerted.act.campaigns.operations import add_campaign, close_campaign, edit_campaign
from concerted.act.campaigns.queries import campaign_rows
from concerted.act.campaigns.tests.factories import make_campaign
from concerted.base.errors import Refused
from concerted.goals import ledger
from concerted.goals.tests.factories import make_goal
from concerted.organizations.translating import save_translation

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(monkeypatch):
    """A room beside campaigns that holds one open action in each."""
    monkeypatch.setattr(actions, "_actions", [])
    monkeypatch.setattr(actions, "_moments", [])
    monkeypatch.setattr(actions, "_starts", [])

    def held(campaigns, reader, language):
        closed = Action("Petition", "Old one", "/old/")
        current = Action("Petition", "Sign this", "/sign/", figure="12", is_open=True)
        return {campaign.pk: [closed, current] for campaign in campaigns}

    actions.register(held, start=Start(_("Start a petition"), "campaigns:campaigns"))


def test_adding_the_same_campaign_twice_keeps_one(union, olga):
    goal = make_goal(union)

    first = add_campaign(goal=goal, title="Vote no", by=olga)

    assert add_campaign(goal=goal, title="Vote no", by=olga) == first


def test_a_campaign_cannot_serve_the_goal_of_somebody_else(union, other, olga):
    campaign = make_campaign(union)

    with pytest.raises(Refused, match="another organization"):
        edit_campaign(
            campaign=campaign,
            goal=make_goal(other),
            title="x",
            summary="",
            language="en",
            by=olga,
        )


def test_a_public_page_shows_what_people_can_do_with_what_is_open_first(union, browse, room):
    campaign = make_campaign(union)

    page = browse().get(f"/en/o/elm-street/campaigns/{campaign.slug}/").content.decode()

    assert page.index("Sign this") < page.index("Old one")


def test_an_organizer_is_offered_what_a_campaign_can_hold(union, olga, vera, browse, room):
    campaign = make_campaign(union)
    address = f"/en/work/elm-street/campaigns/{campaign.slug}/"

    assert "Start a petition" in browse(olga).get(address).content.decode()
    assert "Start a petition" not in browse(vera).get(address).content.decode()


def test_a_goal_counts_the_campaigns_that_serve_it(union, olga, room):
    goal = make_goal(union)
    make_campaign(union, "One", goal=goal)
    make_campaign(union, "Two", goal=goal, public=False)

    public = ledger.ledgers([goal], None, "en")[goal.pk][3].line
    inner = ledger.ledgers([goal], olga, "en")[goal.pk][3].line

    assert (public.figure, public.text) == ("1", "campaign")
    assert (inner.figure, inner.text) == ("2", "campaigns")


def test_a_goal_tells_when_its_campaigns_began_and_ended(union, olga, room):
    campaign = make_campaign(union)
    close_campaign(campaign=campaign, by=olga)

    told = [
        moment.title for moment in ledger.moments([campaign.goal], None, "en")[campaign.goal_id]
    ]

    assert told[:2] == ["The campaign ended", "The campaign began"]


def test_a_draft_goal_is_not_named_on_a_public_campaign(union, browse):
    campaign = make_campaign(union, goal=make_goal(union, "Secret plan", public=False))

    page = browse().get(f"/en/o/elm-street/campaigns/{campaign.slug}/").content.decode()

    assert "Secret plan" not in page


def test_a_campaign_is_read_in_the_language_of_the_page(union, olga, browse):
    union.languages = ["es"]
    union.save()
    campaign = make_campaign(union)
    save_translation(record=campaign, language="es", texts={"title": "Voten no"}, by=olga)

    page = browse().get(f"/es/o/elm-street/campaigns/{campaign.slug}/").content.decode()

    assert "Voten no" in page


def test_an_organizer_starts_a_campaign_for_a_goal(union, olga, browse):
    goal = make_goal(union)
    client = browse(olga)
    address = "/en/work/elm-street/campaigns/new/"

    form = client.get(f"{address}?goal={goal.pk}").context["form"]
    client.post(address, {"goal": goal.pk, "title": "Vote no", "summary": "", "language": "en"})

    assert form["goal"].value() == goal.pk
    assert Campaign.objects.get().goal == goal


def test_a_campaign_needs_a_goal_first(union, olga, browse):
    page = browse(olga).get("/en/work/elm-street/campaigns/new/").content.decode()

    assert "First, a goal" in page


def test_goals_of_others_are_not_offered(union, other, olga, browse):
    make_goal(union)
    foreign = make_goal(other)

    response = browse(olga).post(
        "/en/work/elm-street/campaigns/new/",
        {"goal": foreign.pk, "title": "Vote no", "language": "en"},
    )

    assert response.status_code == 422
    assert not Campaign.objects.exists()


def test_many_campaigns_cost_as_many_queries_as_one(union, olga, django_assert_max_num_queries):
    def queries_for():
        campaigns = Campaign.objects.visible_to(olga).select_related("organization", "goal")
        with django_assert_max_num_queries(30) as counted:
            campaign_rows(campaigns, olga, "es")
        return len(counted)

    goal = make_goal(union)
    make_campaign(union, "Campaign 0", goal=goal)
    one = queries_for()
    for number in range(1, 9):
        make_campaign(union, f"Campaign {number}", goal=goal)

    assert queries_for() == one
