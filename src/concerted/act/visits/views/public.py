"""What everybody may see of hearings, and coming forward for one. No cookie is set here."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.act.campaigns.capacity import looks_like_work, work_hint
from concerted.act.policies.models import Hearing
from concerted.act.policies.queries.calendars import occasion_of
from concerted.act.visits.forms.hearings import AttendeeForm, TestimonyForm
from concerted.act.visits.operations.hearings import come_to_hearing
from concerted.act.visits.operations.testimonies import give_testimony
from concerted.act.visits.queries.preparing import prepared_for
from concerted.act.visits.queries.public import hearing_page, hearing_rows, public_calendar
from concerted.act.visits.views.gate import published_hearing
from concerted.base import defence
from concerted.base.calendars import calendar_of_all
from concerted.base.languages import page_language
from concerted.base.limits.buckets import visitor_key
from concerted.organizations.models import Organization


@require_GET
def public_hearings(request: HttpRequest, organization: str) -> HttpResponse:
    owner = get_object_or_404(Organization.objects.public(), slug=organization)
    told = public_calendar(owner, page_language())
    feed = request.build_absolute_uri(reverse("visits:hearings_ics", args=[owner.slug]))
    context = {"organization": owner, "told": told, "feed": feed}
    return render(request, "visits/public_hearings.html", context)


@require_GET
def hearings_ics(request: HttpRequest, organization: str) -> HttpResponse:  # noqa: ARG001
    """The hearings as a calendar that people's own calendars read again and again."""
    owner = get_object_or_404(Organization.objects.public(), slug=organization)
    told = public_calendar(owner, page_language())
    days = [
        occasion_of(one.hearing, one.policy, page_language())
        for one in [*told.past, *told.to_come]
    ]
    text = calendar_of_all(days, name=owner.name)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@require_GET
def hearing(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    return _page(request, published_hearing(organization, pk), None)


def _page(
    request: HttpRequest, found: Hearing, form: AttendeeForm | None, status: int = 200
) -> HttpResponse:
    language = page_language()
    context: dict[str, Any] = {
        "organization": found.organization,
        "hearing": found,
        "page": hearing_page(found, language),
        "form": form or AttendeeForm(found.organization, initial={"language": language}),
        "stamp": defence.new_stamp(),
    }
    return render(request, "visits/hearing.html", context, status=status)


@csrf_exempt
@require_POST
def come(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = published_hearing(organization, pk)
    form = AttendeeForm(found.organization, request.POST)
    coming = defence.checked(come_to_hearing, request.POST)
    if form.done(coming, hearing=found, visitor=visitor_key(request, "hearing")):
        return _thank(found, form.cleaned_data["email"])
    return _page(request, found, form, status=422)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def testify(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = published_hearing(organization, pk)
    prepared = prepared_for(found, page_language())
    form = TestimonyForm(found.organization, prepared.word_limit, request.POST or None)
    form.initial["language"] = page_language()
    giving = defence.checked(give_testimony, request.POST)
    if form.done(giving, hearing=found, visitor=visitor_key(request, "hearing")):
        return _thank(found, form.cleaned_data["email"])
    context: dict[str, Any] = {
        "organization": found.organization,
        "hearing": found,
        "row": hearing_rows([found], page_language())[0],
        "prepared": prepared,
        "form": form,
        "stamp": defence.new_stamp(),
    }
    status = 422 if form.errors else 200
    return render(request, "visits/testify.html", context, status=status)


def _thank(found: Hearing, email: str) -> HttpResponse:
    address = reverse("visits:thanks", args=[found.organization.slug, found.pk])
    return redirect(f"{address}?work" if looks_like_work(email, found.organization) else address)


@require_GET
def thanks(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = published_hearing(organization, pk)
    context = {
        "organization": found.organization,
        "hearing": found,
        "text": found.in_language(page_language()),
        "work_hint": work_hint() if "work" in request.GET else "",
    }
    return render(request, "visits/thanks.html", context)
