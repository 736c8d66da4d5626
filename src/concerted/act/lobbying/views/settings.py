"""Settings of the record: tax status, election, years, elections near, states."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.act.lobbying.forms.status import (
    CandidateForm,
    ElectionForm,
    ReminderForm,
    RevocationForm,
    StatusForm,
    WindowForm,
    YearForm,
)
from concerted.act.lobbying.models import (
    Candidacy,
    ElectionWindow,
    StateReminder,
    TaxElection,
    TaxStatus,
    YearFigures,
)
from concerted.act.lobbying.operations import status as operations
from concerted.act.lobbying.queries.desk import settings_desk
from concerted.act.lobbying.queries.taxyears import tax_history
from concerted.act.lobbying.views.gate import address, dollar_sources, one_form, tax_year
from concerted.act.officials.models import Jurisdiction, Official
from concerted.organizations.queries import can_organize
from concerted.organizations.views.gate import joined, one_of, organized
from concerted.organizations.zones import today_in


@require_GET
def settings(request: HttpRequest, organization: str) -> HttpResponse:
    owner = joined(request, organization)
    context = {
        "organization": owner,
        "desk": settings_desk(owner, request.user),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "lobbying/settings.html", context)


@require_http_methods(["GET", "POST"])
def set_status(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    history = tax_history(owner, request.user)
    initial = StatusForm.kept(history.on(today_in(owner))) if history is not None else None
    form = StatusForm(request.POST or None, initial=initial)
    if form.done(operations.set_status, organization=owner, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("settings", owner))
    lead = _("If you are not sure, look at the letter of the IRS, or ask a lawyer.")
    return one_form(request, owner, form, _("Your tax status"), lead=lead)


@require_POST
def remove_status(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    rows = TaxStatus.objects.editable_by(request.user).select_related("organization")
    found = one_of(rows, organization, pk=pk)
    operations.remove_status(status=found, by=request.user)
    messages.success(request, _("Removed."))
    return redirect(address("settings", found.organization))


@require_http_methods(["GET", "POST"])
def note_election(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = ElectionForm(request.POST or None)
    if form.done(operations.note_election, organization=owner, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("settings", owner))
    lead = _("The election of 501(h): a limit in dollars, in the place of “no substantial part”.")
    return one_form(request, owner, form, _("Note Form 5768"), lead=lead)


@require_http_methods(["GET", "POST"])
def revoke_election(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    rows = TaxElection.objects.editable_by(request.user).select_related("organization")
    found = one_of(rows, organization, pk=pk)
    form = RevocationForm(request.POST or None)
    if form.done(operations.revoke_election, election=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("settings", found.organization))
    return one_form(request, found.organization, form, _("Note that the election was revoked"))


@require_http_methods(["GET", "POST"])
def set_year(request: HttpRequest, organization: str, year: str) -> HttpResponse:
    owner = organized(request, organization)
    history, found = tax_year(request, owner, year)
    rows = YearFigures.objects.editable_by(request.user)
    row = rows.filter(organization=owner, starts_on=found.starts_on).first()
    form = YearForm(
        request.POST or None,
        initial=YearForm.kept(row) if row is not None else {"is_estimate": True},
        status=history.on(found.ends_on),
        sources=dollar_sources(request, owner).may_pay_lobbying(),
    )
    known = {"organization": owner, "starts_on": found.starts_on, "by": request.user}
    if form.done(operations.set_year, **known):
        messages.success(request, _("Saved."))
        return redirect(address("settings", owner))
    title = _("Tax year %(year)s") % {"year": found.name}
    lead = _("%(first)s to %(last)s") % {
        "first": date_format(found.starts_on),
        "last": date_format(found.ends_on),
    }
    return one_form(request, owner, form, title, lead=lead)


@require_http_methods(["GET", "POST"])
def add_window(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    places = Jurisdiction.objects.visible_to(request.user).known_to(owner)
    form = WindowForm(request.POST or None, places=places)
    if form.done(operations.add_window, organization=owner, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("settings", owner))
    lead = _("Until the vote, the desks of your acts remind you what a 501(c)(3) may not do.")
    return one_form(request, owner, form, _("Add an election"), lead=lead)


def _window(request: HttpRequest, organization: str, pk: uuid.UUID) -> ElectionWindow:
    rows = ElectionWindow.objects.editable_by(request.user).select_related("organization")
    return one_of(rows, organization, pk=pk)


@require_POST
def remove_window(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = _window(request, organization, pk)
    operations.remove_window(window=found, by=request.user)
    messages.success(request, _("Removed."))
    return redirect(address("settings", found.organization))


@require_http_methods(["GET", "POST"])
def name_candidate(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = _window(request, organization, pk)
    owner = found.organization
    officials = Official.objects.visible_to(request.user).known_to(owner).current()
    form = CandidateForm(request.POST or None, officials=officials)
    if form.done(operations.name_candidate, window=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("settings", owner))
    title = _("Who runs: %(election)s") % {"election": found.name}
    return one_form(request, owner, form, title)


@require_POST
def remove_candidate(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    rows = Candidacy.objects.editable_by(request.user).select_related("organization")
    found = one_of(rows, organization, pk=pk)
    operations.remove_candidate(candidacy=found, by=request.user)
    messages.success(request, _("Removed."))
    return redirect(address("settings", found.organization))


@require_http_methods(["GET", "POST"])
def add_reminder(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = ReminderForm(request.POST or None)
    if form.done(operations.add_reminder, organization=owner, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("settings", owner))
    lead = _("States and cities have rules of their own. We do not know them: write down yours.")
    return one_form(request, owner, form, _("Add a rule of a state or city"), lead=lead)


@require_POST
def finish_reminder(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    rows = StateReminder.objects.editable_by(request.user).select_related("organization")
    found = one_of(rows, organization, pk=pk)
    operations.finish_reminder(reminder=found, by=request.user)
    messages.success(request, _("Done."))
    return redirect(address("settings", found.organization))
