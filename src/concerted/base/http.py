from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def form_page(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """The page of ``context["form"]``: 422 where something in it is to be put right."""
    return render(request, template, {**context}, status=422 if context["form"].errors else 200)
