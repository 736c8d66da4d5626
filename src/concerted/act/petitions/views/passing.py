"""Giving partners the names of signers who said yes to them: first in counts, then done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from concerted.act.petitions.operations import passing as operations
from concerted.act.petitions.queries.passing import partner_counts
from concerted.act.petitions.views.gate import editable


@require_GET
def names(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    counts = partner_counts(found)
    context = {
        "organization": found.organization,
        "petition": found,
        "counts": counts,
        "due": sum(one.due for one in counts),
    }
    return render(request, "petitions/names.html", context)


@require_POST
def pass_names(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    number = operations.pass_names(petition=found, by=request.user)
    words = ngettext("%(number)s name was given.", "%(number)s names were given.", number)
    messages.success(request, words % {"number": number} if number else _("Nothing was due."))
    return redirect("petitions:names", organization, slug)
