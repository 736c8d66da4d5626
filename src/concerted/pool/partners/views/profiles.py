"""What an organization tells its coalitions, and who speaks for it there."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from concerted.base.gates import Viewer
from concerted.base.http import form_page
from concerted.organizations.models import Organization
from concerted.organizations.operations import change_settings
from concerted.pool.partners.forms import ProfileForm, RepresentativeForm
from concerted.pool.partners.models import Profile, Representative
from concerted.pool.partners.operations import profiles as operations
from concerted.pool.partners.views.gate import address, organized_side, owned


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest, organization: str) -> HttpResponse:
    here = owned(request, organization)
    kept = Profile.objects.editable_by(request.user).filter(organization=here).first()
    form = ProfileForm(request.POST or None, initial=ProfileForm.kept(here, kept))
    if form.done(_save, organization=here, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("partners:partners", organization)
    return form_page(request, "partners/profile.html", {"organization": here, "form": form})


@transaction.atomic
def _save(*, organization: Organization, about: str, by: Viewer | None, **values: Any) -> None:
    """The story of the organization, and what only partners ask."""
    change_settings(organization=organization, about=about, by=by)
    operations.save_profile(organization=organization, by=by, **values)


@require_http_methods(["GET", "POST"])
def add_representative(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    here, membership = organized_side(request, organization, pk)
    form = RepresentativeForm(request.POST or None)
    if form.done(operations.add_representative, membership=membership, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address(here, membership))
    context = {"organization": here, "membership": membership, "form": form}
    return form_page(request, "partners/representative.html", context)


@require_http_methods(["GET", "POST"])
def representative(
    request: HttpRequest, organization: str, pk: uuid.UUID, one: uuid.UUID
) -> HttpResponse:
    here, membership = organized_side(request, organization, pk)
    rows = Representative.objects.editable_by(request.user)
    found = get_object_or_404(rows, membership=membership, pk=one)
    form = RepresentativeForm(request.POST or None, initial=RepresentativeForm.kept(found))
    if form.done(operations.change_representative, representative=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address(here, membership))
    context = {
        "organization": here,
        "membership": membership,
        "representative": found,
        "form": form,
    }
    return form_page(request, "partners/representative.html", context)


@require_POST
def remove_representative(
    request: HttpRequest, organization: str, pk: uuid.UUID, one: uuid.UUID
) -> HttpResponse:
    here, membership = organized_side(request, organization, pk)
    rows = Representative.objects.editable_by(request.user)
    found = get_object_or_404(rows, membership=membership, pk=one)
    operations.remove_representative(representative=found, by=request.user)
    messages.success(request, _("Removed."))
    return redirect(address(here, membership))
