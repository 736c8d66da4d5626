"""The whole site, and beside it the least that a page can cost here: two letters behind the same middleware."""

from __future__ import annotations

import os

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concerted.site.settings")
django.setup()
settings.ROOT_URLCONF = __name__

from concerted.site.urls import urlpatterns as pages  # noqa: E402
from concerted.site.wsgi import application as application  # noqa: E402


def bare(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [path("bare/", bare), *pages]
