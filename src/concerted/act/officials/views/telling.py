"""How the pages of other rooms are told where somebody lives."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

Page = Callable[..., HttpResponse]


def takes_point(view: Page) -> Page:
    """A page for everybody that may be told where somebody lives: posted to it, and never in its address.

    An address is kept by browsers, in links and in the logs of what stands before the server. The POST is a read: it stores
    nothing that somebody could forge, so it needs no cookie against that, and sets none.
    """
    return csrf_exempt(never_cache(require_http_methods(["GET", "POST"])(view)))


def posted_point(request: HttpRequest) -> str:
    """Where somebody lives, as they or the page before told it; empty where nobody did."""
    return request.POST.get("at", "")[:60]
