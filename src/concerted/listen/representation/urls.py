from __future__ import annotations

from django.urls import path

from concerted.listen.representation.views import (
    asks,
    dimensions,
    occasions,
    paper,
    places,
    public,
)

app_name = "representation"
WORK = "work/<slug:organization>/representation/"
PLACE = WORK + "places/<slug:slug>/"
DIMENSION = WORK + "questions/<slug:key>/"
OCCASION = WORK + "occasions/<uuid:pk>/"
urlpatterns = [
    path("o/<slug:organization>/who-took-part/<uuid:pk>/", public.who, name="public_who"),
    path(WORK, occasions.occasions, name="occasions"),
    path(
        WORK + "ask/<slug:kind>/<uuid:subject>/",
        occasions.ask_about_people,
        name="ask_about_people",
    ),
    path(OCCASION, occasions.who, name="who"),
    path(OCCASION + "paper/", paper.type_about_you, name="type_about_you"),
    path(OCCASION + "paper/sheet.pdf", paper.about_you_sheet, name="about_you_sheet"),
    path(OCCASION + "reach/<slug:dimension>/<slug:key>/", asks.ask_for_outreach, name="reach"),
    path(WORK + "asks/", asks.asks, name="asks"),
    path(WORK + "asks/<uuid:pk>/", asks.answer_ask, name="answer_ask"),
    path(WORK + "places/", places.places, name="places"),
    path(WORK + "places/new/", places.add_place, name="add_place"),
    path(PLACE, places.place, name="place"),
    path(PLACE + "name/", places.rename_place, name="rename_place"),
    path(PLACE + "import/", places.import_benchmarks, name="import_benchmarks"),
    path(WORK + "questions/", dimensions.dimensions, name="dimensions"),
    path(WORK + "questions/new/", dimensions.add_dimension, name="add_dimension"),
    path(WORK + "questions/use/", dimensions.adopt_dimension, name="adopt_dimension"),
    path(DIMENSION, dimensions.dimension, name="dimension"),
    path(
        DIMENSION + "languages/<slug:language>/",
        dimensions.translate_dimension,
        name="translate_dimension",
    ),
    path(
        DIMENSION + "answers/<slug:group>/languages/<slug:language>/",
        dimensions.translate_subgroup,
        name="translate_subgroup",
    ),
]
