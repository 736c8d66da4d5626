"""The page of somebody's own words, by their link. A GET shows, only a POST acts."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base import defence
from concerted.base.languages import page_language
from concerted.base.qr import qr_inline
from concerted.listen.conversations.models import Follower
from concerted.listen.conversations.operations import followers
from concerted.listen.conversations.queries.followers import follower_of
from concerted.listen.conversations.queries.pages import own_statement
from concerted.listen.conversations.queries.voices import key_in, participant_of
from concerted.listen.conversations.queries.words import words_page
from concerted.listen.conversations.views.gate import published


def _follower(token: str) -> Follower:
    found = follower_of(token)
    if found is None:
        raise Http404
    return found


@never_cache
@require_GET
def own_words(request: HttpRequest, token: str) -> HttpResponse:
    found = _follower(token)
    context = {
        "organization": found.statement.conversation.organization,
        "conversation": found.statement.conversation,
        "follower": found,
        "page": words_page(found.statement, page_language()),
        "token": token,
        "address": settings.ADDRESS + request.path,
        "qr": "" if found.has_address else qr_inline(settings.ADDRESS + request.path),
    }
    return render(request, "conversations/own_words.html", context)


@csrf_exempt
@require_POST
def keep_words(request: HttpRequest, organization: str, slug: str, number: int) -> HttpResponse:
    """From the device on which a statement was written to the page of its author, whose address they may keep."""
    conversation = published(organization, slug)
    voice = participant_of(conversation, key_in(request.COOKIES, conversation))
    statement = own_statement(voice, number)
    if statement is None:
        return redirect(conversation.get_absolute_url() + "#say")
    defence.check(request.POST, quickest=0.0)
    return redirect(followers.keep_words(statement=statement, language=page_language()))


@csrf_exempt
@never_cache
@require_POST
def confirm_following(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001
    followers.confirm_following(follower=_follower(token))
    return redirect("conversations:own_words", token)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def stop_following(request: HttpRequest, token: str) -> HttpResponse:
    """After the POST the link is good for nothing more; to post again says the same."""
    found = follower_of(token)
    if found is None and request.method == "GET":
        raise Http404
    if request.method == "POST" and found is not None:
        followers.stop_following(follower=found)
    context = {"is_stopped": request.method == "POST", "token": token}
    return render(request, "conversations/stop_following.html", context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, token: str) -> HttpResponse:
    found = _follower(token)
    conversation = found.statement.conversation
    if request.method == "POST":
        followers.take_back(follower=found)
        return redirect(conversation.get_absolute_url())
    context = {
        "organization": conversation.organization,
        "conversation": conversation,
        "text": conversation.in_language(page_language()),
        "statement": found.statement,
    }
    return render(request, "conversations/take_back.html", context)
