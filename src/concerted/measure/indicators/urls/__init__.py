"""The addresses of the room, by subject."""

from __future__ import annotations

from concerted.measure.indicators.urls import comparing, files, office, public, releasing

app_name = "indicators"
urlpatterns = [
    *comparing.urlpatterns,
    *files.urlpatterns,
    *office.urlpatterns,
    *public.urlpatterns,
    *releasing.urlpatterns,
]
