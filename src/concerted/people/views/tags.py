from __future__ import annotations

import uuid

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from concerted.base.http import form_page
from concerted.organizations.views.gate import one_of, organized
from concerted.people import operations
from concerted.people.forms.persons import TagForm
from concerted.people.models import Tag


def _one(request: HttpRequest, organization: str, pk: uuid.UUID) -> Tag:
    tags = Tag.objects.editable_by(request.user).select_related("organization")
    return one_of(tags, organization, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def tags(request: HttpRequest, organization: str) -> HttpResponse:
    """All tags and how many people have them; a POST makes one."""
    found = organized(request, organization)
    form = TagForm(request.POST or None)
    if form.done(operations.make_tag, organization=found, by=request.user):
        return redirect("people:tags", organization)
    here = Q(taggings__person__merged_into__isnull=True)
    mine = Tag.objects.visible_to(request.user).filter(organization=found)
    context = {
        "organization": found,
        "form": form,
        "tags": list(mine.annotate(people_count=Count("taggings", filter=here))),
    }
    return form_page(request, "people/tags.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def tag(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    """The name of one tag; a POST changes it."""
    found = _one(request, organization, pk)
    form = TagForm(request.POST or None, initial={"name": found.name})
    if form.done(operations.rename_tag, tag=found, by=request.user):
        return redirect("people:tags", organization)
    context = {"organization": found.organization, "form": form, "tag": found}
    return form_page(request, "people/tag.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def delete_tag(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = _one(request, organization, pk)
    if request.method == "POST":
        operations.delete_tag(tag=found, by=request.user)
        messages.success(request, _("“%(tag)s” is gone.") % {"tag": found.name})
        return redirect("people:tags", organization)
    context = {"organization": found.organization, "tag": found}
    return render(request, "people/delete_tag.html", context)
