from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from concerted.base.http import form_page
from concerted.organizations.models import Organization
from concerted.organizations.views.gate import organized
from concerted.people import operations
from concerted.people.forms.persons import RetentionForm
from concerted.people.models import RetentionPeriod
from concerted.people.queries.keeping import people_past_retention
from concerted.people.views.gate import one_person


@require_http_methods(["GET", "HEAD", "POST"])
def erase_person(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = one_person(request, organization, pk)
    if request.method == "POST":
        operations.erase_person(person=found, by=request.user)
        messages.success(request, _("Everything about this person is erased."))
        return redirect("people:people", organization)
    context = {"organization": found.organization, "person": found}
    return render(request, "people/erase.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def retention(request: HttpRequest, organization: str) -> HttpResponse:
    """How long people are kept. A GET with months tells how many that would erase now; owners POST."""
    if request.method == "POST":
        owned = Organization.objects.editable_by(request.user)
        return _set(request, get_object_or_404(owned, slug=organization))
    found = organized(request, organization)
    period = RetentionPeriod.objects.visible_to(request.user).filter(organization=found).first()
    months = period.months if period else None
    form = RetentionForm(request.GET or None, initial={"months": months})
    tried = form.cleaned_data["months"] if form.is_valid() else months
    may_set = Organization.objects.editable_by(request.user).filter(pk=found.pk).exists()
    context = {
        "organization": found,
        "form": form,
        "months": months,
        "tried": tried,
        "number": people_past_retention(organization=found, months=tried).count() if tried else 0,
        "may_set": may_set,
    }
    return form_page(request, "people/retention.html", context)


def _set(request: HttpRequest, found: Organization) -> HttpResponse:
    form = RetentionForm(request.POST)
    if form.done(operations.set_retention, organization=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("people:retention", found.slug)
    context = {"organization": found, "form": form, "may_set": True}
    return form_page(request, "people/retention.html", context)
