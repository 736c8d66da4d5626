from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from concerted.act.officials import operations, queries
from concerted.act.officials.forms import OfficialForm, SearchForm
from concerted.act.officials.models import Official
from concerted.base.http import form_page
from concerted.organizations.queries import can_organize
from concerted.organizations.views.gate import joined, one_of, organized

PAGE = 50


@require_GET
def officials(request: HttpRequest, organization: str) -> HttpResponse:
    owner = joined(request, organization)
    form = SearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.found_officials(
        owner, request.user, words=asked.get("q", ""), with_former=asked.get("former", False)
    )
    pages = Paginator(found, PAGE)
    context = {
        "organization": owner,
        "form": form,
        "asked": bool(asked.get("q") or asked.get("former")),
        "page": pages.get_page(request.GET.get("page")),
        "total": pages.count,
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "officials/officials.html", context)


@require_GET
def page(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    mine = Official.objects.visible_to(request.user).select_related("organization")
    official = one_of(mine, organization, pk=pk)
    context = {
        "organization": official.organization,
        "official": official,
        "can_edit": Official.objects.editable_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "officials/page.html", context)


@require_http_methods(["GET", "POST"])
def add_official(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = OfficialForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = operations.add_official(
            organization=owner, values=form.official_values(), by=request.user
        )
        messages.success(request, _("Saved."))
        return redirect(added)
    context = {"organization": owner, "form": form}
    return form_page(request, "officials/add_official.html", context)


@require_http_methods(["GET", "POST"])
def edit_official(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    mine = Official.objects.editable_by(request.user).select_related("organization")
    official = one_of(mine, organization, pk=pk)
    form = OfficialForm(request.POST or None, instance=official)
    if request.method == "POST" and form.is_valid():
        operations.edit_official(official=official, values=form.official_values(), by=request.user)
        messages.success(request, _("Saved."))
        return redirect(official)
    context = {"organization": official.organization, "official": official, "form": form}
    return form_page(request, "officials/edit_official.html", context)
