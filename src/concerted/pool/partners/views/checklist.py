"""The steps with which partners begin: the coalition's list, and how far one of them is."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from concerted.base.http import form_page
from concerted.organizations.models import Membership, Organization
from concerted.organizations.views.gate import organized
from concerted.pool.partners.forms import ItemForm
from concerted.pool.partners.models import ChecklistItem
from concerted.pool.partners.operations import profiles as operations
from concerted.pool.partners.views.gate import address, organized_side


@require_http_methods(["GET", "POST"])
def checklist(request: HttpRequest, organization: str) -> HttpResponse:
    """The list; a POST adds a step."""
    here = _coalition(request, organization)
    form = ItemForm(request.POST or None)
    if form.done(operations.add_item, coalition=here, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("partners:checklist", organization)
    items = ChecklistItem.objects.editable_by(request.user).filter(organization=here).current()
    context = {"organization": here, "items": list(items), "form": form}
    return form_page(request, "partners/checklist.html", context)


@require_POST
def begin(request: HttpRequest, organization: str) -> HttpResponse:
    operations.begin_checklist(coalition=_coalition(request, organization), by=request.user)
    messages.success(request, _("The list is yours now. Change what does not fit."))
    return redirect("partners:checklist", organization)


@require_POST
def remove_item(request: HttpRequest, organization: str, item: uuid.UUID) -> HttpResponse:
    here = _coalition(request, organization)
    rows = ChecklistItem.objects.editable_by(request.user)
    operations.remove_item(
        item=get_object_or_404(rows, organization=here, pk=item), by=request.user
    )
    messages.success(request, _("Removed."))
    return redirect("partners:checklist", organization)


@require_POST
def done(request: HttpRequest, organization: str, pk: uuid.UUID, item: uuid.UUID) -> HttpResponse:
    here, membership = organized_side(request, organization, pk)
    found = _item(request, membership, item)
    operations.mark_done(membership=membership, item=found, by=request.user)
    return redirect(address(here, membership) + "#steps")


@require_POST
def undone(
    request: HttpRequest, organization: str, pk: uuid.UUID, item: uuid.UUID
) -> HttpResponse:
    here, membership = organized_side(request, organization, pk)
    found = _item(request, membership, item)
    operations.mark_undone(membership=membership, item=found, by=request.user)
    return redirect(address(here, membership) + "#steps")


def _coalition(request: HttpRequest, organization: str) -> Organization:
    here = organized(request, organization)
    if here.kind != Organization.Kind.COALITION:
        raise Http404
    return here


def _item(request: HttpRequest, membership: Membership, item: uuid.UUID) -> ChecklistItem:
    rows = ChecklistItem.objects.visible_to(request.user).current()
    return get_object_or_404(rows, organization=membership.organization, pk=item)
