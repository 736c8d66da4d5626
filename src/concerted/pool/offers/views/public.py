"""What everybody reads: what is needed next, and how far it is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from concerted.base import defence
from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.base.limits.buckets import visitor_key
from concerted.organizations.models import Organization
from concerted.organizations.views.gate import one_of
from concerted.pool.offers.forms.pledges import OutsidePledgeForm
from concerted.pool.offers.models import Need
from concerted.pool.offers.operations.public import offer_pledge as offer
from concerted.pool.offers.queries.public import needs_told
from concerted.pool.offers.queries.public import public_needs as goals_of


@require_GET
def public_needs(request: HttpRequest, organization: str) -> HttpResponse:
    owner = get_object_or_404(Organization.objects.public(), slug=organization)
    context = {"organization": owner, "goals": goals_of(owner, page_language())}
    return render(request, "offers/public_needs.html", context)


@csrf_exempt  # the stamp in the form stands for the token; the page sets no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def offer_pledge(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """Pledge for a need without an account."""
    rows = Need.objects.public().open().with_everything()
    need = one_of(rows, organization, slug=slug)
    form = OutsidePledgeForm(request.POST or None, need=need)
    offering, visitor = defence.checked(offer, request.POST), visitor_key(request, "pledge")
    if form.done(offering, need=need, visitor=visitor, language=page_language()):
        return redirect("offers:pledge_offered", organization)
    context = {
        "organization": need.organization,
        "told": needs_told([need], page_language())[0],
        "form": form,
        "stamp": defence.new_stamp(),
    }
    return form_page(request, "offers/offer_pledge.html", context)


@require_GET
def pledge_offered(request: HttpRequest, organization: str) -> HttpResponse:
    owner = get_object_or_404(Organization.objects.public(), slug=organization)
    return render(request, "offers/pledge_offered.html", {"organization": owner})
