"""Drafting, sending, renewing: for the owners of whoever drafts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from concerted.base.http import form_page
from concerted.goals.queries import goals_to_serve
from concerted.pool.agreements.forms.agreements import AgreementForm, FillForm
from concerted.pool.agreements.operations import drafting, sending
from concerted.pool.agreements.queries.drafts import (
    draft_texts,
    fields_to_fill,
    parties_to_sign,
    still_unfilled,
)
from concerted.pool.agreements.queries.pages import page_texts, possible_partners
from concerted.pool.agreements.views.gate import address, editable, owned


@require_http_methods(["GET", "POST"])
def add_agreement(request: HttpRequest, organization: str) -> HttpResponse:
    owner = owned(request, organization)
    form = AgreementForm(
        request.POST or None,
        organization=owner,
        partners=possible_partners(owner),
        goals=goals_to_serve(owner, request.user),
    )
    if form.done(drafting.add_agreement, organization=owner, by=request.user):
        messages.success(request, _("Saved as a draft. Now fill in what it says."))
        return redirect(address("fill_agreement", owner.slug, form.result))
    return form_page(
        request, "agreements/add_agreement.html", {"organization": owner, "form": form}
    )


@require_http_methods(["GET", "POST"])
def change_agreement(request: HttpRequest, organization: str, number: str) -> HttpResponse:
    found = editable(request, organization, number)
    owner = found.organization
    form = AgreementForm(
        request.POST or None,
        organization=owner,
        partners=possible_partners(owner),
        goals=goals_to_serve(owner, request.user, own=found.goal_id),
        agreement=found,
    )
    if form.done(drafting.change_agreement, agreement=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("agreement", owner.slug, found))
    context = {"organization": owner, "agreement": found, "form": form}
    return form_page(request, "agreements/change_agreement.html", context)


@require_http_methods(["GET", "POST"])
def fill_agreement(request: HttpRequest, organization: str, number: str) -> HttpResponse:
    found = editable(request, organization, number)
    form = FillForm(
        fields_to_fill(found), found.languages, request.POST or None, values=found.values
    )
    if form.done(drafting.fill_agreement, agreement=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("agreement", organization, found))
    context = {"organization": found.organization, "agreement": found, "form": form}
    return form_page(request, "agreements/fill_agreement.html", context)


@require_POST
def take_newest_template(request: HttpRequest, organization: str, number: str) -> HttpResponse:
    found = editable(request, organization, number)
    drafting.take_newest_template(agreement=found, by=request.user)
    messages.success(request, _("The draft is now made from your newest text."))
    return redirect(address("agreement", organization, found))


@require_http_methods(["GET", "POST"])
def send_agreement(request: HttpRequest, organization: str, number: str) -> HttpResponse:
    """The words as they will be frozen, then the freezing."""
    found = editable(request, organization, number)
    if request.method == "POST":
        sending.send_agreement(agreement=found, by=request.user)
        messages.success(request, _("Sent. Each party got a mail, and the text is frozen."))
        return redirect(address("agreement", organization, found))
    context = {
        "organization": found.organization,
        "agreement": found,
        "texts": page_texts(found.languages, draft_texts(found)),
        "parties": parties_to_sign(found),
        "missing": still_unfilled(found),
    }
    return render(request, "agreements/send_agreement.html", context)


@require_http_methods(["GET", "POST"])
def withdraw_agreement(request: HttpRequest, organization: str, number: str) -> HttpResponse:
    found = editable(request, organization, number)
    if request.method == "POST":
        sending.withdraw_agreement(agreement=found, by=request.user)
        messages.success(request, _("Withdrawn. The parties got a mail."))
        return redirect(address("agreement", organization, found))
    context = {"organization": found.organization, "agreement": found}
    return render(request, "agreements/withdraw_agreement.html", context)


@require_http_methods(["GET", "POST"])
def discard_agreement(request: HttpRequest, organization: str, number: str) -> HttpResponse:
    found = editable(request, organization, number)
    if request.method == "POST":
        drafting.discard_agreement(agreement=found, by=request.user)
        messages.success(request, _("The draft is gone."))
        return redirect("agreements:agreements", organization)
    context = {"organization": found.organization, "agreement": found}
    return render(request, "agreements/discard_agreement.html", context)


@require_POST
def renew_agreement(request: HttpRequest, organization: str, number: str) -> HttpResponse:
    found = editable(request, organization, number)
    made = drafting.renew_agreement(agreement=found, by=request.user)
    messages.success(
        request, _("A new draft with the same words. The old agreement stays as it is.")
    )
    return redirect(address("agreement", organization, made))
