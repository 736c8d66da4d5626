"""What came of a policy, and telling those who acted."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from concerted.act.policies import participants
from concerted.act.policies.forms.policies import OutcomeForm
from concerted.act.policies.operations import outcomes as operations
from concerted.act.policies.queries.pages import policy_cautions
from concerted.act.policies.tasks import mail_outcome
from concerted.act.policies.views.gate import address, editable
from concerted.base.http import form_page
from concerted.base.jobs import enqueue
from concerted.base.languages import page_language
from concerted.organizations.zones import today_in


@require_http_methods(["GET", "POST"])
def record_outcome(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    first = {
        "outcome": found.outcome,
        "outcome_text": found.outcome_text,
        "outcome_on": found.outcome_on or today_in(found.organization),
    }
    form = OutcomeForm(request.POST or None, initial=first)
    if form.done(operations.record_outcome, policy=found, by=request.user):
        messages.success(request, _("Saved. Now you can tell those who acted."))
        return redirect(address("tell_outcome", found))
    context = {"organization": found.organization, "policy": found, "form": form}
    return form_page(request, "policies/record_outcome.html", context)


@require_http_methods(["GET", "POST"])
def tell_outcome(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """How many would hear of it, and in which words; then one click tells them."""
    found = editable(request, organization, slug)
    if request.method == "POST":
        with transaction.atomic():
            if operations.tell_outcome(policy=found, by=request.user):
                enqueue(mail_outcome, found.pk, found.outcome)
        messages.success(request, _("The mail leaves now, to each of them once."))
        return redirect(address("policy", found))
    context = {
        "organization": found.organization,
        "policy": found,
        "text": found.in_language(page_language()),
        "cautions": policy_cautions(found, request.user),
        "counts": participants.counts(found) if found.outcome else None,
    }
    return render(request, "policies/tell_outcome.html", context)
