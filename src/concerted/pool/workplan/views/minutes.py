"""Agenda and minutes on paper and by mail, and their approval."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.calendars import calendar_of
from concerted.base.http import calendar_answer, form_page
from concerted.base.languages import page_language
from concerted.pool.workplan.forms.meetings import ApproveForm
from concerted.pool.workplan.models import Meeting
from concerted.pool.workplan.operations import minutes as operations
from concerted.pool.workplan.queries.calendars import occasion_of
from concerted.pool.workplan.queries.printing import minutes_pdf
from concerted.pool.workplan.views.gate import editable_meeting, visible_meeting


@require_GET
def meeting_pdf(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = visible_meeting(request, organization, number)
    kind = "minutes" if found.has_begun else "agenda"
    answer = HttpResponse(minutes_pdf(found, page_language()), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{kind}-{found.number}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
def meeting_ics(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = visible_meeting(request, organization, number)
    return calendar_answer(calendar_of(occasion_of(found)), f"meeting-{found.number}")


@require_POST
def mail_meeting(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = editable_meeting(request, organization, number)
    count = operations.mail_meeting(meeting=found, by=request.user)
    words = ngettext(
        "Sent to %(count)d person of the partners.",
        "Sent to %(count)d people of the partners.",
        count,
    )
    messages.success(request, words % {"count": count})
    return redirect(found)


@require_http_methods(["GET", "POST"])
def approve_minutes(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = editable_meeting(request, organization, number)
    later = Meeting.objects.editable_by(request.user).filter(organization=found.organization)
    later = later.held().filter(starts_at__gt=found.starts_at).order_by("starts_at")
    form = ApproveForm(request.POST or None, meetings=later)
    if form.done(operations.approve_minutes, meeting=found, by=request.user):
        messages.success(request, _("Approved. These minutes change no more."))
        return redirect(found)
    context = {
        "organization": found.organization,
        "meeting": found,
        "form": form,
        "can_approve": later.exists(),
    }
    return form_page(request, "workplan/approve_minutes.html", context)
