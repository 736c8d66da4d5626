"""Ballots on paper: marking who handed one in, typing, and comparing by a second person."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from concerted.base.languages import page_language
from concerted.decide.proposals.forms.ballots import PaperForm
from concerted.decide.proposals.models import Elector, PaperBallot, Proposal, Round
from concerted.decide.proposals.operations import paper as operations
from concerted.decide.proposals.queries.links import open_round
from concerted.decide.proposals.queries.paper import paper_page
from concerted.decide.proposals.queries.results import option_names
from concerted.decide.proposals.views.gate import address, visible
from concerted.organizations.models import ENTERERS, Organization


def _enterable(request: HttpRequest, organization: str, slug: str) -> tuple[Proposal, Round]:
    """A proposal that is voted on, for those who may type in what others collected."""
    found = visible(request, organization, slug)
    mine = Organization.objects.joined_by(request.user, *ENTERERS)
    get_object_or_404(mine, pk=found.organization.pk)
    vote = open_round(found)
    if vote is None:
        raise Http404
    return found, vote


@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found, vote = _enterable(request, organization, slug)
    names = option_names(vote, page_language())
    form = PaperForm(vote, names, request.POST or None)
    if form.done(operations.type_ballot, vote=vote, by=request.user):
        words = _("Typed. Write %(number)s on the paper.")
        messages.success(request, words % {"number": form.result.label})
        return redirect(address("paper", found))
    context: dict[str, Any] = {
        "organization": found.organization,
        "proposal": found,
        "page": paper_page(vote, request.user, names),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "proposals/paper.html", context, status=status)


@require_POST
def hand_in_paper(
    request: HttpRequest, organization: str, slug: str, pk: uuid.UUID
) -> HttpResponse:
    found, vote = _enterable(request, organization, slug)
    rows = Elector.objects.editable_by(request.user)
    elector = get_object_or_404(rows, round=vote, pk=pk)
    operations.hand_in_paper(elector=elector, by=request.user)
    return redirect(address("paper", found))


@require_POST
def check_ballot(request: HttpRequest, organization: str, slug: str, number: int) -> HttpResponse:
    found, vote = _enterable(request, organization, slug)
    rows = PaperBallot.objects.editable_by(request.user)
    ballot = get_object_or_404(rows, round=vote, number=number)
    is_right = request.POST.get("is_right") == "yes"
    operations.check_ballot(ballot=ballot, is_right=is_right, by=request.user)
    messages.success(
        request, _("Compared.") if is_right else _("Taken out. Please type it again.")
    )
    return redirect(address("paper", found))
