"""Coming back from another device: a mail with a signed link. A GET on it shows, only a POST goes on."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from concerted.base import defence
from concerted.base.languages import page_language
from concerted.base.limits.buckets import visitor_key
from concerted.listen.conversations.forms.taking_part import JoinForm, ReturnForm
from concerted.listen.conversations.operations import voices
from concerted.listen.conversations.operations.joining import join_voices
from concerted.listen.conversations.queries.voices import key_in, participant_of, returning
from concerted.listen.conversations.views.cookies import remember
from concerted.listen.conversations.views.gate import published


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def mail_return_link(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    conversation = published(organization, slug)
    key = key_in(request.COOKIES, conversation)
    participant = participant_of(conversation, key)
    form = ReturnForm(request.POST or None)
    is_sent = False
    if participant is not None:
        participant.conversation = conversation
        is_sent = form.done(
            defence.checked(voices.mail_return_link, request.POST),
            participant=participant,
            key=key,
            language=page_language(),
            visitor=visitor_key(request, "return"),
        )
    context = {
        "organization": conversation.organization,
        "conversation": conversation,
        "text": conversation.in_language(page_language()),
        "form": form,
        "has_voice": participant is not None,
        "is_sent": is_sent,
        "stamp": defence.new_stamp(),
    }
    status = 422 if form.errors else 200
    return render(request, "conversations/come_back.html", context, status=status)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def follow_return_link(request: HttpRequest, token: str) -> HttpResponse:
    found = returning(token)
    if found is None:
        raise Http404
    conversation = found.participant.conversation
    here = participant_of(conversation, key_in(request.COOKIES, conversation))
    other = here if here != found.participant else None
    if request.method == "POST":
        voices.follow_return_link(returning=found)
        form = JoinForm(request.POST)
        if other is not None and form.is_valid() and form.cleaned_data["join"]:
            join_voices(participant=found.participant, other=other)
        answer = redirect(conversation.get_absolute_url() + "#vote")
        return remember(answer, conversation, found.key)
    context = {
        "organization": conversation.organization,
        "conversation": conversation,
        "text": conversation.in_language(page_language()),
        "form": JoinForm() if other is not None else None,
    }
    return render(request, "conversations/return.html", context)
