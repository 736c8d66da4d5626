"""The figures that are shown, as files: exactly those of the newest release."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_GET

from concerted.base.gates import Viewer
from concerted.base.languages import page_language
from concerted.base.tables.writing import CSV, XLSX, csv_of, xlsx_of
from concerted.measure.indicators.models import Indicator, Release, Veto
from concerted.measure.indicators.queries.figures import newest_release
from concerted.measure.indicators.queries.files import about_rows, figure_rows, measure_rows
from concerted.measure.indicators.queries.whole import whole_of
from concerted.measure.indicators.queries.withdrawn import mark_of
from concerted.measure.indicators.views.gate import visible_indicator
from concerted.organizations.views.gate import one_of

KEPT = 600
"""Seconds: a release does not change, and to make its files takes a moment."""
MOST_KEPT = 1_000_000
"""Bytes; larger files are made each time."""


@require_GET
def figures_csv(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    return _for_everybody(request, _release(organization, slug), "csv")


@require_GET
def figures_xlsx(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    return _for_everybody(request, _release(organization, slug), "xlsx")


@require_GET
def figures_json(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    return _for_everybody(request, _release(organization, slug), "json")


@require_GET
def own_figures(request: HttpRequest, organization: str, slug: str, ending: str) -> HttpResponse:
    """What everybody finds and, for people of a partner, their own figures; for the office those of all."""
    release = _newest(visible_indicator(request, organization, slug))
    content = MADE[ending].of(release, request.user)
    headers = {"Content-Disposition": _disposition(release, ending), "Cache-Control": "private"}
    return HttpResponse(content, content_type=MADE[ending].kind, headers=headers)


@dataclass(frozen=True)
class Made:
    """A kind of file, and how it is made for a reader."""

    kind: str
    of: Callable[[Release, Viewer | None], bytes]


def _csv(release: Release, reader: Viewer | None) -> bytes:
    return csv_of(figure_rows(release, reader))


def _xlsx(release: Release, reader: Viewer | None) -> bytes:
    sheets = {
        "figures": figure_rows(release, reader),
        "measures": measure_rows(release, reader),
        "about": about_rows(release, page_language()),
    }
    return xlsx_of(sheets)


def _json(release: Release, reader: Viewer | None) -> bytes:
    told = whole_of(release, page_language(), reader)
    return DjangoJSONEncoder(ensure_ascii=False).encode(told).encode()


MADE = {"csv": Made(CSV, _csv), "xlsx": Made(XLSX, _xlsx), "json": Made("application/json", _json)}


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


def _for_everybody(request: HttpRequest, release: Release, ending: str) -> HttpResponse:
    """The file, or word that it is still the one that was fetched before."""
    key = _key(release, ending)
    content = cache.get(key)
    if content is None:
        content = MADE[ending].of(release, None)
        if len(content) <= MOST_KEPT:
            cache.set(key, content, KEPT)
    headers = {"Content-Disposition": _disposition(release, ending), "ETag": quote_etag(key)}
    response = HttpResponse(content, content_type=MADE[ending].kind, headers=headers)
    return get_conditional_response(request, etag=quote_etag(key), response=response) or response


def _disposition(release: Release, ending: str) -> str:
    return f'attachment; filename="{release.indicator.slug}-{release.number}.{ending}"'


def _key(release: Release, ending: str) -> str:
    told = mark_of(Veto.objects.public().against(release.indicator))
    return f"indicators.{release.pk}.{ending}.{page_language()}.{told}"
