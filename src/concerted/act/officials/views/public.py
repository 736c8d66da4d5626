"""Those who decide, for everybody: whom the installation lists, and whom an organization shows. No cookie is set here."""

from __future__ import annotations

import uuid

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from concerted.act.officials import operations
from concerted.act.officials.forms import MistakeForm, PublicSearchForm
from concerted.act.officials.models import Official
from concerted.act.officials.queries import official_page, public_officials_of
from concerted.base import defence
from concerted.base.http import form_page
from concerted.base.limits.buckets import visitor_key
from concerted.organizations.models import Organization

PAGE = 50


@require_GET
def public_officials(request: HttpRequest, organization: str) -> HttpResponse:
    owner = get_object_or_404(Organization.objects.public(), slug=organization)
    form = PublicSearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    pages = Paginator(public_officials_of(owner, words=words), PAGE)
    context = {
        "organization": owner,
        "form": form,
        "asked": bool(words),
        "page": pages.get_page(request.GET.get("page")),
        "total": pages.count,
    }
    return render(request, "officials/public_officials.html", context)


@require_GET
def public_official(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    return _page(request, *_one(organization, pk), MistakeForm())


def _one(organization: str, pk: uuid.UUID) -> tuple[Organization, Official]:
    owner = get_object_or_404(Organization.objects.public(), slug=organization)
    known = Official.objects.public().known_to(owner).with_posts()
    return owner, get_object_or_404(known, pk=pk)


def _page(
    request: HttpRequest, owner: Organization, official: Official, form: MistakeForm
) -> HttpResponse:
    context = {
        "organization": owner,
        "form": form,
        "stamp": defence.new_stamp(),
        "thanks": "thanks" in request.GET,
        **official_page(official),
    }
    return form_page(request, "officials/public_official.html", context)


@csrf_exempt
@require_http_methods(["POST"])
def tell_mistake(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    """A visitor's word that something is wrong, for the organization on whose page it stands."""
    owner, official = _one(organization, pk)
    form = MistakeForm(request.POST)
    if form.done(
        defence.checked(operations.report_mistake, request.POST),
        official=official,
        organization=owner,
        by=None,
        visitor=visitor_key(request, "mistake"),
    ):
        address = redirect("officials:public_official", owner.slug, official.pk)
        address["Location"] += "?thanks=1#wrong"
        return address
    return _page(request, owner, official, form)
