"""Where every page about one proposal begins."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from concerted.decide.proposals.models import Decision, Proposal
from concerted.decide.proposals.queries.links import VoterLink
from concerted.decide.proposals.queries.links import linked as read_link
from concerted.organizations.views.gate import one_of


def published(organization: str, slug: str) -> Proposal:
    """The proposal, for everybody."""
    return one_of(Proposal.objects.public().with_everything(), organization, slug=slug)


def visible(request: HttpRequest, organization: str, slug: str) -> Proposal:
    rows = Proposal.objects.visible_to(request.user).with_everything()
    return one_of(rows, organization, slug=slug)


def editable(request: HttpRequest, organization: str, slug: str) -> Proposal:
    rows = Proposal.objects.editable_by(request.user).with_everything()
    return one_of(rows, organization, slug=slug)


def decision_of(request: HttpRequest, proposal: Proposal, number: int) -> Decision:
    """The decision that the round of this number came to."""
    rows = Decision.objects.editable_by(request.user).select_related("organization")
    return get_object_or_404(rows, proposal=proposal, round__number=number)


def linked(token: str) -> VoterLink:
    """Whose link it is. The link itself is the gate."""
    found = read_link(token)
    if found is None:
        raise Http404
    return found


def address(name: str, proposal: Proposal, *more: Any) -> str:
    """A page of the workspace about ``proposal``."""
    place = [proposal.organization.slug, proposal.slug, *more]
    return reverse(f"proposals:{name}", args=place)
