"""From the statements of a conversation: make this a proposal, make this a goal."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from concerted.decide.proposals.operations import taking
from concerted.decide.proposals.views.gate import address
from concerted.listen.conversations.models import Statement


def _statement(request: HttpRequest, organization: str, slug: str, number: int) -> Statement:
    rows = Statement.objects.editable_by(request.user).select_related("organization")
    return get_object_or_404(
        rows, organization__slug=organization, conversation__slug=slug, number=number
    )


@require_POST
def make_proposal(request: HttpRequest, organization: str, slug: str, number: int) -> HttpResponse:
    statement = _statement(request, organization, slug, number)
    made = taking.make_proposal(statement=statement, by=request.user)
    messages.success(
        request, _("A draft in the words of the statement. Its author can follow it.")
    )
    return redirect(address("proposal", made))


@require_POST
def make_goal(request: HttpRequest, organization: str, slug: str, number: int) -> HttpResponse:
    statement = _statement(request, organization, slug, number)
    made = taking.make_goal(statement=statement, by=request.user)
    messages.success(
        request, _("A draft in the words of the statement. Its author can follow it.")
    )
    return redirect("goals:goal", organization, made.slug)
