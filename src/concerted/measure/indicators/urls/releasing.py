"""Pages where figures leave the office."""

from __future__ import annotations

from django.urls import path

from concerted.measure.indicators.urls.office import INDICATOR
from concerted.measure.indicators.views import releasing

urlpatterns = [
    path(INDICATOR + "release/", releasing.release, name="release"),
    path(INDICATOR + "release/prepare/", releasing.prepare, name="prepare"),
    path(INDICATOR + "releases/", releasing.releases, name="releases"),
]
