"""What everybody sees of a conversation, and taking part. A GET sets no cookie; the first vote does."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.encoding import iri_to_uri
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from concerted.base import defence
from concerted.base.errors import Refused
from concerted.base.languages import page_language
from concerted.base.limits.buckets import visitor_key
from concerted.base.prepared import Prepared
from concerted.listen.conversations.forms.taking_part import ReturnForm, SuggestionForm, vote_in
from concerted.listen.conversations.models import Conversation, Statement
from concerted.listen.conversations.operations import statements, voting
from concerted.listen.conversations.queries.moderation import moderation_csv, moderation_log
from concerted.listen.conversations.queries.pages import came_of, conversation_page
from concerted.listen.conversations.queries.screening import alike_statements
from concerted.listen.conversations.queries.voices import DAYS, key_in, new_key, participant_of
from concerted.listen.conversations.views.cookies import remember
from concerted.listen.conversations.views.gate import published
from concerted.organizations.translations import renditions

VOTED = Prepared(
    lambda organization, slug: (
        Conversation.objects.public()
        .select_related("organization")
        .filter(organization__slug=organization, slug=slug)
    ),
    "organization",
    "slug",
    seconds=1,
)
"""The conversation that is voted in. Whether it takes votes is asked again when one is counted."""


@never_cache
@require_GET
def page(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    return _page(request, published(organization, slug))


def _page(
    request: HttpRequest,
    conversation: Conversation,
    *,
    say: SuggestionForm | None = None,
    alike: list[Statement] | None = None,
    status: int = 200,
) -> HttpResponse:
    language = page_language()
    participant = participant_of(conversation, key_in(request.COOKIES, conversation))
    asked = request.GET.get("statement", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else None
    texts = renditions(alike or [], language)
    context: dict[str, Any] = {
        "organization": conversation.organization,
        "conversation": conversation,
        "page": conversation_page(conversation, participant, language, number=number),
        "say": say or SuggestionForm(conversation, initial={"language": language}),
        "alike": [(one, texts[one.pk]) for one in alike or []],
        "come_back": ReturnForm(),
        "stamp": defence.new_stamp(),
        "days": DAYS,
    }
    is_part = bool(getattr(request, "htmx", False))
    template = "conversations/_vote.html" if is_part else "conversations/page.html"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


@csrf_exempt
@require_POST
def cast_vote(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    conversation = VOTED.first(organization=organization, slug=slug)
    if conversation is None:
        raise Http404
    said = vote_in(request.POST)
    if said is None:
        return _page(request, published(organization, slug), status=422)
    key = key_in(request.COOKIES, conversation)
    defence.check(request.POST, quickest=0.0 if key else None)
    is_new, key = not key, key or new_key()
    voting.cast_vote(
        conversation=conversation,
        key=key,
        language=page_language(),
        visitor=visitor_key(request, "vote"),
        **said,
    )
    answer = HttpResponseRedirect(iri_to_uri(request.path.removesuffix("vote/")) + "#vote")
    return remember(answer, conversation, key) if is_new else answer


@csrf_exempt
@require_POST
def suggest_statement(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    conversation = published(organization, slug)
    form = SuggestionForm(conversation, request.POST)
    if not form.is_valid():
        return _page(request, conversation, say=form, status=422)
    text = form.cleaned_data["text"]
    alike = alike_statements(conversation, text, form.cleaned_data["language"])
    if alike and not form.cleaned_data["is_different"]:
        return _page(request, conversation, say=form, alike=alike, status=422)
    key = key_in(request.COOKIES, conversation) or new_key()
    try:
        defence.check(request.POST)
        statements.suggest_statement(
            conversation=conversation,
            text=text,
            key=key,
            language=form.cleaned_data["language"],
            visitor=visitor_key(request, "say"),
            email=form.cleaned_data["email"],
        )
    except Refused as refused:
        form.refuse(refused)
        return _page(request, conversation, say=form, status=422)
    return remember(redirect(conversation.get_absolute_url() + "#say"), conversation, key)


@require_GET
def moderation(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    conversation = published(organization, slug)
    context = {
        "organization": conversation.organization,
        "conversation": conversation,
        "text": conversation.in_language(page_language()),
        "log": moderation_log(conversation, page_language()),
        "came_of": came_of(conversation, page_language()),
    }
    return render(request, "conversations/moderation.html", context)


@require_GET
def moderation_file(request: HttpRequest, organization: str, slug: str) -> HttpResponse:  # noqa: ARG001
    conversation = published(organization, slug)
    headers = {"Content-Disposition": f'attachment; filename="{conversation.slug}-moderation.csv"'}
    content = moderation_csv(conversation)
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


@require_GET
def kept(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    conversation = published(organization, slug)
    context = {
        "organization": conversation.organization,
        "conversation": conversation,
        "text": conversation.in_language(page_language()),
        "days": DAYS,
    }
    return render(request, "conversations/kept.html", context)
