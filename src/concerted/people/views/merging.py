from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concerted.organizations.views.gate import one_of, organized
from concerted.people import operations
from concerted.people.forms.persons import SearchForm
from concerted.people.models import Merge, Person
from concerted.people.queries.comparing import compare, probable_twins
from concerted.people.queries.lists import rows_of, with_points
from concerted.people.views.gate import one_person, page_number

CANDIDATES = 20


@require_safe
def choose(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    """Who may be the same person: those alike, or those searched for."""
    found = one_person(request, organization, pk)
    form = SearchForm(request.GET)
    others = Person.objects.visible_to(request.user).filter(organization=found.organization)
    if form.text:
        others = others.matching(form.text, region=found.organization.region)
    else:
        others = probable_twins(found, others)
    others = others.exclude(pk=found.pk).order_by("name_key", "id")
    context = {
        "organization": found.organization,
        "person": found,
        "form": form,
        "text": form.text,
        "rows": rows_of(with_points(others)[:CANDIDATES]),
    }
    return render(request, "people/merge_choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def merge(
    request: HttpRequest, organization: str, pk: uuid.UUID, other: uuid.UUID
) -> HttpResponse:
    """Two people side by side; a POST makes them one."""
    kept = one_person(request, organization, pk)
    gone = one_person(request, organization, other)
    if request.method == "POST":
        operations.merge_people(kept=kept, gone=gone, by=request.user)
        messages.success(request, _("The two are one now. You can take it back under Merges."))
        return redirect("people:person", organization, pk)
    context = {
        "organization": kept.organization,
        "kept": kept,
        "gone": gone,
        "lines": compare(kept, gone),
    }
    return render(request, "people/merge.html", context)


@require_safe
def merges(request: HttpRequest, organization: str) -> HttpResponse:
    found = organized(request, organization)
    mine = Merge.objects.visible_to(request.user).filter(organization=found)
    done = mine.select_related("kept", "gone", "by")
    page = Paginator(done, 50).get_page(page_number(request))
    return render(request, "people/merges.html", {"organization": found, "page": page})


@require_POST
def unmerge(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    mine = Merge.objects.editable_by(request.user)
    found = one_of(mine, organization, pk=pk)
    operations.unmerge_people(merge=found, by=request.user)
    messages.success(request, _("They are two people again."))
    return redirect("people:merges", organization)
