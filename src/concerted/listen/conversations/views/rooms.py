"""The phones in a room: from the short address to the statement on the screen, and a vote on it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from concerted.base import defence
from concerted.base.languages import page_language
from concerted.base.limits.buckets import visitor_key
from concerted.listen.conversations.forms.taking_part import vote_in
from concerted.listen.conversations.models import Conversation, Session
from concerted.listen.conversations.operations import voting
from concerted.listen.conversations.queries.screens import room_page
from concerted.listen.conversations.queries.voices import key_in, new_key, participant_of
from concerted.listen.conversations.views.cookies import remember
from concerted.listen.conversations.views.gate import published


def _session(organization: str, slug: str, code: str) -> Session | None:
    """The open session of ``code``. The code is the gate, and stands on the wall."""
    rows = Session.objects.public().with_everything()
    return rows.filter(
        organization__slug=organization, conversation__slug=slug, code=code.lower()
    ).first()


@require_GET
def enter_room(request: HttpRequest, code: str) -> HttpResponse:  # noqa: ARG001
    """From the short address to the room; where that is over, to the conversation."""
    found = Session.objects.public().filter(code=code.lower()).with_everything().first()
    if found is not None:
        return redirect(found.get_absolute_url())
    rows = Conversation.objects.public().with_everything()
    return redirect(get_object_or_404(rows, sessions__code=code.lower()).get_absolute_url())


@never_cache
@vary_on_headers("HX-Request")
@require_GET
def room(request: HttpRequest, organization: str, slug: str, code: str) -> HttpResponse:
    found = _session(organization, slug, code)
    is_part = getattr(request, "htmx", False)
    if found is None:
        over = published(organization, slug).get_absolute_url()
        return HttpResponse(headers={"HX-Redirect": over}) if is_part else redirect(over)
    return _page(request, found, is_part=is_part)


def _page(
    request: HttpRequest, session: Session, *, is_part: bool = False, status: int = 200
) -> HttpResponse:
    conversation = session.conversation
    participant = participant_of(conversation, key_in(request.COOKIES, conversation))
    context = {
        "organization": conversation.organization,
        "conversation": conversation,
        "session": session,
        "page": room_page(
            session, participant, page_language(), is_changing="change" in request.GET
        ),
        "stamp": defence.new_stamp(),
    }
    template = "conversations/_room.html" if is_part else "conversations/room.html"
    return render(request, template, context, status=status)


@csrf_exempt
@require_POST
def vote_in_room(request: HttpRequest, organization: str, slug: str, code: str) -> HttpResponse:
    found = _session(organization, slug, code)
    if found is None:
        return redirect(published(organization, slug).get_absolute_url())
    said = vote_in(request.POST)
    if said is None:
        return _page(request, found, status=422)
    conversation = found.conversation
    key = key_in(request.COOKIES, conversation)
    defence.check(request.POST, quickest=0.0 if key else None)
    is_new, key = not key, key or new_key()
    voting.cast_vote(
        conversation=conversation,
        key=key,
        language=page_language(),
        visitor=visitor_key(request, "vote"),
        session=found,
        **said,
    )
    answer = redirect(found.get_absolute_url() + "#vote")
    return remember(answer, conversation, key) if is_new else answer
