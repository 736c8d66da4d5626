"""Planning a wave and leading it, for organizers; typing what came on paper, for those who enter."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.organizations.models import Organization
from concerted.organizations.views.gate import organized
from concerted.pool.network.forms.answers import PaperForms
from concerted.pool.network.forms.waves import ClosingForm, WaveForm
from concerted.pool.network.models import Asked, Wave
from concerted.pool.network.operations import answering, mailing
from concerted.pool.network.operations import waves as operations
from concerted.pool.network.queries import paper
from concerted.pool.network.queries.own import others_of
from concerted.pool.network.views.gate import address, asked_in, editable

DAYS = 21
"""For answering, where nothing else is said."""


@require_http_methods(["GET", "POST"])
def plan_wave(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    today = timezone.localdate()
    members = _members(owner)
    initial = {
        "opens_on": today,
        "closes_on": today + datetime.timedelta(days=DAYS),
        "members": members,
    }
    form = WaveForm(request.POST or None, initial=initial, members=members)
    if form.done(operations.plan_wave, organization=owner, by=request.user):
        messages.success(request, _("Planned. Each partner gets its link on the first day."))
        return redirect(address("wave", form.result))
    context = {"organization": owner, "form": form, "members": members}
    return form_page(request, "network/plan_wave.html", context)


def _members(organization: Organization) -> Any:
    """The coalition's partners, who are known to everybody."""
    return Organization.objects.public().filter(coalitions__organization=organization)


@require_http_methods(["GET", "POST"])
def change_wave(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = editable(request, organization, number)
    asked = Asked.objects.editable_by(request.user).filter(wave=found)
    initial = {"members": list(asked.values_list("member", flat=True))}
    form = WaveForm(
        request.POST or None,
        instance=found,
        initial=initial,
        members=_members(found.organization),
    )
    if form.done(operations.change_wave, wave=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("wave", found))
    context = {"organization": found.organization, "wave": found, "form": form}
    return form_page(request, "network/change_wave.html", context)


@require_http_methods(["GET", "POST"])
def drop_wave(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = editable(request, organization, number)
    if request.method == "POST":
        operations.drop_wave(wave=found, by=request.user)
        messages.success(request, _("The plan is deleted."))
        return redirect("network:network", organization)
    return _confirm(request, found, "drop_wave")


@require_POST
def open_wave(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = editable(request, organization, number)
    operations.open_wave(wave=found, by=request.user)
    messages.success(request, _("The partners are asked. Each got its link by mail."))
    return redirect(address("wave", found))


@require_http_methods(["GET", "POST"])
def move_closing(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = editable(request, organization, number)
    form = ClosingForm(request.POST or None, initial={"closes_on": found.closes_on})
    if form.done(operations.move_closing, wave=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("wave", found))
    context = {"organization": found.organization, "wave": found, "form": form}
    return form_page(request, "network/move_closing.html", context)


@require_POST
def remind_silent(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = editable(request, organization, number)
    count = mailing.remind_silent(wave=found, by=request.user)
    words = ngettext("%(count)d partner is reminded.", "%(count)d partners are reminded.", count)
    messages.success(request, words % {"count": count})
    return redirect(address("wave", found))


@require_http_methods(["GET", "POST"])
def close_wave(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = editable(request, organization, number)
    if request.method == "POST":
        operations.close_wave(wave=found, by=request.user)
        messages.success(request, _("Closed. Here is what the answers tell."))
        return redirect(address("wave", found))
    return _confirm(request, found, "close_wave")


@require_http_methods(["GET", "POST"])
def publish_wave(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = editable(request, organization, number)
    if request.method == "POST":
        operations.publish_wave(wave=found, by=request.user)
        messages.success(request, _("Everybody can read it now."))
        return redirect(address("wave", found))
    return _confirm(request, found, "publish_wave")


@require_POST
def unpublish_wave(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = editable(request, organization, number)
    operations.unpublish_wave(wave=found, by=request.user)
    messages.success(request, _("Only the coalition reads it now."))
    return redirect(address("wave", found))


@require_POST
def renew_link(
    request: HttpRequest, organization: str, number: int, pk: uuid.UUID
) -> HttpResponse:
    found = editable(request, organization, number)
    mailing.renew_link(asked=asked_in(request, found, pk), by=request.user)
    messages.success(request, _("A new link is on its way. The old one opens nothing any more."))
    return redirect(address("wave", found))


def _on_paper(request: HttpRequest, organization: str, number: int, pk: uuid.UUID) -> Asked:
    rows = Asked.objects.enterable_by(request.user).select_related("wave__organization")
    return get_object_or_404(rows, organization__slug=organization, wave__number=number, pk=pk)


@require_GET
def paper_pdf(request: HttpRequest, organization: str, number: int, pk: uuid.UUID) -> HttpResponse:
    """The questions to print, in the reader's language and a second one."""
    asked = _on_paper(request, organization, number, pk)
    answer = HttpResponse(paper.paper_pdf(asked, page_language()), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="network-{number}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@never_cache
@require_http_methods(["GET", "POST"])
def type_answers(
    request: HttpRequest, organization: str, number: int, pk: uuid.UUID
) -> HttpResponse:
    """The form is empty each time: what was typed before is not shown again."""
    asked = _on_paper(request, organization, number, pk)
    sheet = PaperForms(others_of(asked), request.POST if request.method == "POST" else None)
    if request.method == "POST" and not sheet.errors:
        operations_said = {"ratings": sheet.said(), **sheet.rest.cleaned_data}
        answering.type_answers(asked=asked, by=request.user, **operations_said)
        messages.success(request, _("Typed and sent. The partner was told by mail."))
        return redirect(address("wave", asked.wave))
    context = {"organization": asked.wave.organization, "asked": asked, "paper": sheet}
    return render(
        request, "network/type_answers.html", context, status=422 if sheet.errors else 200
    )


def _confirm(request: HttpRequest, wave: Wave, name: str) -> HttpResponse:
    context = {"organization": wave.organization, "wave": wave}
    return render(request, f"network/{name}.html", context)
