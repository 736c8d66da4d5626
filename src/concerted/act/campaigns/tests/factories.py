from __future__ import annotations

from concerted.act.campaigns.operations import add_campaign, publish_campaign
from concerted.goals.tests.factories import make_goal


def make_campaign(organization, title="Vote no on Item 114", *, goal=None, public=True, **values):
    goal = goal or make_goal(organization)
    campaign = add_campaign(goal=goal, title=title, by=None, **values)
    return publish_campaign(campaign=campaign, by=None) if public else campaign
