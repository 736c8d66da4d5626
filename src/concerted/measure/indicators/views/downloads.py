"""The figures that are shown, as files: exactly those of the newest release."""

from __future__ import annotations

from collections.abc import Callable

from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_GET

from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.languages import page_language
from concerted.base.limits.buckets import visitor_key
from concerted.base.tables.writing import CSV, XLSX, csv_of, xlsx_of
from concerted.measure.indicators.models import Indicator, Release, Veto
from concerted.measure.indicators.operations.downloads import allow_file
from concerted.measure.indicators.queries.figures import newest_release
from concerted.measure.indicators.queries.files import about_rows, figure_rows, measure_rows
from concerted.measure.indicators.queries.whole import page_count, whole_of
from concerted.measure.indicators.queries.withdrawn import mark_of
from concerted.measure.indicators.views.gate import visible_indicator
from concerted.organizations.views.gate import one_of

KINDS = {"csv": CSV, "xlsx": XLSX, "json": "application/json"}
KEPT = 600
"""Seconds: a release does not change, and to make its files takes a moment."""
MOST_KEPT = 1_000_000
"""Bytes; larger files are made each time."""


@require_GET
def figures_csv(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    release = _release(organization, slug)
    return _file(request, release, "csv", lambda: _csv(release))


@require_GET
def figures_xlsx(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    release = _release(organization, slug)
    return _file(request, release, "xlsx", lambda: _xlsx(release))


@require_GET
def figures_json(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    release = _release(organization, slug)
    page = _page(request, release)
    return _file(request, release, "json", lambda: _json(request.path, release, page), page)


@require_GET
def own_csv(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """What everybody finds and, for people of a partner, their own figures; for the office those of all."""
    release = _newest(visible_indicator(request, organization, slug))
    return _told(release, "csv", _csv(release, request.user))


@require_GET
def own_xlsx(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    release = _newest(visible_indicator(request, organization, slug))
    return _told(release, "xlsx", _xlsx(release, request.user))


@require_GET
def own_json(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    release = _newest(visible_indicator(request, organization, slug))
    page = _page(request, release, request.user)
    return _told(release, "json", _json(request.path, release, page, request.user), page)


def _csv(release: Release, reader: Viewer | None = None) -> bytes:
    return csv_of(figure_rows(release, reader))


def _xlsx(release: Release, reader: Viewer | None = None) -> bytes:
    sheets = {
        "figures": figure_rows(release, reader),
        "measures": measure_rows(release, reader),
        "about": about_rows(release, page_language()),
    }
    return xlsx_of(sheets)


def _json(path: str, release: Release, page: int, reader: Viewer | None = None) -> bytes:
    following = None
    if page < page_count(release, reader):
        following = f"{path}?release={release.number}&page={page + 1}"
    told = whole_of(release, page_language(), page, following, reader)
    return DjangoJSONEncoder(ensure_ascii=False).encode(told).encode()


def _page(request: HttpRequest, release: Release, reader: Viewer | None = None) -> int:
    """Which document of ``release``; what was begun with another release does not go on with this one."""
    number, page = request.GET.get("release", ""), request.GET.get("page", "1")
    if number not in ("", str(release.number)) or not page.isascii() or not page.isdecimal():
        raise Http404
    if not 1 <= int(page[:9]) <= page_count(release, reader):
        raise Http404
    return int(page)


def _release(organization: str, slug: str) -> Release:
    """The newest release of an indicator that everybody can read."""
    rows = Indicator.objects.public().select_related("organization")
    return _newest(one_of(rows, organization, slug=slug))


def _newest(indicator: Indicator) -> Release:
    found = newest_release(indicator)
    if found is None:
        raise Http404
    found.indicator = indicator
    return found


def _file(
    request: HttpRequest, release: Release, ending: str, make: Callable[[], bytes], page: int = 1
) -> HttpResponse:
    """The file, or word that it is still the one that was fetched before, or that it is asked for too often."""
    key = _key(release, ending, page)
    content = cache.get(key)
    if content is None:
        try:
            allow_file(visitor=visitor_key(request, "figures"))
        except Refused as refused:
            headers = {"Retry-After": "60"}
            told = f"{refused}\n"
            return HttpResponse(told, status=429, content_type="text/plain", headers=headers)
        content = make()
        if len(content) <= MOST_KEPT:
            cache.set(key, content, KEPT)
    response = _told(release, ending, content, page)
    response["ETag"] = quote_etag(key)
    return get_conditional_response(request, etag=quote_etag(key), response=response) or response


def _told(release: Release, ending: str, content: bytes, page: int = 1) -> HttpResponse:
    part = f"-{page}" if page > 1 else ""
    name = f"{release.indicator.slug}-{release.number}{part}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=KINDS[ending], headers=headers)


def _key(release: Release, ending: str, page: int) -> str:
    told = mark_of(Veto.objects.public().against(release.indicator))
    return f"indicators.{release.pk}.{ending}.{page}.{page_language()}.{told}"
