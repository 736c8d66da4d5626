"""Telling who one is, after some votes, on a page of its own; nobody's vote waits for it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from concerted.base import defence
from concerted.base.errors import Refused
from concerted.base.languages import page_language
from concerted.base.limits.buckets import visitor_key
from concerted.listen.conversations.models import Conversation, Participant
from concerted.listen.conversations.queries.in_the_room import asked_occasion
from concerted.listen.conversations.queries.voices import key_in, participant_of
from concerted.listen.conversations.views.gate import published
from concerted.listen.representation.forms.about_you import AboutYouForm
from concerted.listen.representation.models import Occasion
from concerted.listen.representation.operations import telling
from concerted.listen.representation.queries.asking import asking


def _asked(organization: str, slug: str) -> tuple[Conversation, Occasion]:
    conversation = published(organization, slug)
    occasion = asked_occasion(conversation)
    if occasion is None:
        raise Http404
    return conversation, occasion


def _voice(request: HttpRequest, conversation: Conversation) -> Participant | None:
    return participant_of(conversation, key_in(request.COOKIES, conversation))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def about_you(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    conversation, occasion = _asked(organization, slug)
    voice = _voice(request, conversation)
    asked = asking(occasion, voice.key_hash if voice is not None else "", page_language())
    form = AboutYouForm(asked, request.POST or None)
    if request.method == "POST" and voice is not None and form.is_valid():
        try:
            defence.check(request.POST)
            telling.tell_about_oneself(
                occasion=occasion,
                key=voice.key_hash,
                told=form.told,
                visitor=visitor_key(request, "about"),
            )
            return redirect(request.path + "?told=1")
        except Refused as refused:
            form.refuse(refused)
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
    conversation, occasion = _asked(organization, slug)
    voice = _voice(request, conversation)
    if voice is not None:
        defence.check(request.POST, quickest=0.0)
        telling.take_back(occasion=occasion, key=voice.key_hash)
    return redirect(request.path.removesuffix("take-back/"))
