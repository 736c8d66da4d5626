"""The facilitator's screen: what the room sees, and the three buttons that move it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from concerted.listen.conversations.models import Session, Statement
from concerted.listen.conversations.operations import sessions as operations
from concerted.listen.conversations.queries.screens import screen_of, voted_in
from concerted.listen.conversations.views.gate import session_of
from concerted.listen.conversations.views.sessions import place_of, told

LOOKS = ("light", "dark")


@never_cache
@vary_on_headers("HX-Request")
@require_GET
def screen(request: HttpRequest, organization: str, slug: str, session: int) -> HttpResponse:
    """The whole screen for a browser; to htmx only how many have voted so far."""
    found = session_of(request, organization, slug, session)
    if getattr(request, "htmx", False):
        context = told(found, voted_count=voted_in(found, found.on_screen))
        return render(request, "conversations/_voted.html", context)
    asked = request.GET.get("look", "")
    page = screen_of(found)
    context = told(
        found,
        screen=page,
        voted_count=page.voted_count,
        look=asked if asked in LOOKS else "",
    )
    return render(request, "conversations/screen.html", context)


def _statement(request: HttpRequest, session: Session, number: int) -> Statement:
    rows = Statement.objects.visible_to(request.user).filter(conversation=session.conversation)
    return get_object_or_404(rows, number=number)


def _back(request: HttpRequest, session: Session) -> HttpResponse:
    asked = request.POST.get("look", "")
    query = f"?look={asked}" if asked in LOOKS else ""
    return redirect(place_of("screen", session) + query)


@require_POST
def show_statement(
    request: HttpRequest, organization: str, slug: str, session: int, number: int
) -> HttpResponse:
    found = session_of(request, organization, slug, session)
    operations.show_statement(session=found, statement=_statement(request, found, number))
    return _back(request, found)


@require_POST
def close_round(
    request: HttpRequest, organization: str, slug: str, session: int, number: int
) -> HttpResponse:
    found = session_of(request, organization, slug, session)
    operations.close_round(session=found, statement=_statement(request, found, number))
    return _back(request, found)
