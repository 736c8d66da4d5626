"""The packet of written testimony: looked at before, handed over, and kept."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from concerted.act.visits.forms.hearings import HandOverForm
from concerted.act.visits.models import Packet, Testimony
from concerted.act.visits.operations import packets as operations
from concerted.act.visits.queries.packets import packet_pdf
from concerted.act.visits.views.gate import editable_hearing
from concerted.base.http import form_page
from concerted.organizations.zones import today_in


@never_cache
@require_GET
def preview(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_hearing(request, organization, pk)
    rows = Testimony.objects.visible_to(request.user).filter(hearing=found).counted()
    content = packet_pdf(found, list(rows.order_by("created_at")))
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="testimony.pdf"'
    return answer


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_hearing(request, organization, pk)
    first = {"delivered_on": today_in(found.organization), "recipient": found.policy.body}
    form = HandOverForm(request.POST or None, initial=first)
    if form.done(operations.hand_over, hearing=found, by=request.user):
        messages.success(request, _("Written down. The packet is kept as it was handed over."))
        return redirect("visits:hearing_desk", organization, pk)
    rows = Testimony.objects.visible_to(request.user).filter(hearing=found).counted()
    context = {
        "organization": found.organization,
        "hearing": found,
        "form": form,
        "testimony_count": len(rows),
    }
    return form_page(request, "visits/hand_over.html", context)


@never_cache
@require_GET
def packet(
    request: HttpRequest, organization: str, pk: uuid.UUID, number: int
) -> HttpResponseBase:
    found = editable_hearing(request, organization, pk)
    kept = get_object_or_404(Packet.objects.visible_to(request.user), hearing=found, number=number)
    if not kept.document:
        raise Http404
    return FileResponse(kept.document.open(), content_type="application/pdf")
