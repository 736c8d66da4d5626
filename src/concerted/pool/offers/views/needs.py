"""Needs in the workspace: all that is pooled, one need, its words."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.goals.queries import goals_to_serve
from concerted.organizations.queries import can_organize
from concerted.organizations.translating import translation_states
from concerted.organizations.views.gate import organized
from concerted.organizations.views.steps import Steps
from concerted.pool.offers.forms.needs import NeedForm
from concerted.pool.offers.operations import needs as operations
from concerted.pool.offers.queries.desk import need_desk, partners_of, pool_desk
from concerted.pool.offers.views.gate import address, editable_need, of_need, pool, visible_need


@require_GET
def needs(request: HttpRequest, organization: str) -> HttpResponse:
    owner = pool(request, organization)
    context = {
        "organization": owner,
        "desk": pool_desk(owner, request.user, page_language(), timezone.localdate()),
        "can_edit": can_organize(owner, request.user),
        "can_give": partners_of(owner, request.user).exists(),
    }
    return render(request, "offers/needs.html", context)


@require_GET
def need(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = visible_need(request, organization, slug)
    desk = need_desk(found, request.user, page_language(), timezone.localdate())
    context = {
        "organization": found.organization,
        "need": found,
        "desk": desk,
        "goal_text": found.goal.in_language(page_language()) if found.goal else None,
        "can_edit": can_organize(found.organization, request.user),
        "translations": [
            (state, of_need("translate_need", found, state.language))
            for state in translation_states(found)
        ],
    }
    return render(request, "offers/need.html", context)


@require_http_methods(["GET", "POST"])
def add_need(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = NeedForm(
        request.POST or None,
        initial={"language": owner.language},
        goals=goals_to_serve(owner, request.user),
        partners=partners_of(owner, request.user),
    )
    if form.done(operations.add_need, organization=owner, by=request.user):
        messages.success(request, _("Saved as a draft. Only your team sees it."))
        return redirect(of_need("need", form.result))
    context = {
        "organization": owner,
        "form": form,
        "title": _("Say what you need"),
        "lead": _("It starts as a draft. You decide when others see it."),
        "back_url": address("needs", owner),
    }
    return form_page(request, "base/form.html", context)


@require_http_methods(["GET", "POST"])
def change_need(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable_need(request, organization, slug)
    form = NeedForm(
        request.POST or None,
        initial=NeedForm.kept(found),
        goals=goals_to_serve(found.organization, request.user, own=found.goal_id),
        partners=partners_of(found.organization, request.user),
    )
    if form.done(operations.change_need, need=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(of_need("need", found))
    context = {
        "organization": found.organization,
        "form": form,
        "title": _("Change the need"),
        "back_url": of_need("need", found),
    }
    return form_page(request, "base/form.html", context)


steps = Steps(editable_need, "need", partial(of_need, "need"))
publish_need = steps.at_once(
    operations.publish_need, gettext_lazy("Everybody can see this need now.")
)
close_need = steps.once_sure(
    operations.close_need,
    gettext_lazy("Closed. It takes no more pledges."),
    title=gettext_lazy("Close “%(name)s”?"),
    text=gettext_lazy("It takes no more pledges then. What was pledged stays pledged."),
    label=gettext_lazy("Close this need"),
    is_harmful=True,
)
reopen_need = steps.at_once(operations.reopen_need, gettext_lazy("This need is open again."))
translate_need = steps.translated()


@require_POST
def propose_need(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable_need(request, organization, slug)
    proposal = operations.propose_need(need=found, by=request.user)
    if proposal.is_draft:
        messages.success(request, _("Saved as a draft. Now choose how it is decided."))
    return redirect("proposals:proposal", organization, proposal.slug)
