"""Pages of the office: what is compared before and after, and shapes of places."""

from __future__ import annotations

from django.urls import path

from concerted.measure.indicators.views import comparisons, places

COMPARISONS = "work/<slug:organization>/indicators/<slug:slug>/comparisons/"
COMPARISON = COMPARISONS + "<uuid:pk>/"
PLACES = "work/<slug:organization>/places/"
urlpatterns = [
    path(COMPARISONS, comparisons.comparisons, name="comparisons"),
    path(COMPARISONS + "new/", comparisons.add_comparison, name="add_comparison"),
    path(COMPARISON + "remove/", comparisons.remove_comparison, name="remove_comparison"),
    path(
        COMPARISON + "languages/<slug:language>/",
        comparisons.translate_comparison,
        name="translate_comparison",
    ),
    path(PLACES, places.places, name="places"),
    path(PLACES + "import/", places.import_places, name="import_places"),
    path(PLACES + "remove/", places.remove_places, name="remove_places"),
]
