"""The statements of a conversation in the workspace: seeds, the queue of those to read, translations."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.listen.conversations.becoming import offers
from concerted.listen.conversations.forms.conversations import ReviewForm, SeedForm
from concerted.listen.conversations.models import Conversation, Statement, StatementState
from concerted.listen.conversations.operations import statements as operations
from concerted.listen.conversations.queries.desk import UNREAD
from concerted.listen.conversations.queries.sessions import sources_of
from concerted.listen.conversations.views.desk import address
from concerted.listen.conversations.views.gate import editable, visible
from concerted.organizations.queries import can_organize
from concerted.organizations.translating import translation_states
from concerted.organizations.views.translating import translation_page


def _editable(request: HttpRequest, conversation: Conversation, number: int) -> Statement:
    rows = Statement.objects.editable_by(request.user).select_related(
        "organization", "conversation__organization"
    )
    return get_object_or_404(rows, conversation=conversation, number=number)


@require_http_methods(["GET", "POST"])
def seed_statements(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    form = SeedForm(request.POST or None)
    if form.done(operations.seed_statements, conversation=found, by=request.user):
        added = form.result
        words = ngettext("%(count)d statement added.", "%(count)d statements added.", len(added))
        messages.success(request, words % {"count": len(added)})
        return redirect(address("conversation", found))
    context = {"organization": found.organization, "conversation": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "conversations/seed_statements.html", context, status=status)


@require_GET
def statements(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = visible(request, organization, slug)
    rows = Statement.objects.visible_to(request.user).filter(conversation=found)
    context = {
        "organization": found.organization,
        "conversation": found,
        "rows": list(rows),
        "can_edit": can_organize(found.organization, request.user),
    }
    return render(request, "conversations/statements.html", context)


@require_GET
def review(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    rows = Statement.objects.editable_by(request.user).filter(conversation=found, state__in=UNREAD)
    unread = [(one, ReviewForm(one.pk)) for one in rows]
    context = {"organization": found.organization, "conversation": found, "unread": unread}
    return render(request, "conversations/review.html", context)


@require_POST
def review_statement(
    request: HttpRequest, organization: str, slug: str, number: int
) -> HttpResponse:
    found = editable(request, organization, slug)
    one = _editable(request, found, number)
    form = ReviewForm(one.pk, request.POST)
    if form.done(operations.review_statement, statement=one, by=request.user):
        messages.success(request, _("Decided. Everybody can read it in the log."))
        onward = "review" if one.state in UNREAD else "statements"
        return redirect(address(onward, found))
    return render(
        request, "conversations/statement.html", _statement(request, found, one, form), status=422
    )


@require_GET
def statement(request: HttpRequest, organization: str, slug: str, number: int) -> HttpResponse:
    found = editable(request, organization, slug)
    one = _editable(request, found, number)
    first = {"reason": one.reason, "is_meta": one.is_meta}
    form = ReviewForm(one.pk, initial=first)
    return render(request, "conversations/statement.html", _statement(request, found, one, form))


def _statement(
    request: HttpRequest, found: Conversation, one: Statement, form: ReviewForm
) -> dict[str, Any]:
    return {
        "organization": found.organization,
        "conversation": found,
        "statement": one,
        "form": form,
        "sources": sources_of(one),
        "can_edit": True,
        "offers": offers(one, request.user) if one.state == StatementState.ACCEPTED else [],
        "translations": [
            (state, address("translate_statement", found, one.number, state.language))
            for state in translation_states(one)
        ],
    }


@require_http_methods(["GET", "POST"])
def translate_statement(
    request: HttpRequest, organization: str, slug: str, number: int, language: str
) -> HttpResponse:
    found = editable(request, organization, slug)
    one = _editable(request, found, number)
    back = address("statement", found, one.number)
    return translation_page(request, one, language, back_url=back)
