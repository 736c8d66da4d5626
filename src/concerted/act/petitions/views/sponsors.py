from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from concerted.act.petitions.forms.petitions import SponsorForm
from concerted.act.petitions.models import Sponsorship
from concerted.act.petitions.operations import sponsors as operations
from concerted.act.petitions.views.desk import back_to
from concerted.act.petitions.views.gate import editable
from concerted.base.http import form_page


@require_http_methods(["GET", "POST"])
def invite_sponsor(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    form = SponsorForm(request.POST or None)
    if form.done(operations.invite_sponsor, petition=found, by=request.user):
        messages.success(
            request, _("Invitation sent. The organization finds it under its petitions.")
        )
        return redirect(back_to(found))
    context = {"organization": found.organization, "petition": found, "form": form}
    return form_page(request, "petitions/invite_sponsor.html", context)


@require_POST
def uninvite_sponsor(
    request: HttpRequest, organization: str, slug: str, sponsorship: uuid.UUID
) -> HttpResponse:
    found = editable(request, organization, slug)
    row = get_object_or_404(
        Sponsorship.objects.editable_by(request.user), pk=sponsorship, petition=found
    )
    operations.end_sponsorship(sponsorship=row, by=request.user)
    messages.success(request, _("They no longer stand behind this petition."))
    return redirect(back_to(found))


def _asked(request: HttpRequest, organization: str, sponsorship: uuid.UUID) -> Sponsorship:
    """An invitation to the organization of the address, for who may answer it."""
    rows = Sponsorship.objects.visible_to(request.user).answerable_by(request.user)
    return get_object_or_404(rows, sponsor__slug=organization, pk=sponsorship)


@require_POST
def accept_sponsorship(
    request: HttpRequest, organization: str, sponsorship: uuid.UUID
) -> HttpResponse:
    operations.accept_sponsorship(
        sponsorship=_asked(request, organization, sponsorship), by=request.user
    )
    messages.success(request, _("Your organization stands behind this petition now."))
    return redirect("petitions:petitions", organization)


@require_POST
def decline_sponsorship(
    request: HttpRequest, organization: str, sponsorship: uuid.UUID
) -> HttpResponse:
    operations.end_sponsorship(
        sponsorship=_asked(request, organization, sponsorship), by=request.user
    )
    messages.success(request, _("Your organization does not stand behind this petition."))
    return redirect("petitions:petitions", organization)
