"""What everybody finds: the indicators of an organization, the page of one, its files."""

from __future__ import annotations

from django.urls import path

from concerted.measure.indicators.views import downloads, page

INDICATORS = "o/<slug:organization>/indicators/"
INDICATOR = INDICATORS + "<slug:slug>/"
OWN = "work/<slug:organization>/indicators/<slug:slug>/figures/"
urlpatterns = [
    path(INDICATORS, page.public_indicators, name="public_indicators"),
    path(INDICATOR, page.page, name="page"),
    path(INDICATOR + "figures.csv", downloads.figures_csv, name="figures_csv"),
    path(INDICATOR + "figures.xlsx", downloads.figures_xlsx, name="figures_xlsx"),
    path(INDICATOR + "figures.json", downloads.figures_json, name="figures_json"),
    path(OWN, page.figures, name="figures"),
    path(OWN + "figures.csv", downloads.own_csv, name="own_csv"),
    path(OWN + "figures.xlsx", downloads.own_xlsx, name="own_xlsx"),
    path(OWN + "figures.json", downloads.own_json, name="own_json"),
]
