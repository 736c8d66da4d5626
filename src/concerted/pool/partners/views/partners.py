"""The partners of a coalition, and one of them from either side."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concerted.base.http import form_page
from concerted.organizations.models import Organization
from concerted.organizations.queries import can_organize, workspace_of
from concerted.organizations.views.gate import joined, organized
from concerted.pool.partners.forms import RoleForm, TermsForm
from concerted.pool.partners.models import Departure, Side, TermsChange
from concerted.pool.partners.operations import joining, terms
from concerted.pool.partners.queries import pages
from concerted.pool.partners.queries.leaving import package_of, package_of_departure
from concerted.pool.partners.views.gate import address, organized_side, owned_side, seen


@require_safe
def partners(request: HttpRequest, organization: str) -> HttpResponse:
    """The partners of a coalition, or the coalitions of an organization."""
    here = joined(request, organization)
    mine = workspace_of(request.user, organization)
    context = {
        "organization": here,
        "is_owner": mine is not None and mine.is_owned,
        "can_edit": can_organize(here, request.user),
    }
    if here.kind == Organization.Kind.COALITION:
        page = pages.coalition_page(here, request.user)
        return render(request, "partners/partners.html", {**context, "page": page})
    own = pages.own_page(here, request.user)
    return render(request, "partners/coalitions.html", {**context, "page": own})


@require_safe
def partner(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    here, membership = seen(request, organization, pk)
    context = {
        "organization": here,
        "membership": membership,
        "page": pages.partner_page(membership, here, request.user),
    }
    return render(request, "partners/partner.html", context)


@require_http_methods(["GET", "POST"])
def change_role(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    here, membership = owned_side(request, organization, pk)
    if pages.side_of(membership, here) != Side.COALITION:
        raise Http404
    first = {"role": membership.role, "seat_count": membership.seat_count}
    form = RoleForm(request.POST or None, initial=first)
    if form.done(joining.change_role, membership=membership, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address(here, membership))
    context = {"organization": here, "membership": membership, "form": form}
    return form_page(request, "partners/change_role.html", context)


@require_http_methods(["GET", "POST"])
def propose_terms(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    here, membership = owned_side(request, organization, pk)
    shown = sorted(pages.shown_subjects(membership, request.user))
    form = TermsForm(request.POST or None, initial={"subjects": shown})
    side = pages.side_of(membership, here)
    if form.done(terms.propose_terms, membership=membership, side=side, by=request.user):
        told = _("The other side has to agree. Its owners got a mail.")
        messages.success(request, told if form.result else _("It is so already."))
        return redirect(address(here, membership))
    context = {"organization": here, "membership": membership, "form": form}
    return form_page(request, "partners/propose_terms.html", context)


@require_POST
def agree(
    request: HttpRequest, organization: str, pk: uuid.UUID, change: uuid.UUID
) -> HttpResponse:
    here, membership = owned_side(request, organization, pk)
    rows = TermsChange.objects.editable_by(request.user)
    asked = get_object_or_404(rows, membership=membership, pk=change)
    terms.agree_to_terms(asked=asked, side=pages.side_of(membership, here), by=request.user)
    messages.success(request, _("Agreed. It counts from now on."))
    return redirect(address(here, membership))


@require_POST
def decline_terms(
    request: HttpRequest, organization: str, pk: uuid.UUID, change: uuid.UUID
) -> HttpResponse:
    here, membership = owned_side(request, organization, pk)
    rows = TermsChange.objects.editable_by(request.user)
    asked = get_object_or_404(rows, membership=membership, pk=change)
    terms.decline_terms(asked=asked, by=request.user)
    messages.success(request, _("Nothing changes: what was agreed before stays."))
    return redirect(address(here, membership))


@require_safe
def data(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    """What a partner brought, for its own organizers."""
    here, membership = organized_side(request, organization, pk)
    if pages.side_of(membership, here) != Side.MEMBER:
        raise Http404
    return _zip(package_of(membership), membership.organization.name)


@require_safe
def departure(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    """The same, of a coalition that the organization has left."""
    here = organized(request, organization)
    rows = Departure.objects.visible_to(request.user).select_related("organization")
    found = get_object_or_404(rows, organization=here, pk=pk)
    return _zip(package_of_departure(found), found.coalition_name)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    """Either side may end a membership."""
    here, membership = owned_side(request, organization, pk)
    if request.method == "POST":
        joining.end_partnership(membership=membership, by=request.user)
        messages.success(request, _("The membership has ended."))
        return redirect("partners:partners", organization)
    context = {
        "organization": here,
        "membership": membership,
        "is_coalitions": pages.side_of(membership, here) == Side.COALITION,
    }
    return render(request, "partners/end.html", context)


def _zip(content: bytes, coalition: str) -> HttpResponse:
    name = slugify(coalition) or "coalition"
    headers = {"Content-Disposition": f'attachment; filename="{name}.zip"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)
