"""Proposals in the workspace: the list, one of them, its words and its discussion."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.decide.proposals.forms.proposals import AmendForm, CommentForm, ProposalForm
from concerted.decide.proposals.models import Comment, CommentKind, Option, Proposal
from concerted.decide.proposals.operations import discussion
from concerted.decide.proposals.operations import proposals as operations
from concerted.decide.proposals.queries import desk as queries
from concerted.decide.proposals.queries.pages import cards, proposal_page
from concerted.decide.proposals.views.gate import address, editable, visible
from concerted.goals.queries import goals_to_serve
from concerted.organizations.models import Subject
from concerted.organizations.queries import can_organize
from concerted.organizations.translating import translation_states
from concerted.organizations.views.gate import organized, shared
from concerted.organizations.views.steps import Steps
from concerted.organizations.views.translating import translation_page


@require_GET
def proposals(request: HttpRequest, organization: str) -> HttpResponse:
    owner = shared(request, organization, Subject.DECISIONS)
    found = Proposal.objects.visible_to(request.user).filter(organization=owner)
    context = {
        "organization": owner,
        "cards": cards(list(found.with_everything()), page_language()),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "proposals/proposals.html", context)


@require_GET
def proposal(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    return _proposal(request, visible(request, organization, slug))


def _proposal(
    request: HttpRequest, found: Proposal, *, comment: CommentForm | None = None
) -> HttpResponse:
    can_edit = can_organize(found.organization, request.user)
    context: dict[str, Any] = {
        "organization": found.organization,
        "proposal": found,
        "page": proposal_page(found, page_language(), with_names=can_edit),
        "desk": queries.proposal_desk(found, request.user),
        "can_edit": can_edit,
        "comment": comment or CommentForm(can_sum_up=True),
        "translations": [
            (state, address("translate_proposal", found, state.language))
            for state in translation_states(found)
        ],
        "address": request.build_absolute_uri(found.get_absolute_url()),
    }
    status = 422 if comment is not None else 200
    return render(request, "proposals/proposal.html", context, status=status)


@require_http_methods(["GET", "POST"])
def add_proposal(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = ProposalForm(
        request.POST or None,
        initial={"language": owner.language},
        goals=goals_to_serve(owner, request.user),
    )
    if form.done(operations.add_proposal, organization=owner, by=request.user):
        messages.success(request, _("Saved as a draft. Now choose how it is decided."))
        return redirect(address("choose_rule", form.result))
    context = {"organization": owner, "form": form}
    return form_page(request, "proposals/add_proposal.html", context)


@require_http_methods(["GET", "POST"])
def change_proposal(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    goals = goals_to_serve(found.organization, request.user, own=found.goal_id)
    form = ProposalForm(request.POST or None, instance=found, goals=goals)
    if form.done(operations.change_proposal, proposal=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("proposal", found))
    context = {"organization": found.organization, "proposal": found, "form": form}
    return form_page(request, "proposals/change_proposal.html", context)


steps = Steps(editable, "proposal", partial(address, "proposal"))
open_discussion = steps.at_once(
    operations.open_discussion,
    gettext_lazy("The discussion is open. Who votes got a link by mail."),
)
withdraw_proposal = steps.once_sure(
    operations.withdraw_proposal,
    gettext_lazy("Withdrawn. Its page stays."),
    title=gettext_lazy("Withdraw “%(name)s”?"),
    text=gettext_lazy(
        "Nobody can discuss it or vote on it then, and votes under way are void. Its page stays."
    ),
    label=gettext_lazy("Withdraw the proposal"),
    is_harmful=True,
)
translate_proposal = steps.translated()


@require_POST
def add_comment(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    form = CommentForm(request.POST, can_sum_up=True)
    language = page_language()
    if form.done(discussion.add_comment, proposal=found, by=request.user, language=language):
        if form.result.kind == CommentKind.SUMMARY:
            messages.success(request, _("Saved. Everybody can read the summary."))
        return redirect(address("proposal", found) + "#discussion")
    return _proposal(request, found, comment=form)


@require_POST
def remove_comment(request: HttpRequest, organization: str, slug: str, pk: Any) -> HttpResponse:
    found = editable(request, organization, slug)
    rows = Comment.objects.editable_by(request.user)
    discussion.remove_comment(
        comment=get_object_or_404(rows, proposal=found, pk=pk), by=request.user
    )
    return redirect(address("proposal", found) + "#discussion")


@require_http_methods(["GET", "POST"])
def amend_proposal(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    first = {"title": found.title, "summary": found.summary}
    form = AmendForm(request.POST or None, initial=first)
    if form.done(operations.amend_proposal, proposal=found, by=request.user):
        messages.success(request, _("Amended. Who votes was told."))
        return redirect(address("proposal", found))
    context = {"organization": found.organization, "proposal": found, "form": form}
    return form_page(request, "proposals/amend_proposal.html", context)


@require_http_methods(["GET", "POST"])
def translate_option(
    request: HttpRequest, organization: str, slug: str, number: int, language: str
) -> HttpResponse:
    found = editable(request, organization, slug)
    rows = Option.objects.editable_by(request.user).select_related("organization")
    one = get_object_or_404(rows, proposal=found, number=number)
    return translation_page(request, one, language, back_url=address("proposal", found))
