from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.act.officials import operations, queries
from concerted.act.officials.forms import MistakeForm, OfficialForm, SearchForm
from concerted.act.officials.models import Correction, Official
from concerted.base.http import form_page
from concerted.organizations.models import Organization
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
    owner, official = _one(request, organization, pk)
    return _page(request, owner, official, MistakeForm())


def _one(request: HttpRequest, organization: str, pk: uuid.UUID) -> tuple[Organization, Official]:
    """An official of the organization's own list, or of everybody's."""
    owner = joined(request, organization)
    known = Official.objects.visible_to(request.user).known_to(owner).with_posts()
    return owner, get_object_or_404(known, pk=pk)


def _page(
    request: HttpRequest, owner: Organization, official: Official, form: MistakeForm
) -> HttpResponse:
    can_edit = Official.objects.editable_by(request.user).filter(pk=official.pk).exists()
    context = {
        "organization": owner,
        **queries.official_page(official),
        "mistakes": Correction.objects.visible_to(request.user).filter(
            official=official, organization=owner, settled_at=None
        ),
        "form": form,
        "can_edit": can_edit,
    }
    return form_page(request, "officials/page.html", context)


@require_POST
def report_mistake(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    owner, official = _one(request, organization, pk)
    form = MistakeForm(request.POST)
    if form.done(
        operations.report_mistake, official=official, organization=owner, by=request.user
    ):
        messages.success(request, _("Thank you. Your team sees what you wrote."))
        return redirect("officials:page", owner.slug, official.pk)
    return _page(request, owner, official, form)


@require_POST
def settle_mistake(
    request: HttpRequest, organization: str, pk: uuid.UUID, mistake: uuid.UUID
) -> HttpResponse:
    mine = Correction.objects.editable_by(request.user).filter(official=pk)
    found = one_of(mine.select_related("official", "organization"), organization, pk=mistake)
    operations.settle_mistake(correction=found, by=request.user)
    messages.success(request, _("Settled. The page counts as checked today."))
    return redirect("officials:page", organization, pk)


@require_http_methods(["GET", "POST"])
def add_official(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = OfficialForm(request.POST or None)
    if form.done(operations.add_official, organization=owner, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("officials:page", owner.slug, form.result.pk)
    context = {"organization": owner, "form": form}
    return form_page(request, "officials/add_official.html", context)


@require_http_methods(["GET", "POST"])
def edit_official(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    owner = joined(request, organization)
    mine = Official.objects.editable_by(request.user).known_to(owner).with_posts()
    official = get_object_or_404(mine, pk=pk)
    form = OfficialForm(request.POST or None, instance=official)
    if form.done(operations.edit_official, official=official, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("officials:page", owner.slug, official.pk)
    context = {"organization": owner, "official": official, "form": form}
    return form_page(request, "officials/edit_official.html", context)
