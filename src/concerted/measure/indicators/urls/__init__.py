"""The addresses of the room, a file for each subject."""

from __future__ import annotations

from concerted.measure.indicators.urls import comparing, files, office, public

app_name = "indicators"
urlpatterns = [
    *comparing.urlpatterns,
    *files.urlpatterns,
    *office.urlpatterns,
    *public.urlpatterns,
]
