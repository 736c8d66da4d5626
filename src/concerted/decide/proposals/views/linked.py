"""A voter's own page, by their mailed link, without an account. A GET shows, only a POST acts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.languages import page_language
from concerted.decide.proposals.forms.ballots import AppealForm, BallotForm, DelegateForm
from concerted.decide.proposals.forms.proposals import CommentForm
from concerted.decide.proposals.operations import (
    casting,
    decisions,
    delegations,
    discussion,
    voters,
)
from concerted.decide.proposals.queries.links import VoterLink, receipt_in
from concerted.decide.proposals.queries.own import ballot_asked, others_of, own_page_of, took_part
from concerted.decide.proposals.views.gate import linked
from concerted.listen.representation.queries.asking import occasion_of


def _page(
    request: HttpRequest, token: str, found: VoterLink, status: int = 200, **forms: Any
) -> HttpResponse:
    own = own_page_of(found, page_language())
    ballot = BallotForm(own.vote, dict(own.page.options)) if own.vote is not None else None
    context = {
        "organization": found.proposal.organization,
        "proposal": found.proposal,
        "page": own.page,
        "own": own,
        "token": token,
        "ballot": ballot,
        "comment": CommentForm(can_sum_up=False),
        "trust": DelegateForm(own.others),
        "appeal": AppealForm(),
        "asks_about_you": asks_about_you(found),
        **forms,
    }
    return render(request, "proposals/own_page.html", context, status=status)


def asks_about_you(found: VoterLink) -> bool:
    """Whether there are questions about oneself for who has voted."""
    occasion = occasion_of(found.proposal)
    return occasion is not None and occasion.takes_answers and took_part(found)


@never_cache
@require_GET
def own_page(request: HttpRequest, token: str) -> HttpResponse:
    return _page(request, token, linked(token))


@csrf_exempt
@never_cache
@require_POST
def cast_ballot(request: HttpRequest, token: str) -> HttpResponse:
    """Answers with the receipt itself: an address that held it would join it to the link in a log."""
    found = linked(token)
    asked = ballot_asked(found, page_language())
    if asked is None:
        return _page(request, token, found, status=409)
    form = BallotForm(asked.vote, asked.names, request.POST)
    receipt = receipt_in(request.POST.get("receipt", ""))
    if form.done(casting.cast_ballot, elector=asked.elector, receipt=receipt):
        return _page(request, token, found, receipts=[one.receipt for one in form.result])
    return _page(request, token, found, status=422, ballot=form)


@csrf_exempt
@never_cache
@require_POST
def say(request: HttpRequest, token: str) -> HttpResponse:
    found = linked(token)
    form = CommentForm(request.POST, can_sum_up=False)
    if form.done(
        discussion.add_comment,
        proposal=found.proposal,
        voter=found.voter,
        language=page_language(),
    ):
        return redirect("proposals:own_page", token)
    return _page(request, token, found, status=422, comment=form)


@csrf_exempt
@never_cache
@require_POST
def delegate(request: HttpRequest, token: str) -> HttpResponse:
    found = linked(token)
    form = DelegateForm(others_of(found), request.POST)
    if form.done(delegations.delegate, giver=found.voter, proposal=found.proposal):
        return redirect("proposals:own_page", token)
    return _page(request, token, found, status=422, trust=form)


@csrf_exempt
@never_cache
@require_POST
def revoke(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001
    found = linked(token)
    delegations.revoke(giver=found.voter, proposal=found.proposal)
    return redirect("proposals:own_page", token)


@csrf_exempt
@never_cache
@require_POST
def appeal(request: HttpRequest, token: str) -> HttpResponse:
    found = linked(token)
    form = AppealForm(request.POST)
    told = own_page_of(found, page_language()).page.decision
    if told is not None and form.done(decisions.appeal, decision=told.decision, voter=found.voter):
        return redirect("proposals:own_page", token)
    return _page(request, token, found, status=422, appeal=form)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    found = linked(token)
    if request.method == "POST":
        voters.stop_mail(voter=found.voter)
    context = {
        "organization": found.proposal.organization,
        "token": token,
        "is_stopped": request.method == "POST" or found.voter.mail_stopped_at is not None,
    }
    return render(request, "proposals/stop_mail.html", context)
