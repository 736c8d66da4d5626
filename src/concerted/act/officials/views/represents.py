"""Who represents a place. What somebody asks is read, answered and forgotten: it stands in no address, log or table."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.act.officials import drawing
from concerted.act.officials.forms import PointForm, PostalCodeForm, chosen_districts
from concerted.act.officials.onward import ways_from
from concerted.act.officials.queries import answering
from concerted.act.officials.queries.representing import districts_on
from concerted.act.officials.reading.coordinates import point_of
from concerted.act.officials.windows import SIDE, Window
from concerted.base.languages import page_language
from concerted.organizations.models import Organization
from concerted.organizations.zones import today_in

PAGE = "officials:who_represents_me"
PARTS = frozenset("123456789")


@require_GET
@never_cache
def who_represents_me(request: HttpRequest, organization: str) -> HttpResponse:
    """Asks where somebody lives."""
    return _page(request, _owner(organization))


@csrf_exempt
@require_http_methods(["GET", "POST"])
@never_cache
def find_by_point(request: HttpRequest, organization: str) -> HttpResponse:
    if request.method == "GET":
        return redirect(PAGE, organization)
    owner = _owner(organization)
    form = PointForm(request.POST)
    if not form.is_valid():
        return _page(request, owner, point_form=form)
    return _page(request, owner, answer=answering.answer_at(owner, *form.cleaned_data["at"]))


@csrf_exempt
@require_http_methods(["GET", "POST"])
@never_cache
def find_by_code(request: HttpRequest, organization: str) -> HttpResponse:
    if request.method == "GET":
        return redirect(PAGE, organization)
    owner = _owner(organization)
    form = PostalCodeForm(request.POST)
    if form.is_valid():
        chosen = chosen_districts(request.POST)
        found = answering.answer_for_code(owner, form.cleaned_data["code"], chosen)
        if found.questions or found.answer is not None:
            return _page(request, owner, code_form=form, postal=found, answer=found.answer)
        form.add_error("code", _("We do not know this code. Please point at the map instead."))
    return _page(request, owner, code_form=form)


@csrf_exempt
@require_http_methods(["GET", "POST"])
@never_cache
def find_on_map(request: HttpRequest, organization: str) -> HttpResponse:
    """A finger on the map: nearer, and once the picture is near enough, the point."""
    window = Window.read(request.POST.get("window", ""))
    if window is None:
        return redirect(PAGE, organization)
    owner = _owner(organization)
    if "wider" in request.POST:
        return _page(request, owner, window=window.wider())
    met = _met(request)
    if met is None:
        return _page(request, owner, window=window, is_unmet=True)
    longitude, latitude = window.met(*met)
    if window.is_close:
        return _page(request, owner, answer=answering.answer_at(owner, latitude, longitude))
    return _page(request, owner, window=window.nearer((longitude, latitude)))


@csrf_exempt
@require_POST
@never_cache
def find_by_part(request: HttpRequest, organization: str) -> HttpResponse:
    """One of nine parts of the map, chosen with a key: nearer and nearer, until its middle is near enough to be the point."""
    owner = _owner(organization)
    window = Window.read(request.POST.get("window", ""))
    number = request.POST.get("part", "")
    if window is None or number not in PARTS:
        return redirect(PAGE, organization)
    part = window.part(int(number))
    if part.is_exact:
        return _page(
            request, owner, answer=answering.answer_at(owner, part.latitude, part.longitude)
        )
    return _page(request, owner, window=part, by_part=True)


@csrf_exempt
@require_POST
@never_cache
def find_by_town(request: HttpRequest, organization: str) -> HttpResponse:
    """The map around a town."""
    owner = _owner(organization)
    town = point_of(request.POST.get("town", ""))
    if town is None:
        return redirect(PAGE, organization)
    return _page(request, owner, window=Window.around_town(town), by_part=True)


def _met(request: HttpRequest) -> tuple[int, int] | None:
    """The pixel of the picture; a key pressed on it says 0, 0, which nobody meets with a finger."""
    written = request.POST.get("map.x", ""), request.POST.get("map.y", "")
    if not all(one.isdigit() and len(one) < 5 for one in written):
        return None
    x, y = map(int, written)
    return (min(x, SIDE), min(y, SIDE)) if x or y else None


def _owner(slug: str) -> Organization:
    return get_object_or_404(Organization.objects.public(), slug=slug)


def _page(
    request: HttpRequest,
    owner: Organization,
    *,
    point_form: PointForm | None = None,
    code_form: PostalCodeForm | None = None,
    postal: answering.PostalAnswer | None = None,
    answer: answering.Answer | None = None,
    window: Window | None = None,
    is_unmet: bool = False,
    by_part: bool = False,
) -> HttpResponse:
    point_form, code_form = point_form or PointForm(), code_form or PostalCodeForm()
    context: dict[str, Any] = {
        "organization": owner,
        "answer": answer,
        "postal": postal,
        "point_form": point_form,
        "code_form": code_form,
        "knows_codes": answering.knows_postal_codes(),
        "maps": answering.map_dates(owner),
        "is_unmet": is_unmet,
        "by_part": by_part,
    }
    if answer is None and postal is None:
        context |= _map(owner, window)
    else:
        context["ways"] = ways_from(owner, page_language())
    is_wrong = bool(point_form.errors or code_form.errors or is_unmet)
    return render(
        request, "officials/who_represents_me.html", context, status=422 if is_wrong else 200
    )


def _map(owner: Organization, window: Window | None) -> dict[str, Any]:
    districts = districts_on(today_in(owner))
    first = drawing.start_window(districts)
    shown = window or first
    if first is None or shown is None:
        return {"window": None}
    towns = answering.towns_in(shown)
    draw = drawing.picture if window else drawing.first_picture
    return {
        "window": shown,
        "picture": draw(districts, shown, tuple(towns)),
        "parts": answering.parts_of(shown, towns, districts),
        "towns": answering.to_choose(towns) if window is None else (),
        "is_first": window is None,
        "side": SIDE,
    }
