"""The letters themselves, for organizers: to read, to download for a visit, to hand over, and what was answered."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.act.letters.forms.campaigns import BouncedForm, HandoverForm
from concerted.act.letters.forms.writing import DeskReplyForm
from concerted.act.letters.models import Delivery, Letter, LetterCampaign
from concerted.act.letters.operations import deliveries as operations
from concerted.act.letters.queries import desk as queries
from concerted.act.letters.queries import papers
from concerted.act.letters.views.desk import back_to
from concerted.act.letters.views.gate import editable
from concerted.act.letters.views.public import pdf_answer
from concerted.base.errors import Refused
from concerted.base.http import form_page
from concerted.base.tables.writing import CSV
from concerted.organizations.views.gate import one_of
from concerted.organizations.zones import today_in

PAGE = 25


@require_GET
def written(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    rows = Letter.objects.visible_to(request.user).filter(campaign=found)
    pages = Paginator(rows.prefetch_related("deliveries"), PAGE)
    page = pages.get_page(request.GET.get("page"))
    alike = queries.alikeness(found)
    context = {
        "organization": found.organization,
        "letters": found,
        "page": page,
        "rows": queries.letter_rows(page.object_list, alike),
        "total": pages.count,
        "back_url": back_to(found),
    }
    return render(request, "letters/written.html", context)


@require_GET
def batch_pdf(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    composed = papers.composed_of(found, _batch(request, found))
    if not composed:
        raise Refused(_("There are no letters to print yet."))
    return pdf_answer(papers.letters_pdf(found, composed), found.slug)


@require_GET
def batch_csv(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    table = papers.letters_csv(_batch(request, found))
    answer = HttpResponse(table, content_type=CSV)
    answer["Content-Disposition"] = f'attachment; filename="{found.slug}.csv"'
    return answer


def _batch(request: HttpRequest, found: LetterCampaign) -> list[Delivery]:
    """All letters; or those for a visit, as ``?visit=1``, and to one official, with their key."""
    visit = request.GET.get("visit", "")
    waiting = queries.to_hand_over(found) if visit else []
    official = next((one.official for one in waiting if one.key == visit), None)
    return papers.batch(found, official=official, is_for_visit=bool(visit))


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    initial = {"handed_on": today_in(found.organization)}
    waiting = queries.to_hand_over(found)
    form = HandoverForm(waiting, request.POST or None, initial=initial)
    if form.done(operations.hand_over, campaign=found, by=request.user):
        messages.success(request, _("Written down. These letters count as handed over."))
        return redirect(back_to(found))
    context = {
        "organization": found.organization,
        "letters": found,
        "form": form,
        "waiting": waiting,
        "count": found.deliveries.to_hand_over().count(),
        "back_url": back_to(found),
    }
    return form_page(request, "letters/hand_over.html", context)


def _one(request: HttpRequest, organization: str, slug: str, pk: uuid.UUID) -> Delivery:
    rows = Delivery.objects.editable_by(request.user).filter(campaign__slug=slug)
    return one_of(
        rows.select_related("organization", "letter", "official", "campaign__policy"),
        organization,
        pk=pk,
    )


@require_http_methods(["GET", "POST"])
def record_reply(
    request: HttpRequest, organization: str, slug: str, pk: uuid.UUID
) -> HttpResponse:
    found = _one(request, organization, slug, pk)
    initial = {"received_on": today_in(found.organization)}
    form = DeskReplyForm(found, request.POST or None, initial=initial)
    if form.done(operations.record_reply, delivery=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("letters:written", organization, slug)
    return form_page(request, "letters/record_reply.html", _about(found, form))


@require_http_methods(["GET", "POST"])
def mark_bounced(
    request: HttpRequest, organization: str, slug: str, pk: uuid.UUID
) -> HttpResponse:
    found = _one(request, organization, slug, pk)
    form = BouncedForm(request.POST or None)
    if form.done(operations.mark_bounced, delivery=found, by=request.user):
        messages.success(request, _("Saved. Its writer can print it instead."))
        return redirect("letters:written", organization, slug)
    return form_page(request, "letters/mark_bounced.html", _about(found, form))


@require_POST
def send_again(request: HttpRequest, organization: str, slug: str, pk: uuid.UUID) -> HttpResponse:
    found = _one(request, organization, slug, pk)
    count = operations.send_again(delivery=found, by=request.user)
    words = ngettext("%(count)d letter leaves again.", "%(count)d letters leave again.", count)
    messages.success(request, words % {"count": count})
    return redirect(back_to(found.campaign))


def _about(found: Delivery, form: DeskReplyForm | BouncedForm) -> dict[str, object]:
    return {
        "organization": found.organization,
        "letters": found.campaign,
        "delivery": found,
        "form": form,
        "back_url": back_to(found.campaign, "written"),
    }
