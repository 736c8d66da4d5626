from __future__ import annotations

from concerted.act.calls.operations.asking import add_calls, add_target, publish_calls
from concerted.act.campaigns.tests.factories import make_campaign

SCRIPT = "My name is … and I live in Riverside. Please vote no on Item 114."


def make_calls(
    organization, *officials, campaign=None, title="Call the council", public=True, **values
):
    campaign = campaign or make_campaign(organization)
    values = {"opening": SCRIPT, **values}
    calls = add_calls(campaign=campaign, title=title, by=None, **values)
    for official in officials:
        add_target(calls=calls, official=official, by=None)
    return publish_calls(calls=calls, by=None) if public else calls
