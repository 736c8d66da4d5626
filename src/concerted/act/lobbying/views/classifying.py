"""One act: what it is, and the five questions."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from concerted.act.lobbying.forms.classifying import QuestionsForm
from concerted.act.lobbying.operations import classifying as operations
from concerted.act.lobbying.queries.classified import act_desk, classified_act, suggested
from concerted.act.lobbying.views.gate import address, editable_act, visible_act
from concerted.act.policies.models import PolicyItem
from concerted.base.http import form_page


@require_GET
def act(request: HttpRequest, organization: str, kind: str, pk: uuid.UUID) -> HttpResponse:
    found = visible_act(request, organization, kind, pk)
    desk = act_desk(found, request.user)
    context = {"organization": found.organization, "desk": desk, "can_edit": desk.told.can_edit}
    return render(request, "lobbying/act.html", context)


@require_http_methods(["GET", "POST"])
def classify_act(
    request: HttpRequest, organization: str, kind: str, pk: uuid.UUID
) -> HttpResponse:
    found = editable_act(request, organization, kind, pk)
    told = classified_act(found, request.user)
    hints = suggested(found)
    initial = (
        QuestionsForm.kept(told.standing)
        if told.standing is not None
        else {**hints, "exception": "", "policy": found.policy}
    )
    policies = PolicyItem.objects.editable_by(request.user).filter(organization=found.organization)
    form = QuestionsForm(request.POST or None, initial=initial, policies=policies)
    if form.done(operations.classify_act, act=found, by=request.user):
        messages.success(request, form.result.reason)
        return redirect(address("act", found.organization, kind, pk))
    context = {
        "organization": found.organization,
        "told": told,
        "form": form,
        "is_suggested": bool(hints) and told.standing is None,
        "title": _("Is it lobbying?"),
    }
    return form_page(request, "lobbying/classify.html", context)
