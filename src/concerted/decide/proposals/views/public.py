"""What everybody reads: what is proposed, how it was decided, and the list of ballots."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from concerted.base.calendars import calendar_of
from concerted.base.http import calendar_answer
from concerted.base.languages import page_language
from concerted.decide.proposals.models import Proposal, Round
from concerted.decide.proposals.queries.ballots import ballot_list
from concerted.decide.proposals.queries.calendars import last_round, occasion_of
from concerted.decide.proposals.queries.pages import cards, proposal_page
from concerted.decide.proposals.views.gate import published
from concerted.listen.representation.queries.readings import shown_to_all
from concerted.organizations.models import Organization


@require_GET
def public_proposals(request: HttpRequest, organization: str) -> HttpResponse:
    owner = get_object_or_404(Organization.objects.public(), slug=organization)
    rows = Proposal.objects.public().filter(organization=owner).select_related("organization")
    context = {"organization": owner, "cards": cards(list(rows), page_language())}
    return render(request, "proposals/public_proposals.html", context)


@require_GET
def page(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = published(organization, slug)
    context = {
        "organization": found.organization,
        "proposal": found,
        "page": proposal_page(found, page_language()),
        "shown": shown_to_all(found, page_language()),
    }
    return render(request, "proposals/page.html", context)


@require_GET
def deadline_ics(request: HttpRequest, organization: str, slug: str) -> HttpResponse:  # noqa: ARG001
    """Until when people vote, for anybody's calendar."""
    found = published(organization, slug)
    vote = last_round(found)
    if vote is None:
        raise Http404
    title = found.in_language(page_language()).title
    return calendar_answer(calendar_of(occasion_of(found, vote, title)), found.slug)


@require_GET
def ballots(request: HttpRequest, organization: str, slug: str, number: int) -> HttpResponse:
    found = published(organization, slug)
    vote = get_object_or_404(Round.objects.public(), proposal=found, number=number)
    if not vote.is_counted:
        raise Http404
    context = {
        "organization": found.organization,
        "proposal": found,
        "text": found.in_language(page_language()),
        "vote": vote,
        "ballots": ballot_list(vote, page_language()),
    }
    return render(request, "proposals/ballots.html", context)
