"""The one cookie: set when somebody sends the first page, needed to know their answers from others'."""

from __future__ import annotations

from django.http import HttpResponse

from concerted.base.http import keep_on_device
from concerted.listen.surveys.models import Survey
from concerted.listen.surveys.queries.respondents import DAYS, cookie_name, cookie_value


def remember(response: HttpResponse, survey: Survey, key: str) -> HttpResponse:
    """Let this device be known by ``key`` in ``survey``, and nowhere else."""
    return keep_on_device(response, cookie_name(survey), cookie_value(key), days=DAYS)


def forget(response: HttpResponse, survey: Survey) -> HttpResponse:
    """Let this device no longer be known: for a phone that others use too."""
    response.delete_cookie(cookie_name(survey), samesite="Lax")
    return response
