"""The points of an agenda, what was said about each, and what came of it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from concerted.base.http import form_page
from concerted.decide.proposals.models import Proposal
from concerted.decide.proposals.queries.rooms import can_decide_in_room, seats_in_room
from concerted.goals.queries import goals_to_serve
from concerted.pool.offers.models import Need
from concerted.pool.workplan.forms.meetings import DecideForm, ItemForm, MinuteForm
from concerted.pool.workplan.models import AgendaItem, Meeting
from concerted.pool.workplan.operations import agenda as operations
from concerted.pool.workplan.operations.tasks import add_task
from concerted.pool.workplan.queries.partners import partners_of
from concerted.pool.workplan.views.gate import editable_item, editable_meeting, place_of
from concerted.pool.workplan.views.tasks import task_form


def _item_form(request: HttpRequest, meeting: Meeting, item: AgendaItem | None = None) -> ItemForm:
    owner = meeting.organization
    return ItemForm(
        request.POST or None,
        instance=item,
        partners=partners_of(owner, also=[item.brought_by_id] if item else []),
        proposals=Proposal.objects.editable_by(request.user).filter(organization=owner),
        goals=goals_to_serve(owner, request.user, own=item.goal_id if item else None),
        needs=Need.objects.editable_by(request.user).filter(organization=owner),
    )


@require_http_methods(["GET", "POST"])
def add_item(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    meeting = editable_meeting(request, organization, number)
    form = _item_form(request, meeting)
    if form.done(operations.add_item, meeting=meeting, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(f"{meeting.get_absolute_url()}#item-{form.result.pk}")
    context = {"organization": meeting.organization, "meeting": meeting, "form": form}
    return form_page(request, "workplan/add_item.html", context)


@require_http_methods(["GET", "POST"])
def change_item(
    request: HttpRequest, organization: str, number: int, pk: uuid.UUID
) -> HttpResponse:
    item = editable_item(request, organization, number, pk)
    form = _item_form(request, item.meeting, item)
    if form.done(operations.change_item, item=item, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(place_of(item))
    return form_page(request, "workplan/change_item.html", _context(item, form))


def _context(item: AgendaItem, form: object) -> dict[str, object]:
    return {
        "organization": item.meeting.organization,
        "meeting": item.meeting,
        "item": item,
        "form": form,
        "back_url": place_of(item),
    }


@require_POST
def move_item_up(
    request: HttpRequest, organization: str, number: int, pk: uuid.UUID
) -> HttpResponse:
    item = editable_item(request, organization, number, pk)
    operations.move_item_up(item=item, by=request.user)
    return redirect(place_of(item))


@require_POST
def remove_item(
    request: HttpRequest, organization: str, number: int, pk: uuid.UUID
) -> HttpResponse:
    item = editable_item(request, organization, number, pk)
    operations.remove_item(item=item, by=request.user)
    return redirect(item.meeting)


@require_http_methods(["GET", "POST"])
def write_minute(
    request: HttpRequest, organization: str, number: int, pk: uuid.UUID
) -> HttpResponse:
    item = editable_item(request, organization, number, pk)
    form = MinuteForm(request.POST or None, initial={"said": item.said})
    if form.done(operations.write_minute, item=item, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(place_of(item))
    return form_page(request, "workplan/write_minute.html", _context(item, form))


@require_http_methods(["GET", "POST"])
def add_task_of_item(
    request: HttpRequest, organization: str, number: int, pk: uuid.UUID
) -> HttpResponse:
    item = editable_item(request, organization, number, pk)
    form = task_form(request, item.meeting.organization)
    if form.done(add_task, organization=item.meeting.organization, item=item, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(place_of(item))
    return form_page(request, "workplan/add_task_of_item.html", _context(item, form))


@require_POST
def propose_item(
    request: HttpRequest, organization: str, number: int, pk: uuid.UUID
) -> HttpResponse:
    item = editable_item(request, organization, number, pk)
    operations.propose_item(item=item, by=request.user)
    messages.success(request, _("This is a proposal now: decide it here, or open a vote."))
    return redirect(place_of(item))


@require_http_methods(["GET", "POST"])
def decide_item(
    request: HttpRequest, organization: str, number: int, pk: uuid.UUID
) -> HttpResponse:
    item = editable_item(request, organization, number, pk)
    if item.proposal is None or not can_decide_in_room(item.proposal):
        raise Http404
    seats = seats_in_room(item.proposal)
    data = request.POST if request.method == "POST" else None
    form = DecideForm(data, proposal=item.proposal, seats=seats)
    if form.done(operations.decide_item, item=item, by=request.user):
        messages.success(request, _("Counted. The record of the decision is written."))
        return redirect(place_of(item))
    return form_page(request, "workplan/decide_item.html", _context(item, form))
