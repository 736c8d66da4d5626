"""Telling who one is, after some votes, on a page of its own; nobody's vote waits for it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from concerted.base import defence
from concerted.base.languages import page_language
from concerted.base.limits.buckets import visitor_key
from concerted.listen.conversations.models import Conversation, Participant
from concerted.listen.conversations.queries.in_the_room import asked_occasions
from concerted.listen.conversations.queries.voices import key_in, participant_of
from concerted.listen.conversations.views.gate import published
from concerted.listen.representation.forms.about_you import AboutYouForm
from concerted.listen.representation.models import Occasion
from concerted.listen.representation.operations import telling
from concerted.listen.representation.queries.asking import asking

Asked = tuple[Conversation, Participant | None, list[Occasion]]


def _asked(request: HttpRequest, organization: str, slug: str) -> Asked:
    """The conversation, who asks, and the occasions on which they may tell: what is told once counts on each."""
    conversation = published(organization, slug)
    voice = participant_of(conversation, key_in(request.COOKIES, conversation))
    found = asked_occasions(conversation, voice)
    if not found:
        raise Http404
    return conversation, voice, found


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def about_you(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    conversation, voice, occasions = _asked(request, organization, slug)
    asked = asking(occasions[0], voice.key_hash if voice is not None else "", page_language())
    form = AboutYouForm(asked, request.POST or None)
    if voice is not None and form.done(
        defence.checked(telling.tell_on_each, request.POST),
        occasions=occasions,
        key=voice.key_hash,
        visitor=visitor_key(request, "about"),
    ):
        return redirect(request.path + "?told=1")
    context: dict[str, Any] = {
        "organization": conversation.organization,
        "conversation": conversation,
        "text": conversation.in_language(page_language()),
        "asking": asked,
        "about_you": form,
        "has_voice": voice is not None,
        "has_just_told": "told" in request.GET and request.method == "GET",
        "stamp": defence.new_stamp(),
    }
    status = 422 if form.errors else 200
    return render(request, "conversations/about_you.html", context, status=status)


@csrf_exempt
@require_POST
def take_back_about_you(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """Delete what this visitor told of themselves; their votes stay."""
    _conversation, voice, occasions = _asked(request, organization, slug)
    if voice is not None:
        defence.check(request.POST, quickest=0.0)
        for occasion in occasions:
            telling.take_back(occasion=occasion, key=voice.key_hash)
    return redirect(request.path.removesuffix("take-back/"))
