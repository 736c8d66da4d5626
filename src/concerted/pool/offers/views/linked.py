"""A giver's own page, by their mailed link, without an account. A GET shows, only a POST acts."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from concerted.base.errors import Refused
from concerted.base.languages import page_language
from concerted.pool.offers.forms.pledges import OwnPledgeForm
from concerted.pool.offers.models import Pledge
from concerted.pool.offers.operations import pledges
from concerted.pool.offers.operations.offers import name_giver
from concerted.pool.offers.queries.desk import deliveries_told
from concerted.pool.offers.queries.words import pledge_words
from concerted.pool.offers.views.gate import delivery, linked
from concerted.pool.offers.views.pledges import letter_file


def _page(
    request: HttpRequest,
    token: str,
    pledge: Pledge,
    form: OwnPledgeForm | None = None,
    *,
    status: int = 200,
    refused: str = "",
) -> HttpResponse:
    words = pledge_words([pledge], page_language())[pledge.pk]
    context = {
        "organization": pledge.organization,
        "pledge": pledge,
        "words": words,
        "form": form or OwnPledgeForm(pledge=pledge),
        "deliveries": deliveries_told(pledge, words.noun),
        "is_late": pledge.is_late(timezone.localdate()),
        "refused": refused,
        "token": token,
    }
    return render(request, "offers/own_pledge.html", context, status=status)


@never_cache
@require_GET
def own_pledge(request: HttpRequest, token: str) -> HttpResponse:
    return _page(request, token, linked(token))


@csrf_exempt
@never_cache
@require_POST
def confirm_own_pledge(request: HttpRequest, token: str) -> HttpResponse:
    found = linked(token)
    form = OwnPledgeForm(request.POST, pledge=found)
    if not form.is_valid():
        return _page(request, token, found, form, status=422)
    try:
        amount = form.cleaned_data["amount"]
        pledges.confirm_pledge(pledge=found, amount=amount, is_own=True, by=None)
    except Refused as refused:
        form.refuse(refused)
        return _page(request, token, found, form, status=409)
    is_named = form.cleaned_data["is_named"]
    if found.giver.partner is None or is_named:
        name_giver(giver=found.giver, is_named=is_named)
    return redirect("offers:own_pledge", token)


@csrf_exempt
@never_cache
@require_POST
def withdraw_own_pledge(request: HttpRequest, token: str) -> HttpResponse:
    found = linked(token)
    try:
        pledges.withdraw_pledge(pledge=found, is_own=True, by=None)
    except Refused as refused:
        return _page(request, token, found, status=409, refused=refused.message)
    return redirect("offers:own_pledge", token)


@never_cache
@require_GET
def own_letter(request: HttpRequest, token: str, number: int) -> HttpResponse:  # noqa: ARG001
    found = linked(token)
    part = delivery(found, number)
    if part.acknowledged_at is None:
        raise Http404
    return letter_file(part, page_language())
