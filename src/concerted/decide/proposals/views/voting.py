"""The rule, who votes, and the voting, in the workspace."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.decide.proposals.forms.proposals import GuestsForm, OpenVotingForm, RuleForm
from concerted.decide.proposals.models import Voter
from concerted.decide.proposals.operations import proposals as operations
from concerted.decide.proposals.operations import rounds
from concerted.decide.proposals.operations import voters as voter_operations
from concerted.decide.proposals.queries.desk import guests
from concerted.decide.proposals.queries.links import open_round, path_of
from concerted.decide.proposals.queries.own import own_voter
from concerted.decide.proposals.views.gate import address, editable, visible
from concerted.organizations.views.gate import organized


@require_http_methods(["GET", "POST"])
def choose_rule(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    form = RuleForm(request.POST or None, initial=RuleForm.kept(found))
    if form.done(operations.choose_rule, proposal=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("proposal", found))
    context = {"organization": found.organization, "proposal": found, "form": form}
    return form_page(request, "proposals/choose_rule.html", context)


@require_http_methods(["GET", "POST"])
def open_voting(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    form = OpenVotingForm(request.POST or None)
    if form.done(rounds.open_voting, proposal=found, by=request.user):
        messages.success(request, _("The voting is open. Each voter got a link by mail."))
        return redirect(address("proposal", found))
    context = {"organization": found.organization, "proposal": found, "form": form}
    return form_page(request, "proposals/open_voting.html", context)


@require_GET
def my_vote(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """To the own page of who is signed in: as a person of the team, or for an organization that they own."""
    found = visible(request, organization, slug)
    vote = open_round(found)
    voter = own_voter(vote, request.user.pk) if vote is not None else None
    if voter is None:
        raise Http404
    return redirect(path_of(voter, found, page_language()))


@require_POST
def close_round(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    vote = open_round(found)
    if vote is not None:
        rounds.close_round(vote=vote, by=request.user)
        messages.success(request, _("Counted."))
    return redirect(address("proposal", found))


@require_http_methods(["GET", "POST"])
def voters(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = GuestsForm(request.POST or None)
    if form.done(voter_operations.invite_voters, organization=owner, by=request.user):
        added = form.result
        words = ngettext("%(count)d person can vote.", "%(count)d people can vote.", len(added))
        messages.success(request, words % {"count": len(added)})
        return redirect("proposals:voters", owner.slug)
    context = {
        "organization": owner,
        "form": form,
        "guests": list(guests(owner, request.user)),
    }
    return form_page(request, "proposals/voters.html", context)


@require_POST
def remove_voter(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    owner = organized(request, organization)
    rows = Voter.objects.editable_by(request.user).filter(organization=owner)
    voter_operations.remove_voter(voter=get_object_or_404(rows, pk=pk), by=request.user)
    return redirect("proposals:voters", owner.slug)
