"""The one cookie: set when somebody sends the first page, needed to know their answers from others'."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

from concerted.listen.surveys.models import Survey
from concerted.listen.surveys.queries.respondents import DAYS, cookie_name, cookie_value


def remember(response: HttpResponse, survey: Survey, key: str) -> HttpResponse:
    """Let this device be known by ``key`` in ``survey``, and nowhere else."""
    response.set_cookie(
        cookie_name(survey),
        cookie_value(key),
        max_age=DAYS * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def forget(response: HttpResponse, survey: Survey) -> HttpResponse:
    """Let this device no longer be known: for a phone that others use too."""
    response.delete_cookie(cookie_name(survey), samesite="Lax")
    return response
