"""The workspace: writing letters for others to start from, and leading them through their life."""

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
from concerted.act.letters.forms.campaigns import LettersForm
from concerted.act.letters.models import LetterCampaign
from concerted.act.letters.operations import campaigns as operations
from concerted.act.letters.queries import desk as queries
from concerted.act.letters.queries.registered import badge
from concerted.act.letters.views.gate import editable, visible
from concerted.act.lobbying.queries.classified import classified
from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.organizations.queries import can_organize
from concerted.organizations.translating import translation_states
from concerted.organizations.views.gate import joined, organized
from concerted.organizations.views.steps import Steps


def back_to(letters: LetterCampaign, name: str = "letters", *more: str) -> str:
    return reverse(f"letters:{name}", args=[letters.organization.slug, letters.slug, *more])


@require_GET
def all_letters(request: HttpRequest, organization: str) -> HttpResponse:
    owner = joined(request, organization)
    found = LetterCampaign.objects.visible_to(request.user).filter(organization=owner)
    cards = queries.cards(found.select_related("organization"), page_language())
    context = {
        "organization": owner,
        "cards": [(card, *badge(card.letters)) for card in cards],
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "letters/all_letters.html", context)


@require_GET
def letters(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = visible(request, organization, slug)
    label, tone = badge(found)
    states = translation_states(found)
    can_edit = can_organize(found.organization, request.user)
    context = {
        "organization": found.organization,
        "letters": found,
        "text": found.in_language(page_language()),
        "label": label,
        "tone": tone,
        "can_edit": can_edit,
        "states": queries.state_counts(found),
        "alikeness": queries.alikeness(found),
        "replies": queries.replies(found) if can_edit else [],
        "handovers": found.handovers.all(),
        "translations": [
            (state, back_to(found, "translate_letters", state.language)) for state in states
        ],
        "classified": classified(found, request.user),
        "address": request.build_absolute_uri(found.get_absolute_url()),
    }
    return render(request, "letters/letters.html", context)


@require_http_methods(["GET", "POST"])
def add_letters(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    initial = {
        "campaign": request.GET.get("campaign", "")[:40],
        "language": owner.language,
        "official_language": owner.language,
    }
    form = LettersForm(request.user, owner, request.POST or None, initial=initial)
    if form.done(operations.add_letters, by=request.user):
        messages.success(request, _("Saved as a draft. Now say who gets the letters."))
        return redirect(back_to(form.result, "targets"))
    campaigns = Campaign.objects.editable_by(request.user).filter(organization=owner)
    context: dict[str, Any] = {"organization": owner, "form": form}
    context["has_campaign"] = campaigns.exists()
    return form_page(request, "letters/add_letters.html", context)


@require_http_methods(["GET", "POST"])
def edit_letters(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    form = LettersForm(request.user, found.organization, request.POST or None, instance=found)
    if form.done(operations.edit_letters, letters=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(back_to(found))
    context = {
        "organization": found.organization,
        "letters": found,
        "form": form,
        "back_url": back_to(found),
    }
    return form_page(request, "letters/edit_letters.html", context)


steps = Steps(editable, "letters", back_to)
publish_letters = steps.at_once(
    operations.publish_letters, gettext_lazy("People can write now. Share the address.")
)
close_letters = steps.once_sure(
    operations.close_letters,
    gettext_lazy("No more letters are taken. The page stays."),
    title=gettext_lazy("Take no more letters?"),
    text=gettext_lazy("The page stays, and says so. You can open it again."),
    label=gettext_lazy("Take no more letters"),
)
reopen_letters = steps.at_once(operations.reopen_letters, gettext_lazy("People can write again."))
translate_letters = steps.translated()
