"""Meetings: the list, one of them, when and where, and who was there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from concerted.base.http import form_page
from concerted.organizations.models import Subject
from concerted.organizations.queries import can_organize
from concerted.organizations.views.gate import organized, shared
from concerted.pool.workplan.forms.meetings import AttendanceForm, MeetingForm
from concerted.pool.workplan.models import Attendance
from concerted.pool.workplan.operations import meetings as operations
from concerted.pool.workplan.queries.meetings import meeting_page, meetings_of, zone_of
from concerted.pool.workplan.queries.partners import partners_of, users_to_name
from concerted.pool.workplan.views.gate import editable_meeting, visible_meeting


@require_GET
def meetings(request: HttpRequest, organization: str) -> HttpResponse:
    owner = shared(request, organization, Subject.MINUTES)
    context = {
        "organization": owner,
        "meetings": meetings_of(owner, request.user),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "workplan/meetings.html", context)


@require_GET
def meeting(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = visible_meeting(request, organization, number)
    context = {
        "organization": found.organization,
        "meeting": found,
        "page": meeting_page(found, request.user),
        "can_edit": can_organize(found.organization, request.user) and not found.is_approved,
        "can_send": can_organize(found.organization, request.user),
    }
    return render(request, "workplan/meeting.html", context)


@require_http_methods(["GET", "POST"])
def add_meeting(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    first = {
        "language": owner.language,
        "time_zone": owner.time_zone,
        "languages": [owner.language],
    }
    form = MeetingForm(request.POST or None, initial=first)
    if form.done(operations.add_meeting, organization=owner, by=request.user):
        messages.success(request, _("Saved. Now put together the agenda."))
        return redirect(form.result)
    context = {"organization": owner, "form": form}
    return form_page(request, "workplan/add_meeting.html", context)


@require_http_methods(["GET", "POST"])
def change_meeting(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = editable_meeting(request, organization, number)
    first = {"starts_at": timezone.make_naive(found.starts_at, zone_of(found))}
    form = MeetingForm(request.POST or None, instance=found, initial=first)
    if form.done(operations.change_meeting, meeting=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(found)
    context = {"organization": found.organization, "meeting": found, "form": form}
    return form_page(request, "workplan/change_meeting.html", context)


@require_http_methods(["GET", "POST"])
def cancel_meeting(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = editable_meeting(request, organization, number)
    if request.method == "POST":
        operations.cancel_meeting(meeting=found, by=request.user)
        messages.success(request, _("This meeting is called off."))
        return redirect(found)
    context = {"organization": found.organization, "meeting": found}
    return render(request, "workplan/cancel_meeting.html", context)


@require_http_methods(["GET", "POST"])
def record_attendance(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = editable_meeting(request, organization, number)
    came = list(Attendance.objects.visible_to(request.user).filter(meeting=found))
    partners = partners_of(found.organization, also=[one.partner_id for one in came])
    users = users_to_name(partners, request.user)
    first = {
        "partners": {one.partner_id for one in came},
        "users": [one.user_id for one in came if one.user_id],
        "guest_count": found.guest_count,
    }
    form = AttendanceForm(
        request.POST or None, initial=first, partner_rows=partners, user_rows=users
    )
    if form.done(operations.record_attendance, meeting=found, among=users, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(found)
    context = {"organization": found.organization, "meeting": found, "form": form}
    return form_page(request, "workplan/record_attendance.html", context)
