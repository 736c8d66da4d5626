"""The workspace: planning a visit, and who goes."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.act.campaigns.models import Campaign
from concerted.act.lobbying.queries.classified import classified
from concerted.act.visits.forms.visits import GoerForm, LanguageForm, VisitForm
from concerted.act.visits.models import Goer, Visit
from concerted.act.visits.operations import visits as operations
from concerted.act.visits.queries import packets
from concerted.act.visits.queries.calendars import visit_occasion
from concerted.act.visits.queries.desk import visit_list, visit_page
from concerted.act.visits.views.gate import editable_visit, visible_visit
from concerted.base.calendars import calendar_of
from concerted.base.http import calendar_answer, form_page
from concerted.base.languages import own_name, page_language
from concerted.organizations.queries import can_organize
from concerted.organizations.translating import TranslationState, translation_states
from concerted.organizations.views.gate import joined, organized
from concerted.organizations.views.steps import Steps


@require_GET
def visits(request: HttpRequest, organization: str) -> HttpResponse:
    owner = joined(request, organization)
    context = {
        "organization": owner,
        "told": visit_list(owner, request.user, page_language()),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "visits/visits.html", context)


@require_GET
def visit(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = visible_visit(request, organization, pk)
    states = translation_states(found)
    context = {
        "organization": found.organization,
        "visit": found,
        "page": visit_page(found, request.user, page_language()),
        "is_past": found.starts_at <= timezone.now(),
        "can_edit": can_organize(found.organization, request.user),
        "classified": classified(found, request.user),
        "sheets": [(found.language, own_name(found.language))]
        + [(state.language, state.name) for state in states if state.is_there],
        "translations": [
            (state, _translation_address(organization, pk, state)) for state in states
        ],
    }
    return render(request, "visits/visit.html", context)


def _translation_address(organization: str, pk: uuid.UUID, state: TranslationState) -> str:
    return reverse("visits:translate_visit", args=[organization, pk, state.language])


@require_http_methods(["GET", "POST"])
def add_visit(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    first = {
        "language": owner.language,
        "time_zone": owner.time_zone,
        "campaign": request.GET.get("campaign", "")[:40],
    }
    form = VisitForm(request.user, owner, request.POST or None, initial=first)
    if form.done(operations.add_visit, organization=owner, by=request.user):
        messages.success(request, _("Planned. Now say who goes."))
        return redirect(form.result)
    campaigns = Campaign.objects.editable_by(request.user).filter(organization=owner)
    context = {"organization": owner, "form": form, "has_campaign": campaigns.exists()}
    return form_page(request, "visits/add_visit.html", context)


@require_http_methods(["GET", "POST"])
def edit_visit(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_visit(request, organization, pk)
    first = {"starts_at": found.begins.replace(tzinfo=None)}
    form = VisitForm(
        request.user, found.organization, request.POST or None, instance=found, initial=first
    )
    if form.done(operations.edit_visit, visit=found, by=request.user):
        messages.success(request, _("Saved. Mail it again to who goes."))
        return redirect(found)
    context = {"organization": found.organization, "visit": found, "form": form}
    return form_page(request, "visits/edit_visit.html", context)


steps = Steps(editable_visit, "visit", Visit.get_absolute_url)
cancel_visit = steps.once_sure(
    operations.cancel_visit,
    gettext_lazy("This visit is called off."),
    title=gettext_lazy("Call off the visit?"),
    text=gettext_lazy("Whoever was mailed the day is told. Please tell the office yourself."),
    label=gettext_lazy("Call it off"),
    is_harmful=True,
)
translate_visit = steps.translated()


@require_http_methods(["GET", "POST"])
def add_goer(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_visit(request, organization, pk)
    first = {"language": found.language}
    form = GoerForm(request.user, found.organization, request.POST or None, initial=first)
    if form.done(operations.add_goer, visit=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(found)
    context = {"organization": found.organization, "visit": found, "form": form}
    return form_page(request, "visits/add_goer.html", context)


@require_POST
def remove_goer(
    request: HttpRequest, organization: str, pk: uuid.UUID, goer: uuid.UUID
) -> HttpResponse:
    found = editable_visit(request, organization, pk)
    row = get_object_or_404(Goer.objects.editable_by(request.user), visit=found, pk=goer)
    operations.remove_goer(goer=row, by=request.user)
    messages.success(request, _("They are off the list."))
    return redirect(found)


@require_POST
def send_visit(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_visit(request, organization, pk)
    count = operations.send_visit(visit=found, by=request.user)
    words = ngettext(
        "Mailed to %(count)d person, with the day for their calendar.",
        "Mailed to %(count)d people, with the day for their calendars.",
        count,
    )
    messages.success(request, words % {"count": count})
    return redirect(found)


@require_GET
def visit_sheet(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = visible_visit(request, organization, pk)
    form = LanguageForm(request.GET)
    language = form.cleaned_data["language"] if form.is_valid() else ""
    goers = Goer.objects.visible_to(request.user).filter(visit=found).select_related("user")
    content = packets.visit_sheet(found, list(goers), language or page_language())
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="visit.pdf"'
    return answer


@require_GET
def visit_ics(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = visible_visit(request, organization, pk)
    return calendar_answer(calendar_of(visit_occasion(found, page_language())), "visit")
