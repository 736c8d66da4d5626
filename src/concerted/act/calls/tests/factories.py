from __future__ import annotations

import uuid

from concerted.act.calls.models import Outcome
from concerted.act.calls.operations.asking import add_calls, add_target, publish_calls
from concerted.act.calls.operations.calling import record_call
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


def told(calls, official, outcome=Outcome.REACHED, **values):
    values = {"token": uuid.uuid4(), **values}
    return record_call(calls=calls, official=official, outcome=outcome, **values)
