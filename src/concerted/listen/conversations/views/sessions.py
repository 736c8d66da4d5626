"""Sessions in the workspace: planned, opened, held, closed, and what was counted in them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.errors import Refused
from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.listen.conversations.forms.sessions import PeopleForm, SessionForm, TallyForm
from concerted.listen.conversations.forms.taking_part import SuggestionForm
from concerted.listen.conversations.models import Session, Statement, Tally, TallyKind
from concerted.listen.conversations.operations import sessions as operations
from concerted.listen.conversations.operations import statements
from concerted.listen.conversations.queries import sessions as queries
from concerted.listen.conversations.queries.screening import alike_statements
from concerted.listen.conversations.queries.screens import shown_address
from concerted.listen.conversations.views.desk import address
from concerted.listen.conversations.views.gate import enterable, session_of, visible
from concerted.listen.representation.queries.asking import occasion_of
from concerted.organizations.models import ENTERERS, Organization
from concerted.organizations.queries import can_organize
from concerted.organizations.translations import renditions


def place_of(name: str, session: Session, *more: object) -> str:
    """A page of the workspace about ``session``."""
    return address(name, session.conversation, session.number, *more)


def told(session: Session, **more: Any) -> dict[str, Any]:
    """What every page about a session takes."""
    conversation = session.conversation
    return {
        "organization": conversation.organization,
        "conversation": conversation,
        "session": session,
        **more,
    }


@require_GET
def sessions(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = visible(request, organization, slug)
    rows = Session.objects.visible_to(request.user).filter(conversation=found)
    mine = Organization.objects.joined_by(request.user, *ENTERERS)
    context = {
        "organization": found.organization,
        "conversation": found,
        "held": queries.sessions_held(rows),
        "can_enter": mine.filter(pk=found.organization_id).exists(),
    }
    return render(request, "conversations/sessions.html", context)


@require_http_methods(["GET", "POST"])
def add_session(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = enterable(request, organization, slug)
    team = queries.team_of(found.organization, request.user)
    first = {"languages": [found.language], "ways": ["screen"], "facilitator": request.user.pk}
    form = SessionForm(request.POST or None, initial=first, team=team)
    if form.done(operations.add_session, conversation=found, by=request.user):
        messages.success(request, _("Planned. Print what you need, and open it in the room."))
        return redirect(place_of("session", form.result))
    context = {"organization": found.organization, "conversation": found, "form": form}
    return form_page(request, "conversations/add_session.html", context)


@require_http_methods(["GET", "POST"])
def change_session(
    request: HttpRequest, organization: str, slug: str, session: int
) -> HttpResponse:
    found = session_of(request, organization, slug, session)
    team = queries.team_of(found.conversation.organization, request.user)
    form = SessionForm(request.POST or None, instance=found, team=team)
    if form.done(operations.change_session, session=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(place_of("session", found))
    return form_page(request, "conversations/change_session.html", told(found, form=form))


@require_GET
def session(request: HttpRequest, organization: str, slug: str, session: int) -> HttpResponse:
    found = session_of(request, organization, slug, session)
    own = Session.objects.editable_by(request.user).filter(pk=found.pk)
    context = told(
        found,
        held=queries.sessions_held(own)[0],
        ways=queries.names_of(found.ways),
        counted=[one for one in queries.counted_in(found, page_language()) if one.tallies],
        address=shown_address(found),
        occasion=occasion_of(found),
        can_ask=can_organize(found.organization, request.user),
    )
    return render(request, "conversations/session.html", context)


@require_POST
def open_session(request: HttpRequest, organization: str, slug: str, session: int) -> HttpResponse:
    found = session_of(request, organization, slug, session)
    operations.open_session(session=found, by=request.user)
    messages.success(request, _("The session is open. The screen is ready for the room."))
    return redirect(place_of("session", found))


@require_http_methods(["GET", "POST"])
def close_session(
    request: HttpRequest, organization: str, slug: str, session: int
) -> HttpResponse:
    found = session_of(request, organization, slug, session)
    form = PeopleForm(request.POST or None, initial={"people_count": found.people_count})
    if form.done(operations.close_session, session=found, by=request.user):
        messages.success(request, _("The session is closed. Paper can still be typed in."))
        return redirect(place_of("session", found))
    return form_page(request, "conversations/close_session.html", told(found, form=form))


@require_GET
def counts(request: HttpRequest, organization: str, slug: str, session: int) -> HttpResponse:
    found = session_of(request, organization, slug, session)
    rows = queries.counted_in(found, page_language())
    return render(request, "conversations/counts.html", told(found, rows=rows))


@require_http_methods(["GET", "POST"])
def record_tally(
    request: HttpRequest, organization: str, slug: str, session: int, number: int
) -> HttpResponse:
    found = session_of(request, organization, slug, session)
    shown = Statement.objects.visible_to(request.user).accepted()
    statement = get_object_or_404(shown, conversation=found.conversation, number=number)
    form = TallyForm(request.POST or None, initial=_counted_before(request, found, statement))
    if form.done(operations.record_tally, session=found, statement=statement, by=request.user):
        is_on_screen = found.is_open and found.on_screen_id == statement.pk
        return redirect(place_of("screen" if is_on_screen else "counts", found))
    text = statement.in_language(page_language())
    context = told(found, statement=statement, text=text, form=form)
    return form_page(request, "conversations/record_tally.html", context)


def _counted_before(
    request: HttpRequest, session: Session, statement: Statement
) -> dict[str, Any]:
    asked = request.GET.get("kind", "")
    kind = asked if asked in TallyKind.values else TallyKind.HANDS.value
    kept = Tally.objects.editable_by(request.user).filter(session=session, statement=statement)
    return TallyForm.values_of(kept.filter(kind=kind).first(), kind)


@require_http_methods(["GET", "POST"])
def write_down_statement(
    request: HttpRequest, organization: str, slug: str, session: int
) -> HttpResponse:
    """A statement that somebody said aloud in the room."""
    found = session_of(request, organization, slug, session)
    conversation = found.conversation
    first = {"language": found.languages[0]}
    form = SuggestionForm(conversation, request.POST or None, initial=first)
    alike: list[Statement] = []
    if request.method == "POST" and form.is_valid():
        text, language = form.cleaned_data["text"], form.cleaned_data["language"]
        if not form.cleaned_data["is_different"]:
            alike = alike_statements(conversation, text, language)
        try:
            if not alike:
                statements.write_down_statement(
                    conversation=conversation, text=text, language=language, by=request.user
                )
                messages.success(request, _("Written down. It comes last on the screen."))
                return redirect(place_of("screen" if found.is_open else "session", found))
        except Refused as refused:
            form.refuse(refused)
    texts = renditions(alike, page_language())
    context = told(found, form=form, alike=[(one, texts[one.pk]) for one in alike])
    status = 422 if form.errors or alike else 200
    return render(request, "conversations/write_down_statement.html", context, status=status)
