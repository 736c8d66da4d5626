from __future__ import annotations

from concerted.act.campaigns.operations import add_campaign, publish_campaign
from concerted.act.petitions.operations.petitions import add_petition, publish_petition
from concerted.goals.operations import add_goal, publish_goal

ROSA = {"name": "Rosa Alvarez", "email": "rosa@example.org", "postal_code": "02134"}


def make_campaign(organization, title="The clinic"):
    goal = publish_goal(
        goal=add_goal(organization=organization, title="Evening hours for all", by=None), by=None
    )
    return publish_campaign(campaign=add_campaign(goal=goal, title=title, by=None), by=None)


def make_draft(organization, **values):
    """A petition that is still written."""
    given = {
        "campaign": values.pop("campaign", None) or make_campaign(organization),
        "title": "Keep the Elm Street clinic open",
        "ask": "We ask the council to vote no on Item 114.",
        "target_name": "City Council",
        "goal_counts": [100, 2000],
    }
    return add_petition(by=None, **{**given, **values})


def make_petition(organization, **values):
    """A petition that people can sign."""
    return publish_petition(petition=make_draft(organization, **values), by=None)
