"""Signing, declining and ending for a party, signed in."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.organizations.zones import today_in
from concerted.pool.agreements.forms.signing import DeclineForm, EndForm, SettleForm, SignForm
from concerted.pool.agreements.models import Signer
from concerted.pool.agreements.operations import ending, settling
from concerted.pool.agreements.operations import signing as operations
from concerted.pool.agreements.queries.pages import is_asked, page_texts
from concerted.pool.agreements.queries.standing import standing_of
from concerted.pool.agreements.views.desk import agreement_response, signer_form_of
from concerted.pool.agreements.views.gate import address, answerable, owned, visible


@require_http_methods(["GET", "POST"])
def sign_agreement(request: HttpRequest, organization: str, number: str) -> HttpResponse:
    agreement, party = answerable(request, organization, number)
    version = standing_of(agreement).waiting
    if version is None or not is_asked(party, standing_of(agreement)):
        return redirect(address("agreement", organization, agreement))
    form = SignForm(
        request.POST or None,
        party=party.name,
        text_hash=version.text_hash,
        name=getattr(request.user, "name", ""),
    )
    language = page_language()
    if form.done(operations.sign_agreement, party=party, language=language, by=request.user):
        messages.success(request, _("Signed. Thank you."))
        return redirect(address("agreement", organization, agreement))
    context = {
        "organization": party.partner,
        "agreement": agreement,
        "version": version,
        "party": party,
        "texts": page_texts(version.languages, version.texts),
        "form": form,
    }
    return form_page(request, "agreements/sign_agreement.html", context)


@require_http_methods(["GET", "POST"])
def decline_agreement(request: HttpRequest, organization: str, number: str) -> HttpResponse:
    agreement, party = answerable(request, organization, number)
    version = standing_of(agreement).waiting
    if version is None:
        return redirect(address("agreement", organization, agreement))
    form = DeclineForm(request.POST or None, text_hash=version.text_hash)
    if form.done(operations.decline_agreement, party=party, by=request.user):
        messages.success(request, _("Declined. The parties got a mail with your reason."))
        return redirect(address("agreement", organization, agreement))
    context = {"organization": party.partner, "agreement": agreement, "form": form}
    return form_page(request, "agreements/decline_agreement.html", context)


@require_POST
def ask_signer(request: HttpRequest, organization: str, number: str) -> HttpResponse:
    owner = owned(request, organization)
    _owner, agreement = visible(request, organization, number)
    form = signer_form_of(request, owner, agreement, request.POST)
    if form is None:
        raise Http404
    if form.done(operations.ask_signer, asked_by=owner, by=request.user):
        messages.success(request, _("They get a link by mail when there is a text to sign."))
        return redirect(address("agreement", organization, agreement))
    return agreement_response(request, owner, agreement, signer_form=form)


@require_POST
def withdraw_signer(
    request: HttpRequest, organization: str, number: str, pk: uuid.UUID
) -> HttpResponse:
    owned(request, organization)
    _owner, agreement = visible(request, organization, number)
    rows = Signer.objects.editable_by(request.user).filter(party__agreement=agreement)
    operations.withdraw_signer(signer=get_object_or_404(rows, pk=pk), by=request.user)
    return redirect(address("agreement", organization, agreement))


@require_http_methods(["GET", "POST"])
def settle_data(request: HttpRequest, organization: str, number: str) -> HttpResponse:
    owner = owned(request, organization)
    _owner, agreement = visible(request, organization, number)
    party = next((one for one in agreement.parties.all() if one.partner_id == owner.pk), None)
    if party is None:
        raise Http404
    form = SettleForm(request.POST or None, initial={"settled_on": today_in(owner)})
    if form.done(settling.settle_data, party=party, by=request.user):
        messages.success(request, _("Noted. The parties got a mail."))
        return redirect(address("agreement", organization, agreement))
    context = {"organization": owner, "agreement": agreement, "form": form}
    return form_page(request, "agreements/settle_data.html", context)


@require_http_methods(["GET", "POST"])
def end_agreement(request: HttpRequest, organization: str, number: str) -> HttpResponse:
    owner = owned(request, organization)
    _owner, agreement = visible(request, organization, number)
    party = next((one for one in agreement.parties.all() if one.partner_id == owner.pk), None)
    if party is None:
        raise Http404
    form = EndForm(request.POST or None)
    if form.done(ending.end_agreement, agreement=agreement, party=party, by=request.user):
        messages.success(request, _("Noted. The parties got a mail."))
        return redirect(address("agreement", organization, agreement))
    staying = [one for one in agreement.parties.all() if one.left_on is None]
    context = {
        "organization": owner,
        "agreement": agreement,
        "form": form,
        "is_whole": party.is_drafter or len(staying) <= 2,
    }
    return form_page(request, "agreements/end_agreement.html", context)
