"""The network in the workspace, for the coalition's team and for partners whom it is shown."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from concerted.base.languages import page_language
from concerted.base.tables.writing import CSV, XLSX, csv_of, xlsx_of
from concerted.organizations.queries import can_organize
from concerted.organizations.views.gate import shared
from concerted.pool.network.queries.links import path_of
from concerted.pool.network.queries.own import asked_of
from concerted.pool.network.queries.pages import WavePage, wave_page, waves_of
from concerted.pool.network.queries.tables import Sheets, one_below_the_other, sheets_of
from concerted.pool.network.views.gate import visible


@require_GET
def network(request: HttpRequest, organization: str) -> HttpResponse:
    owner = shared(request, organization, "network")
    waves = waves_of(owner, request.user)
    latest = next((one for one in waves if one.is_closed), None)
    context = {
        "organization": owner,
        "waves": waves,
        "latest": wave_page(latest, request.user) if latest is not None else None,
        "can_edit": can_organize(owner, request.user),
        "can_plan": all(one.is_closed for one in waves),
    }
    return render(request, "network/network.html", context)


@require_GET
def wave(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = visible(request, organization, number)
    context = {
        "organization": found.organization,
        "wave": found,
        "page": wave_page(found, request.user),
    }
    return render(request, "network/wave.html", context)


@require_GET
def answer(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    """To the own pages of the partner for which who is signed in speaks."""
    asked = asked_of(organization, number, request.user)
    if asked is None or not request.user.is_authenticated:
        raise Http404
    return redirect(path_of(asked, page_language(), request.user))


@require_GET
def figures_csv(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    page, sheets = _sheets(request, organization, number)
    return _file(csv_of(one_below_the_other(sheets)), page, "csv", CSV)


@require_GET
def figures_xlsx(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    page, sheets = _sheets(request, organization, number)
    return _file(xlsx_of(sheets), page, "xlsx", XLSX)


def _sheets(request: HttpRequest, organization: str, number: int) -> tuple[WavePage, Sheets]:
    page = wave_page(visible(request, organization, number), request.user)
    sheets = sheets_of(page)
    if not sheets:
        raise Http404
    return page, sheets


def _file(content: bytes, page: WavePage, ending: str, kind: str) -> HttpResponse:
    name = f"{page.wave.organization.slug}-network-{page.wave.number}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
