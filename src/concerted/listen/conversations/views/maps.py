"""The map of a conversation, for everybody; and its files, for who leads it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from concerted.base.languages import page_language
from concerted.listen.conversations.forms.conversations import ReportForm
from concerted.listen.conversations.models import Reading
from concerted.listen.conversations.operations.exporting import export_conversation
from concerted.listen.conversations.queries.in_the_room import in_the_room
from concerted.listen.conversations.queries.maps import map_page
from concerted.listen.conversations.queries.reports import offered, report_document
from concerted.listen.conversations.queries.sessions import rooms_told
from concerted.listen.conversations.queries.telling import FLOOR
from concerted.listen.conversations.views.desk import address
from concerted.listen.conversations.views.gate import editable, published, visible

KEPT = 10
"""Seconds: a map is not drawn anew more often."""


@require_GET
def map_of_opinions(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    conversation = published(organization, slug)
    reading = Reading.objects.public().filter(conversation=conversation).first()
    page = map_page(conversation, reading, page_language())
    context = {
        "organization": conversation.organization,
        "conversation": conversation,
        "page": page,
        "room": in_the_room(conversation, page.common, page_language()),
        "rooms": rooms_told(conversation, page_language()),
    }
    response = render(request, "conversations/map.html", context)
    patch_cache_control(response, public=True, max_age=KEPT)
    return response


@require_GET
def report(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """The map to print, in the one or two languages that were asked for."""
    conversation = visible(request, organization, slug)
    reading = Reading.objects.public().filter(conversation=conversation).first()
    if reading is None:
        words = _("There is no map to print before %(floor)s people have voted.")
        messages.info(request, words % {"floor": FLOOR})
        return redirect(address("conversation", conversation))
    form = ReportForm(request.GET, languages=offered(conversation))
    is_valid = form.is_valid()
    languages = form.languages() if is_valid else [conversation.language]
    size = form.cleaned_data["size"] if is_valid else ""
    return HttpResponse(
        report_document(conversation, reading, languages, size),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{conversation.slug}.pdf"'},
    )


@require_POST
def export_votes(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """The files of the conversation. A POST, as it is kept who took them."""
    conversation = editable(request, organization, slug)
    content = export_conversation(conversation=conversation, by=request.user)
    return HttpResponse(
        content,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{conversation.slug}.zip"'},
    )
