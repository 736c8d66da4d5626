"""The workspace: writing a petition and leading it through its life."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from concerted.act.campaigns.models import Campaign
from concerted.act.lobbying.queries.classified import classified
from concerted.act.petitions.forms.petitions import PetitionForm
from concerted.act.petitions.models import Petition
from concerted.act.petitions.operations import petitions as operations
from concerted.act.petitions.queries import desk as queries
from concerted.act.petitions.views.gate import editable, visible
from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.organizations.queries import can_organize
from concerted.organizations.translating import translation_states
from concerted.organizations.views.gate import joined, organized
from concerted.organizations.views.steps import Steps


def back_to(petition: Petition) -> str:
    return reverse("petitions:petition", args=[petition.organization.slug, petition.slug])


@require_GET
def petitions(request: HttpRequest, organization: str) -> HttpResponse:
    owner = joined(request, organization)
    found = Petition.objects.visible_to(request.user).filter(organization=owner)
    context = {
        "organization": owner,
        "cards": queries.cards(found.with_everything(), page_language()),
        "can_edit": can_organize(owner, request.user),
        "invitations": queries.invitations(owner, request.user),
    }
    return render(request, "petitions/petitions.html", context)


@require_GET
def petition(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = visible(request, organization, slug)
    states = translation_states(found)
    context = {
        "organization": found.organization,
        "petition": found,
        "badge": queries.badge(found),
        "text": found.in_language(page_language()),
        "can_edit": can_organize(found.organization, request.user),
        "can_enter": queries.can_enter(found.organization, request.user),
        "places": queries.place_counts(found),
        "sponsorships": queries.sponsorships(found),
        "classified": classified(found, request.user),
        "translations": [(state, _translation_address(found, state.language)) for state in states],
        "address": request.build_absolute_uri(found.get_absolute_url()),
    }
    return render(request, "petitions/petition.html", context)


def _translation_address(petition: Petition, code: str) -> str:
    return reverse(
        "petitions:translate_petition", args=[petition.organization.slug, petition.slug, code]
    )


@require_http_methods(["GET", "POST"])
def add_petition(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    initial = {"campaign": request.GET.get("campaign", "")[:40]}
    form = PetitionForm(request.user, owner, request.POST or None, initial=initial)
    if form.done(operations.add_petition, by=request.user):
        messages.success(request, _("Saved as a draft. Only your team sees it."))
        return redirect(back_to(form.result))
    campaigns = Campaign.objects.editable_by(request.user).filter(organization=owner)
    context: dict[str, Any] = {"organization": owner, "form": form}
    context["has_campaign"] = campaigns.exists()
    return form_page(request, "petitions/add_petition.html", context)


@require_http_methods(["GET", "POST"])
def edit_petition(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    form = PetitionForm(request.user, found.organization, request.POST or None, instance=found)
    if form.done(operations.edit_petition, petition=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(back_to(found))
    context = {"organization": found.organization, "petition": found, "form": form}
    return form_page(request, "petitions/edit_petition.html", context)


steps = Steps(editable, "petition", back_to)
publish_petition = steps.at_once(
    operations.publish_petition, gettext_lazy("Your petition is open. Share its address.")
)
pause_petition = steps.at_once(
    operations.pause_petition,
    gettext_lazy("Paused. The page stays, and takes no signatures."),
)
resume_petition = steps.at_once(
    operations.resume_petition, gettext_lazy("Your petition takes signatures again.")
)
close_petition = steps.once_sure(
    operations.close_petition,
    gettext_lazy("This petition is closed. Its page stays."),
    title=gettext_lazy("Close “%(name)s”?"),
    text=gettext_lazy(
        "Nobody can sign it then. Its page stays and shows what came of it. You can open it again."
    ),
    label=gettext_lazy("Close this petition"),
)
reopen_petition = steps.at_once(
    operations.reopen_petition, gettext_lazy("This petition is open again.")
)
translate_petition = steps.translated("petitions/translate_petition.html")
