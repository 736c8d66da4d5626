from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concerted.organizations.models import Organization
from concerted.organizations.views.gate import one_of, organized
from concerted.people import operations
from concerted.people.forms.segments import SegmentForm, SegmentNameForm, initial_of
from concerted.people.models import Person, Segment, Tag
from concerted.people.models.persons import PersonQuerySet
from concerted.people.queries.lists import rows_of, segment_rows, table, with_points
from concerted.people.queries.segments import SegmentQuery, people_in, sentence
from concerted.people.views.gate import page_number
from concerted.people.views.listing import ON_A_PAGE


def _one(request: HttpRequest, organization: str, pk: uuid.UUID) -> Segment:
    mine = Segment.objects.editable_by(request.user).select_related("organization")
    return one_of(mine, organization, pk=pk)


def _people(request: HttpRequest, query: SegmentQuery, found: Organization) -> PersonQuerySet:
    """Those meant by ``query`` whom the viewer may see."""
    seen = Person.objects.visible_to(request.user).filter(organization=found)
    return people_in(query, organization=found, people=seen)


@require_safe
def segments(request: HttpRequest, organization: str) -> HttpResponse:
    found = organized(request, organization)
    mine = Segment.objects.visible_to(request.user).filter(organization=found)
    context = {"organization": found, "rows": segment_rows(mine, found)}
    return render(request, "people/segments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def build_segment(request: HttpRequest, organization: str) -> HttpResponse:
    """Ask a question and see how many it means; a POST to the same question keeps it."""
    found = organized(request, organization)
    return _build(request, found, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change_segment(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = _one(request, organization, pk)
    return _build(request, found.organization, found)


def _build(request: HttpRequest, found: Organization, segment: Segment | None) -> HttpResponse:
    kept = initial_of(SegmentQuery.from_json(segment.query)) if segment else {}
    tags = list(Tag.objects.visible_to(request.user).filter(organization=found))
    is_asked = bool(request.GET)
    form = SegmentForm(
        request.GET if is_asked else None, initial=kept, organization=found, tags=tags
    )
    name = SegmentNameForm(request.POST or None, initial={"name": segment.name if segment else ""})
    context = {"organization": found, "segment": segment, "form": form, "name_form": name}
    if is_asked and form.is_valid():
        query = form.query
        if name.done(
            operations.save_segment,
            organization=found,
            query=query,
            segment=segment,
            by=request.user,
        ):
            return redirect("people:segment", found.slug, name.result.pk)
        context |= _answer(request, query, found)
    status = 422 if form.errors or name.errors else 200
    return render(request, "people/segment_form.html", context, status=status)


def _answer(request: HttpRequest, query: SegmentQuery, found: Organization) -> dict[str, Any]:
    return {
        "is_answered": True,
        "sentence": sentence(query, organization=found),
        "number": _people(request, query, found).count(),
    }


@require_safe
def segment(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    """The question as a sentence and how many it means; their names when asked for."""
    found = _one(request, organization, pk)
    query = SegmentQuery.from_json(found.query)
    context: dict[str, Any] = {"organization": found.organization, "segment": found}
    if request.GET.get("names") == "1":
        people = _people(request, query, found.organization).order_by("name_key", "id")
        page = Paginator(with_points(people), ON_A_PAGE).get_page(page_number(request))
        context |= {
            "page": page,
            "rows": rows_of(page.object_list),
            "number": page.paginator.count,
            "sentence": sentence(query, organization=found.organization),
        }
    else:
        context |= _answer(request, query, found.organization)
    return render(request, "people/segment.html", context)


@require_POST
def export_segment(
    request: HttpRequest, organization: str, pk: uuid.UUID
) -> StreamingHttpResponse:
    """The people as a table. A POST, as it is kept who took it."""
    found = _one(request, organization, pk)
    people = _people(request, SegmentQuery.from_json(found.query), found.organization)
    operations.note_export(segment=found, count=people.count(), by=request.user)
    name = slugify(found.name) or "people"
    return StreamingHttpResponse(
        table(people.order_by("name_key", "id")),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def delete_segment(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = _one(request, organization, pk)
    if request.method == "POST":
        operations.delete_segment(segment=found, by=request.user)
        messages.success(request, _("“%(name)s” is gone.") % {"name": found.name})
        return redirect("people:segments", organization)
    context = {"organization": found.organization, "segment": found}
    return render(request, "people/delete_segment.html", context)
