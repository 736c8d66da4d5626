"""What views and middleware share of HTTP: the page of a form, what may be framed, the way back from a refusal."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.clickjacking import xframe_options_exempt


def form_page(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """The page of ``context["form"]``: 422 where something in it is to be put right."""
    return render(request, template, {**context}, status=422 if context["form"].errors else 200)


def calendar_answer(text: str, name: str) -> HttpResponse:
    """A file of ``base.calendars`` to download, as ``name`` with its ending."""
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return answer


def framed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """``view``, whose answers may stand in a frame on any page; all others stand in none."""
    open_view: Callable[..., HttpResponseBase] = csp_replace({"frame-ancestors": ["*"]})(
        xframe_options_exempt(view)
    )
    return wraps(view)(open_view)


def keep_on_device(response: HttpResponse, name: str, value: str, *, days: int) -> HttpResponse:
    """``response`` with a cookie that no script and no other site reads."""
    response.set_cookie(
        name,
        value,
        max_age=days * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def way_back(request: HttpRequest) -> str:
    """Where ``request`` came from or, if that is not told or not ours, the page nearest above its address.

    Always a path of this site that answers to a GET; empty where there is none. A ``Referer`` is what anybody may
    have written: only its path and query are used, and only where it names the host that was asked.
    """
    # A page that was itself refused is no way back.
    refused = request.path if request.method in ("GET", "HEAD") else ""
    came_from = _told(request)
    known = urlsplit(came_from).path
    if came_from and known != iri_to_uri(refused) and _is_page(known):
        return came_from
    above = (path for path in _above(request.path) if path != iri_to_uri(refused))
    return next((path for path in above if _is_page(path)), "")


def _told(request: HttpRequest) -> str:
    """Path and query of the page that the browser says it was on."""
    referer = request.META.get("HTTP_REFERER", "")
    is_ours = url_has_allowed_host_and_scheme(
        referer, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    if not is_ours:
        return ""
    parts = urlsplit(referer)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    # A path may begin with two slashes, which a browser would read as a host.
    is_path = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return iri_to_uri(path) if is_path else ""


def _above(path: str) -> Iterator[str]:
    """``path`` itself, and what is left of it without its last part, and so on."""
    parts = [part for part in path.split("/") if part]
    for count in range(len(parts), 0, -1):
        yield iri_to_uri("/" + "/".join(parts[:count]) + "/")


def _is_page(path: str) -> bool:
    try:
        return _answers_get(resolve(unquote(path)).func)
    except Resolver404:
        return False


def _answers_get(view: Callable[..., Any]) -> bool:
    """Whether ``view`` takes a GET, as ``django.views.decorators.http`` bounds it somewhere in its wrapping."""
    wrapped: Any = view
    while wrapped is not None:
        if inspect.isfunction(wrapped):
            methods = inspect.getclosurevars(wrapped).nonlocals.get("request_method_list")
            if methods is not None:
                return "GET" in methods
        wrapped = getattr(wrapped, "__wrapped__", None)
    return True
