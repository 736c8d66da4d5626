"""The addresses of the room, a file for each subject."""

from __future__ import annotations

from concerted.measure.indicators.urls import comparing, office, public, releasing

app_name = "indicators"
urlpatterns = [
    *comparing.urlpatterns,
    *office.urlpatterns,
    *public.urlpatterns,
    *releasing.urlpatterns,
]
