"""The least a signature or a vote can cost here: one INSERT behind Django's URL resolver, and nothing else.

``serving.py`` serves this beside the whole stack, on the same server, database and durability.
"""

from __future__ import annotations

import os

import django
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concerted.site.settings")
django.setup()
settings.MIDDLEWARE = []
settings.ROOT_URLCONF = __name__

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402

from concerted.base.identifiers import uuid7  # noqa: E402
from concerted.site.turnstile import Turnstile  # noqa: E402


def insert(what: str, who: str) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bare (id, what, who) VALUES (%s, %s, %s)", [uuid7().hex, what, who]
        )
    return HttpResponse("ok", headers={"Content-Length": "2"})


def sign(request: HttpRequest) -> HttpResponse:
    return insert(request.POST["name"], request.POST["email"])


def vote(request: HttpRequest) -> HttpResponse:
    return insert(request.POST["statement"], request.POST["value"])


urlpatterns = [path("sign/", sign), path("vote/", vote)]
application = Turnstile(WSGIHandler(), largest=1 << 20)
