"""Asking partners, or the own team, to reach a missing voice; and answering."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.errors import Refused
from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.listen.representation.forms.asks import AnswerForm, OutreachForm
from concerted.listen.representation.models import AskState, OutreachAsk, Subgroup
from concerted.listen.representation.operations import asks as operations
from concerted.listen.representation.queries.outreach import asks_of, reachers
from concerted.listen.representation.queries.pages import ask_cards
from concerted.listen.representation.queries.subjects import subject_of
from concerted.listen.representation.queries.words import questions_of
from concerted.listen.representation.views.gate import editable_occasion
from concerted.organizations.models import Organization
from concerted.organizations.views.gate import joined, organized
from concerted.people.models import Segment

VERBS: dict[str, Promise | str] = {
    AskState.ACCEPTED: pgettext_lazy("outreach", "We will do it"),
    AskState.DECLINED: pgettext_lazy("outreach", "We cannot"),
    AskState.DONE: pgettext_lazy("outreach", "It is done"),
}
"""What the buttons say, by the state that they give."""


@require_GET
def asks(request: HttpRequest, organization: str) -> HttpResponse:
    owner = joined(request, organization)
    found = asks_of(owner, request.user)
    context = {
        "organization": owner,
        "asks": ask_cards(found, owner, request.user, page_language(), VERBS),
    }
    return render(request, "representation/asks.html", context)


@require_http_methods(["GET", "POST"])
def ask_for_outreach(
    request: HttpRequest, organization: str, pk: uuid.UUID, dimension: str, key: str
) -> HttpResponse:
    occasion = editable_occasion(request, organization, pk)
    owner = occasion.organization
    rows = Subgroup.objects.visible_to(request.user).select_related("dimension")
    asked = rows.filter(dimension__occasions=occasion, dimension__key=dimension)
    subgroup = get_object_or_404(asked, key=key)
    (question,) = questions_of([subgroup.dimension], page_language())
    name = question.named(subgroup.key)
    found = reachers(owner, subgroup, name, request.user)
    form = OutreachForm(request.POST or None, reachers=found)
    if request.method == "POST" and form.is_valid():
        partner, segment = _to(request, owner, *form.chosen)
        try:
            operations.ask_for_outreach(
                occasion=occasion,
                subgroup=subgroup,
                note=form.cleaned_data["note"],
                by=request.user,
                partner=partner,
                segment=segment,
            )
            messages.success(request, _("Asked. The answer will stand on this page."))
            return redirect("representation:who", owner.slug, occasion.pk)
        except Refused as refused:
            form.refuse(refused)
    subject = subject_of(occasion, page_language())
    context: dict[str, Any] = {"organization": owner, "occasion": occasion, "subject": subject}
    context |= {"group": name, "reachers": found, "form": form}
    return form_page(request, "representation/ask_for_outreach.html", context)


def _to(
    request: HttpRequest, owner: Organization, kind: str, pk: uuid.UUID
) -> tuple[Organization | None, Segment | None]:
    """The partner or the segment that was chosen."""
    if kind == "partner":
        return get_object_or_404(Organization.objects.public(), pk=pk), None
    mine = Segment.objects.visible_to(request.user).filter(organization=owner)
    return None, get_object_or_404(mine, pk=pk)


@require_POST
def answer_ask(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    owner = organized(request, organization)
    rows = OutreachAsk.objects.visible_to(request.user).answerable_by(request.user)
    ask = get_object_or_404(rows, pk=pk)
    if owner.pk != (ask.partner_id or ask.organization_id):
        raise Http404
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please choose one of the answers."))
        return redirect("representation:asks", owner.slug)
    operations.answer_outreach(ask=ask, state=form.cleaned_data["state"], by=request.user)
    messages.success(request, _("Saved. Both sides can see it."))
    return redirect("representation:asks", owner.slug)
