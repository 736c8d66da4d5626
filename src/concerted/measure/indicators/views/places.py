"""Shapes of places in the workspace: which are known, and a file with more."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.http import form_page
from concerted.measure.indicators.forms.places import PlacesForm
from concerted.measure.indicators.models import SUBJECT, Place
from concerted.measure.indicators.operations import places as operations
from concerted.organizations.models import Organization
from concerted.organizations.queries import can_organize
from concerted.organizations.views.gate import organized, shared


def _address(organization: Organization) -> str:
    return reverse("indicators:places", args=[organization.slug])


@require_GET
def places(request: HttpRequest, organization: str) -> HttpResponse:
    owner = shared(request, organization, SUBJECT)
    rows = Place.objects.visible_to(request.user).filter(organization=owner)
    context = {
        "organization": owner,
        "places": list(rows.defer("rings", "label_at")),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "indicators/places.html", context)


@require_http_methods(["GET", "POST"])
def import_places(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = PlacesForm(request.POST or None, request.FILES or None)
    if form.done(operations.import_places, organization=owner, by=request.user):
        count = form.result.read
        words = ngettext(
            "%(count)d place is on the map.", "%(count)d places are on the map.", count
        )
        messages.success(request, words % {"count": count})
        return redirect(_address(owner))
    context = {"organization": owner, "form": form, "back_url": _address(owner)}
    return form_page(request, "indicators/import_places.html", context)


@require_POST
def remove_places(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    operations.remove_places(organization=owner, by=request.user)
    messages.success(request, _("All shapes were removed. The figures stay."))
    return redirect(_address(owner))
