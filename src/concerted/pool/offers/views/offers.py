"""Offers in the workspace: what givers could bring, and asking them for it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.goals.models import Goal
from concerted.organizations.queries import can_organize
from concerted.organizations.views.gate import one_of
from concerted.pool.offers.forms.needs import OfferForm
from concerted.pool.offers.forms.pledges import TakeUpForm
from concerted.pool.offers.models import Offer
from concerted.pool.offers.operations import offers as operations
from concerted.pool.offers.operations.pledges import propose_pledge
from concerted.pool.offers.queries.desk import offer_told, partners_of
from concerted.pool.offers.views.gate import address, check_gives, editable_offer, pool


@require_http_methods(["GET", "POST"])
def add_offer(request: HttpRequest, organization: str) -> HttpResponse:
    owner = pool(request, organization)
    check_gives(request, owner)
    form = OfferForm(
        request.POST or None,
        goals=Goal.objects.public().filter(organization=owner, closed_at=None),
        partners=partners_of(owner, request.user),
        takes_anybody=can_organize(owner, request.user),
    )
    if form.done(operations.add_offer, organization=owner, by=request.user):
        messages.success(request, _("Thank you. The offer is noted."))
        return redirect(address("needs", owner) + "#offers")
    context = {
        "organization": owner,
        "form": form,
        "title": _("Offer something"),
        "lead": _("Say what there is. Where it fits a need, you are asked before it counts."),
        "back_url": address("needs", owner),
    }
    return form_page(request, "base/form.html", context)


@require_GET
def offer(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    rows = Offer.objects.visible_to(request.user)
    found = one_of(
        rows.select_related("organization", "giver__partner", "goal"), organization, pk=pk
    )
    context = {
        "organization": found.organization,
        "offer": found,
        "goal_text": found.goal.in_language(page_language()) if found.goal else None,
        "told": offer_told(found, request.user),
        "can_edit": can_organize(found.organization, request.user),
    }
    return render(request, "offers/offer.html", context)


@require_http_methods(["GET", "POST"])
def take_up_offer(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_offer(request, organization, pk)
    form = TakeUpForm(request.POST or None, offer=found)
    if form.done(propose_pledge, offer=found, by=request.user):
        messages.success(request, _("Asked. It counts once they say yes."))
        return redirect(address("pledge", found.organization, form.result.pk))
    context = {
        "organization": found.organization,
        "form": form,
        "title": _("Ask for “%(name)s”") % {"name": found.title},
        "lead": _("For no need in particular. The giver gets a mail and says yes or no."),
        "label": _("Ask for it"),
        "back_url": address("offer", found.organization, found.pk),
    }
    return form_page(request, "base/form.html", context)


@require_http_methods(["GET", "POST"])
def withdraw_offer(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_offer(request, organization, pk)
    if request.method == "POST":
        operations.withdraw_offer(offer=found, by=request.user)
        messages.success(request, _("The offer is taken back."))
        return redirect(address("needs", found.organization))
    context = {
        "organization": found.organization,
        "title": _("Take back “%(name)s”?") % {"name": found.title},
        "text": _("It is suggested to nobody then. What was pledged from it stays pledged."),
        "label": _("Take the offer back"),
        "is_harmful": True,
        "back_url": address("offer", found.organization, found.pk),
    }
    return render(request, "base/confirm.html", context)
