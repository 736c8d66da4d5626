"""Pages where figures leave the office."""

from __future__ import annotations

from django.urls import path

from concerted.measure.indicators.views import releasing

INDICATOR = "work/<slug:organization>/indicators/<slug:slug>/"
urlpatterns = [
    path(INDICATOR + "release/", releasing.release, name="release"),
    path(INDICATOR + "release/prepare/", releasing.prepare, name="prepare"),
    path(INDICATOR + "releases/", releasing.releases, name="releases"),
]
