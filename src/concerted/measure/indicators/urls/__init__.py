"""The addresses of the room, a file for each subject."""

from __future__ import annotations

from concerted.measure.indicators.urls import files, office

app_name = "indicators"
urlpatterns = [*files.urlpatterns, *office.urlpatterns]
