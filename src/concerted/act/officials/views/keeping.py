"""What changes by hand while somebody is in office, and that they have left it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from concerted.act.officials import operations
from concerted.act.officials.forms import LeavingForm, OfficeForm
from concerted.act.officials.models import Office, Official
from concerted.base.http import form_page
from concerted.organizations.models import Organization
from concerted.organizations.views.gate import joined


def _editable(
    request: HttpRequest, organization: str, pk: uuid.UUID
) -> tuple[Organization, Official]:
    owner = joined(request, organization)
    mine = Official.objects.editable_by(request.user).known_to(owner).with_posts()
    return owner, get_object_or_404(mine, pk=pk)


@require_http_methods(["GET", "POST"])
def leave_post(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    owner, official = _editable(request, organization, pk)
    form = LeavingForm(request.POST or None)
    if form.done(operations.leave_post, official=official, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("officials:page", owner.slug, official.pk)
    context = {"organization": owner, "official": official, "form": form}
    return form_page(request, "officials/leave_post.html", context)


@require_http_methods(["GET", "POST"])
def add_office(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    owner, official = _editable(request, organization, pk)
    form = OfficeForm(request.POST or None)
    if form.done(operations.add_office, official=official, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("officials:page", owner.slug, official.pk)
    context = {"organization": owner, "official": official, "form": form}
    return form_page(request, "officials/office.html", context)


@require_http_methods(["GET", "POST"])
def edit_office(
    request: HttpRequest, organization: str, pk: uuid.UUID, office: uuid.UUID
) -> HttpResponse:
    owner, official, found = _office(request, organization, pk, office)
    form = OfficeForm(request.POST or None, instance=found)
    if form.done(operations.edit_office, office=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("officials:page", owner.slug, official.pk)
    context = {"organization": owner, "official": official, "office": found, "form": form}
    return form_page(request, "officials/office.html", context)


@require_POST
def remove_office(
    request: HttpRequest, organization: str, pk: uuid.UUID, office: uuid.UUID
) -> HttpResponse:
    owner, official, found = _office(request, organization, pk, office)
    operations.remove_office(office=found, by=request.user)
    messages.success(request, _("Saved."))
    return redirect("officials:page", owner.slug, official.pk)


def _office(
    request: HttpRequest, organization: str, pk: uuid.UUID, office: uuid.UUID
) -> tuple[Organization, Official, Office]:
    owner, official = _editable(request, organization, pk)
    mine = Office.objects.editable_by(request.user).filter(official=official)
    return owner, official, get_object_or_404(mine, pk=office)
