"""Places and the figures of who lives there."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.listen.representation.forms.places import BenchmarkFileForm, PlaceForm
from concerted.listen.representation.models import Place
from concerted.listen.representation.operations import places as operations
from concerted.listen.representation.queries.benchmark_files import BenchmarkFile, read_benchmarks
from concerted.listen.representation.queries.known_words import known_words
from concerted.listen.representation.queries.pages import place_cards, place_tables
from concerted.listen.representation.views.gate import editable_place
from concerted.organizations.queries import can_organize
from concerted.organizations.views.gate import joined, one_of, organized


@require_GET
def places(request: HttpRequest, organization: str) -> HttpResponse:
    owner = joined(request, organization)
    rows = Place.objects.visible_to(request.user).filter(organization=owner)
    context = {
        "organization": owner,
        "cards": place_cards(rows),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "representation/places.html", context)


@require_http_methods(["GET", "POST"])
def add_place(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = PlaceForm(request.POST or None)
    if form.done(operations.add_place, organization=owner, by=request.user):
        messages.success(request, _("Saved. Now bring the figures of who lives there."))
        return redirect("representation:import_benchmarks", owner.slug, form.result.slug)
    context = {"organization": owner, "form": form}
    return form_page(request, "representation/add_place.html", context)


@require_GET
def place(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    rows = Place.objects.visible_to(request.user).select_related("organization")
    found = one_of(rows, organization, slug=slug)
    context = {
        "organization": found.organization,
        "place": found,
        "tables": place_tables(found, page_language()),
        "can_edit": can_organize(found.organization, request.user),
    }
    return render(request, "representation/place.html", context)


@require_http_methods(["GET", "POST"])
def rename_place(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable_place(request, organization, slug)
    form = PlaceForm(request.POST or None, initial={"name": found.name})
    if form.done(operations.rename_place, place=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(found)
    context = {"organization": found.organization, "place": found, "form": form}
    return form_page(request, "representation/rename_place.html", context)


@require_http_methods(["GET", "POST"])
def import_benchmarks(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """A file of shares: taken whole, or shown with what is wrong in which row."""
    found = editable_place(request, organization, slug)
    form = BenchmarkFileForm(request.POST or None, request.FILES or None)
    file = BenchmarkFile()
    if request.method == "POST" and form.is_valid():
        file = _read(found, form.cleaned_data["file"])
        if file.is_good:
            told = operations.import_benchmarks(place=found, file=file, by=request.user)
            count = told.added + told.changed + told.same
            words = ngettext("%(count)d share is kept.", "%(count)d shares are kept.", count)
            messages.success(request, words % {"count": count})
            return redirect(found)
        form.add_error("file", _("Nothing was stored. Below you see what to mend."))
    context = {
        "organization": found.organization,
        "place": found,
        "form": form,
        "problems": file.problems,
    }
    return form_page(request, "representation/import_benchmarks.html", context)


def _read(place: Place, file: Any) -> BenchmarkFile:
    with tempfile.NamedTemporaryFile(suffix=Path(file.name).suffix[:8]) as copy:
        for piece in file.chunks():
            copy.write(piece)
        copy.flush()
        return read_benchmarks(Path(copy.name), known_words(place.organization), file.name)
