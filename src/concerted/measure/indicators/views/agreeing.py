"""What was agreed: courses for goals, and what a community does not want published."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.goals.queries import goals_to_serve
from concerted.measure.indicators.forms.agreeing import CourseForm, LiftForm, VetoForm
from concerted.measure.indicators.models import Indicator, Subgroup, Veto
from concerted.measure.indicators.operations import courses as agreeing
from concerted.measure.indicators.operations import vetoes as vetoing
from concerted.measure.indicators.queries.agreeing import adopted_proposals
from concerted.measure.indicators.queries.office import dimensions_of, vetoes_told
from concerted.measure.indicators.views.gate import (
    about,
    address,
    editable_course,
    editable_indicator,
    editable_veto,
    of_indicator,
    office,
)
from concerted.organizations.queries import can_organize
from concerted.organizations.views.gate import organized
from concerted.organizations.views.translating import translation_page


def _course_form(
    request: HttpRequest, found: Indicator, own: uuid.UUID | None = None, **values: Any
) -> CourseForm:
    owner = found.organization
    groups = Subgroup.objects.visible_to(request.user).filter(organization=owner)
    return CourseForm(
        request.POST or None,
        goals=goals_to_serve(owner, request.user, own=own),
        groups=groups.select_related("dimension").order_by("dimension__created_at", "position"),
        proposals=adopted_proposals(owner, request.user),
        **values,
    )


@require_http_methods(["GET", "POST"])
def agree_course(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable_indicator(request, organization, slug)
    form = _course_form(request, found)
    if form.done(agreeing.agree_course, indicator=found, by=request.user):
        messages.success(request, _("Saved. From now on we see whether we keep to it."))
        return redirect(of_indicator("indicator", found))
    context = about(
        found,
        form=form,
        title=_("Agree where to go"),
        lead=_("From where, to where, by when. Best by a decision of all of you."),
    )
    return form_page(request, "base/form.html", context)


@require_http_methods(["GET", "POST"])
def change_course(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_course(request, organization, pk)
    form = _course_form(request, found.indicator, found.goal_id, instance=found)
    back = of_indicator("indicator", found.indicator)
    if form.done(agreeing.change_course, course=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(back)
    context = about(found.indicator, form=form, title=_("Agree anew where to go"))
    return form_page(request, "base/form.html", context)


@require_http_methods(["GET", "POST"])
def end_course(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_course(request, organization, pk)
    back = of_indicator("indicator", found.indicator)
    if request.method == "POST":
        agreeing.end_course(course=found, by=request.user)
        messages.success(request, _("This path is followed no more."))
        return redirect(back)
    context = {
        "organization": found.organization,
        "title": _("Follow this path no more?"),
        "text": _("The figures stay. What was agreed is taken off the pages."),
        "label": _("Follow it no more"),
        "is_harmful": True,
        "back_url": back,
    }
    return render(request, "base/confirm.html", context)


@require_GET
def vetoes(request: HttpRequest, organization: str) -> HttpResponse:
    owner = office(request, organization)
    rows = Veto.objects.visible_to(request.user).filter(organization=owner)
    context = {
        "organization": owner,
        "vetoes": vetoes_told(rows, page_language()),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "indicators/vetoes.html", context)


@require_http_methods(["GET", "POST"])
def record_veto(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = VetoForm(
        request.POST or None,
        initial={"language": owner.language},
        indicators=Indicator.objects.editable_by(request.user).filter(organization=owner),
        dimensions=dimensions_of(owner, request.user),
    )
    if form.done(vetoing.record_veto, organization=owner, by=request.user):
        messages.success(request, _("Noted. No release shows it from now on."))
        return redirect(address("vetoes", owner))
    context = {
        "organization": owner,
        "form": form,
        "title": _("Note a community’s no"),
        "lead": _("People decide whether figures about them are shown. What they said holds."),
        "back_url": address("vetoes", owner),
    }
    return form_page(request, "base/form.html", context)


@require_http_methods(["GET", "POST"])
def lift_veto(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_veto(request, organization, pk)
    form = LiftForm(request.POST or None)
    if form.done(vetoing.lift_veto, veto=found, by=request.user):
        messages.success(request, _("Noted. Later releases may show it again."))
        return redirect(address("vetoes", found.organization))
    context = {
        "organization": found.organization,
        "form": form,
        "title": _("Show it again?"),
        "lead": _("Only if %(body)s said so.") % {"body": found.asked_by},
        "label": _("Yes, it may be shown again"),
        "back_url": address("vetoes", found.organization),
    }
    return form_page(request, "base/form.html", context)


@require_http_methods(["GET", "POST"])
def translate_veto(
    request: HttpRequest, organization: str, pk: uuid.UUID, language: str
) -> HttpResponse:
    found = editable_veto(request, organization, pk)
    return translation_page(
        request, found, language, back_url=address("vetoes", found.organization)
    )
