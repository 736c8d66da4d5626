"""What everybody may see of a petition, and signing it. No cookie is set here."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.encoding import iri_to_uri
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from concerted.act.campaigns.capacity import looks_like_work, work_hint
from concerted.act.petitions.forms.signing import SignatureForm
from concerted.act.petitions.models import Petition, Via
from concerted.act.petitions.operations import signing
from concerted.act.petitions.queries.consents import (
    BROUGHT_BY,
    ConsentQuestion,
    asking,
    consent_questions,
    sponsors,
)
from concerted.act.petitions.queries.pages import petition_page
from concerted.act.petitions.views.gate import published
from concerted.base import defence
from concerted.base.languages import page_language
from concerted.base.limits.buckets import visitor_key
from concerted.base.prepared import Prepared
from concerted.organizations.models import Organization
from concerted.organizations.views.gate import one_of

USED = (
    *(
        "slug",
        "names_mode",
        "list_rule",
        "needs_confirmation",
        "state",
        "paused_at",
        "closes_at",
        "language",
    ),
    *("organization__slug", "organization__name", "organization__region"),
    *("organization__contact_email", "organization__is_victim_service"),
)
"""The columns that a signature looks at."""

SIGNED = Prepared(
    lambda organization, slug: (
        Petition.objects.public()
        .select_related("organization")
        .only(*USED)
        .filter(organization__slug=organization, slug=slug)
    ),
    "organization",
    "slug",
    seconds=1,
)
"""The petition that is signed. Whether it takes signatures is asked again when one is counted."""

FRESH = 30
"""Seconds for which a proxy may show a page again without asking us; a browser always asks."""

UNKEPT = {"Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private"}
"""No cache keeps the answer to a signature."""


@require_GET
def page(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    petition = one_of(
        Petition.objects.public().select_related("organization", "campaign__goal__organization"),
        organization,
        slug=slug,
    )
    return _kept_a_while(_page(request, petition, None))


def _page(
    request: HttpRequest, petition: Petition, form: SignatureForm | None, status: int = 200
) -> HttpResponse:
    shown = petition_page(petition, page_language())
    if form is None:
        form = SignatureForm(petition, _questions(petition, shown.sponsors))
    context: dict[str, Any] = {
        "organization": petition.organization,
        "petition": petition,
        "page": shown,
        "form": form,
        "stamp": defence.new_stamp(),
        "brought_by": request.GET.get(BROUGHT_BY, ""),
    }
    return render(request, "petitions/page.html", context, status=status)


def _kept_a_while(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=0, s_maxage=FRESH)
    return response


@csrf_exempt
@require_POST
def sign(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    petition = SIGNED.first(organization=organization, slug=slug)
    if petition is None:
        raise Http404
    ticked = _questions(petition, _ticked(petition, request.POST))
    form = SignatureForm(petition, ticked, request.POST)
    if form.done(
        defence.checked(signing.sign_petition, request.POST),
        petition=petition,
        language=page_language(),
        via=Via.EMBED if request.POST.get("via") == Via.EMBED else Via.PAGE,
        visitor=visitor_key(request, "sign"),
        brought_by=request.GET.get(BROUGHT_BY, ""),
    ):
        thanks_path = iri_to_uri(request.path.removesuffix("sign/") + "thanks/")
        if looks_like_work(form.cleaned_data["email"], petition.organization):
            thanks_path += "?work"
        return HttpResponse(status=302, headers={"Location": thanks_path, **UNKEPT})
    every = _questions(petition, sponsors(petition))
    shown = _page(request, petition, form.with_all(every), status=422)
    for name, value in UNKEPT.items():
        shown[name] = value
    return shown


def _questions(petition: Petition, organizations: list[Organization]) -> list[ConsentQuestion]:
    return consent_questions(asking(petition, organizations))


def _ticked(petition: Petition, data: QueryDict) -> list[Organization]:
    """The organizations whose question was ticked; the sponsor of record needs no look-up."""
    own = f"news-{petition.organization.slug}"
    if any(name.startswith("news-") and name != own for name in data):
        return sponsors(petition)
    return [petition.organization] if own in data else []


@require_GET
def thanks(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    petition = one_of(
        Petition.objects.public().select_related("organization", "campaign__goal__organization"),
        organization,
        slug=slug,
    )
    context = {
        "organization": petition.organization,
        "petition": petition,
        "page": petition_page(petition, page_language()),
        "address": request.build_absolute_uri(petition.get_absolute_url()),
        "work_hint": work_hint() if "work" in request.GET else "",
    }
    return _kept_a_while(render(request, "petitions/thanks.html", context))


@require_GET
def kept(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    petition = published(organization, slug)
    context = {
        "organization": petition.organization,
        "petition": petition,
        "text": petition.in_language(page_language()),
        "sponsors": sponsors(petition),
    }
    return _kept_a_while(render(request, "petitions/kept.html", context))
