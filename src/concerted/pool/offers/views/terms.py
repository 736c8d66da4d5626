"""What an organization sets for all gifts: its letters and its rates."""

from __future__ import annotations

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from concerted.base.http import form_page
from concerted.organizations.views.gate import organized
from concerted.pool.offers.forms.pledges import LetterheadForm, RateForm
from concerted.pool.offers.models import Letterhead
from concerted.pool.offers.operations import terms as operations
from concerted.pool.offers.queries.rates import rates_told
from concerted.pool.offers.views.gate import address


@require_GET
def terms(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    heads = Letterhead.objects.editable_by(request.user).filter(organization=owner)
    context = {"organization": owner, "head": heads.first(), "rates": rates_told(owner)}
    return render(request, "offers/terms.html", context)


@require_http_methods(["GET", "POST"])
def set_letterhead(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    kept = Letterhead.objects.editable_by(request.user).filter(organization=owner).first()
    first = model_to_dict(kept) if kept is not None else {"legal_name": owner.name}
    form = LetterheadForm(request.POST or None, initial=first)
    if form.done(operations.set_letterhead, organization=owner, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("terms", owner))
    context = {
        "organization": owner,
        "form": form,
        "title": _("What stands on the letters of thanks"),
        "back_url": address("terms", owner),
    }
    return form_page(request, "base/form.html", context)


@require_http_methods(["GET", "POST"])
def set_rate(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = RateForm(request.POST or None, initial=RateForm.first())
    if form.done(operations.set_rate, organization=owner, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("terms", owner))
    context = {
        "organization": owner,
        "form": form,
        "title": _("Set a rate"),
        "lead": _("Deliveries noted from now on start with it. Those noted before keep theirs."),
        "back_url": address("terms", owner),
    }
    return form_page(request, "base/form.html", context)
