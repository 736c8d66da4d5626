"""The calls an address is about, for who may open it."""

from __future__ import annotations

from django.http import Http404

from concerted.act.calls.models import CallCampaign
from concerted.act.calls.queries.links import Called
from concerted.act.calls.queries.links import called as read_link
from concerted.organizations.views.gate import one_of


def published(organization: str, slug: str) -> CallCampaign:
    rows = CallCampaign.objects.public().select_related("organization", "campaign", "policy")
    return one_of(rows, organization, slug=slug)


def naming(organization: str, slug: str) -> CallCampaign:
    """Calls of which people may say that they were theirs: not where no names are kept."""
    found = published(organization, slug)
    if found.organization.is_victim_service:
        raise Http404
    return found


def own(token: str) -> Called:
    """What a mailed link is about. The link itself is the gate."""
    found = read_link(token)
    if found is None:
        raise Http404
    return found
