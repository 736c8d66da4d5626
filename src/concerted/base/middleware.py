"""What happens to every request: its size, its log line, its headers, and refusals in words."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render

from concerted.base.errors import Refused
from concerted.base.http import way_back

Answer = Callable[[HttpRequest], HttpResponseBase]

requests_log = logging.getLogger("concerted.requests")

LARGEST_UPLOAD = 50 * 1024 * 1024
NO_POWERS = ", ".join(
    f"{power}=()"
    for power in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
    )
)
"""A page here needs no power over the device; passkeys are left to the pages that use them."""


class RequestLog:
    """One line for each request: method, name of the route, status and time. Nothing tells who asked."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        requests_log.info(
            "request",
            extra={
                "method": request.method if request.method in METHODS else "other",
                "route": match.view_name if match else "none",
                "status": response.status_code,
                "ms": round((time.perf_counter() - began) * 1000, 1),
            },
        )
        return response


METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class Headers:
    """Headers that every answer carries, unless its view said otherwise."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", NO_POWERS)
        return response


class Compressed:
    """Pages for visitors, compressed where they can be read so.

    Only what is read without a cookie: such a page holds nothing of its reader that could be guessed from its
    length. Django's random bytes only slow that guess down, see docs/decisions. Signing passes by untouched.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.gzip = GZipMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method not in ("GET", "HEAD") or request.META.get("HTTP_COOKIE"):
            return response
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        return self.gzip.process_response(request, response)


class SaneRequests:
    """Turns away what no database and no memory should meet: NUL in an address, uploads without end."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path_info:
            return _closing(render(request, "404.html", status=404))
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query or "\x00" in query:
            return render(request, "400.html", status=400)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit():
            return _closing(render(request, "400.html", status=400))
        if int(length) > LARGEST_UPLOAD:
            return _closing(render(request, "413.html", status=413))
        return self.get_response(request)


def _closing(response: HttpResponse) -> HttpResponse:
    """What was sent and not read is not to be taken for the next request."""
    response["Connection"] = "close"
    return response


class RefusedAnswer:
    """What an operation refused, as a page of status 409 with the way back; to htmx as a notice in what it asked for."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        if not getattr(request, "htmx", False):
            told = {"message": exception.message, "back_url": way_back(request)}
            return render(request, "409.html", told, status=409)
        response = render(request, "base/_refused.html", {"refused": exception}, status=409)
        response["HX-Reswap"] = "afterbegin"
        return response
