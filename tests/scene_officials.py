"""Those who decide, and calls to them, with a row behind every address of them."""

from __future__ import annotations

from typing import Any

from concerted.act.calls.models import CallCampaign
from concerted.act.calls.operations.calling import name_caller
from concerted.act.calls.queries.links import token_of
from concerted.act.calls.tests.factories import make_calls, told
from concerted.act.campaigns.models import Campaign
from concerted.act.officials.models import Official
from concerted.act.officials.operations import add_office, report_mistake


def decided(campaign: Campaign, official: Official) -> dict[str, dict[str, Any]]:
    """Values of the addresses of both rooms: something is wrong on the official's page, who has an office and is called."""
    union = campaign.organization
    mistake = report_mistake(official=official, organization=union, text="Moved.", by=None)
    office = add_office(official=official, values={"address": "1 Elm Street"}, by=None)
    tenure = official.tenure
    assert tenure is not None
    post = tenure.post
    calls = make_calls(union, official, campaign=campaign)
    return {
        "officials": {"pk": official.pk, "mistake": mistake.pk, "office": office.pk},
        "officials:jurisdiction": {"pk": post.jurisdiction_id},
        "officials:public_jurisdiction": {"pk": post.jurisdiction_id},
        "officials:add_holder": {"pk": post.pk},
        "calls": {
            "slug": calls.slug,
            "target": calls.targets.get().pk,
            "token": _link_of_a_caller(calls, official),
        },
    }


def _link_of_a_caller(calls: CallCampaign, official: Official) -> str:
    call = told(calls, official)
    [outreach] = name_caller(
        calls=calls, tokens=[call.token], name="Rosa", email="rosa@example.org", language="en"
    )
    return token_of(calls, outreach.person.contact_points.get())
