"""Writing news of a petition; and the link in each mail that ends them."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.act.lobbying.acts import act_of
from concerted.act.lobbying.queries.warnings import warnings_of
from concerted.act.petitions.forms.news import NewsForm
from concerted.act.petitions.models import NewsItem
from concerted.act.petitions.operations import news as operations
from concerted.act.petitions.queries.news import stopping_reader
from concerted.act.petitions.tasks import mail_news
from concerted.act.petitions.views.gate import editable, visible
from concerted.base.http import form_page
from concerted.base.jobs import enqueue
from concerted.base.languages import page_language
from concerted.organizations.queries import can_organize
from concerted.organizations.translating import translation_states
from concerted.organizations.views.gate import one_of
from concerted.organizations.views.translating import translation_page


@require_GET
def news(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    petition = visible(request, organization, slug)
    items = NewsItem.objects.visible_to(request.user).filter(petition=petition)
    context = {
        "organization": petition.organization,
        "petition": petition,
        "items": items.select_related("written_by"),
        "can_edit": can_organize(petition.organization, request.user),
    }
    return render(request, "petitions/news.html", context)


@require_http_methods(["GET", "POST"])
def add_news(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    petition = editable(request, organization, slug)
    form = NewsForm(petition, request.POST or None)
    if form.done(operations.add_news, petition=petition, by=request.user):
        messages.success(request, _("Saved as a draft. Read it once more, then publish it."))
        return redirect("petitions:edit_news", organization, slug, form.result.pk)
    context = {"organization": petition.organization, "petition": petition, "form": form}
    return form_page(request, "petitions/add_news.html", context)


def _editable(request: HttpRequest, organization: str, slug: str, pk: uuid.UUID) -> NewsItem:
    rows = NewsItem.objects.editable_by(request.user).select_related(
        "petition__organization", "organization"
    )
    return one_of(rows, organization, petition__slug=slug, pk=pk)


@require_http_methods(["GET", "POST"])
def edit_news(request: HttpRequest, organization: str, slug: str, pk: uuid.UUID) -> HttpResponse:
    item = _editable(request, organization, slug, pk)
    form = NewsForm(item.petition, request.POST or None, item)
    if form.done(operations.edit_news, item=item, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("petitions:edit_news", organization, slug, pk)
    context = {"organization": item.organization, "petition": item.petition, "form": form}
    context |= {
        "item": item,
        "states": translation_states(item),
        "cautions": warnings_of(act_of(item.petition), request.user, item),
    }
    return form_page(request, "petitions/edit_news.html", context)


@require_POST
def publish_news(
    request: HttpRequest, organization: str, slug: str, pk: uuid.UUID
) -> HttpResponse:
    item = _editable(request, organization, slug, pk)
    with transaction.atomic():
        published = operations.publish_news(item=item, by=request.user)
        enqueue(mail_news, published.pk)
    messages.success(request, _("Published. Mail leaves now, where you asked for it."))
    return redirect("petitions:news", organization, slug)


@require_http_methods(["GET", "POST"])
def translate_news(
    request: HttpRequest, organization: str, slug: str, pk: uuid.UUID, language: str
) -> HttpResponse:
    item = _editable(request, organization, slug, pk)
    return translation_page(
        request,
        item,
        language,
        back_url=reverse("petitions:edit_news", args=[organization, slug, pk]),
        template="petitions/translate_result.html",
    )


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def stop_news(request: HttpRequest, token: str) -> HttpResponse:
    """One click in the mail program (RFC 8058) or one on the page. The link itself is the gate."""
    found = stopping_reader(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        operations.stop_news(reader=found[0])
        return redirect("petitions:news_stopped", token)
    return render(request, "petitions/stop_news.html", _stop_context(token))


@never_cache
@require_GET
def news_stopped(request: HttpRequest, token: str) -> HttpResponse:
    return render(request, "petitions/news_stopped.html", _stop_context(token))


def _stop_context(token: str) -> dict[str, object]:
    found = stopping_reader(token)
    if found is None:
        raise Http404
    petition = found[1]
    return {
        "organization": petition.organization,
        "petition": petition,
        "text": petition.in_language(page_language()),
    }
