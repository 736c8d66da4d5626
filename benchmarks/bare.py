"""The least a signature can cost here: one INSERT behind Django's URL resolver, and nothing else.

``signatures.py`` serves this beside the whole stack, on the same server, database and durability.
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

WIDTH = 1 if connection.vendor == "sqlite" else 4


def sign(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bare_signature (id, name, email) VALUES (%s, %s, %s)",
            [uuid7().hex, request.POST["name"], request.POST["email"]],
        )
    return HttpResponse("ok", headers={"Content-Length": "2"})


urlpatterns = [path("sign/", sign)]
application = Turnstile(WSGIHandler(), width=WIDTH, largest=1 << 20)
