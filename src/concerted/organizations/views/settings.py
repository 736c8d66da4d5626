from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from concerted.accounts.models import User
from concerted.base.http import form_page
from concerted.organizations import operations
from concerted.organizations.forms import SettingsForm
from concerted.organizations.models import EDITORS, Organization
from concerted.organizations.queries import workspace_of
from concerted.organizations.trail import trail_of


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, organization: str) -> HttpResponse:
    found = get_object_or_404(Organization.objects.editable_by(request.user), slug=organization)
    form = SettingsForm(request.POST or None, initial=SettingsForm.kept(found))
    if form.done(operations.change_settings, organization=found, by=cast(User, request.user)):
        messages.success(request, _("Saved."))
        return redirect("organizations:settings", organization)
    context = {"organization": found, "form": form}
    return form_page(request, "organizations/settings.html", context)


@require_safe
def trail(request: HttpRequest, organization: str) -> HttpResponse:
    mine = workspace_of(request.user, organization)
    gate = Organization.objects.visible_to(request.user)
    found = get_object_or_404(
        gate if mine is not None and mine.kind in EDITORS else gate.none(), slug=organization
    )
    number = request.GET.get("page", "1")
    page, lines = trail_of(found, int(number[:6]) if number[:6].isdecimal() else 1)
    context = {"organization": found, "page": page, "lines": lines}
    return render(request, "organizations/trail.html", context)
