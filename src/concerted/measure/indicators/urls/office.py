"""Pages of the office: definitions, figures that wait, what was agreed."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
