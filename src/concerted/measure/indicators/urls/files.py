"""Figures from files and from our own records, and the form that people fill in."""

from __future__ import annotations

from django.urls import path

from concerted.measure.indicators.views import files, records

INDICATOR = "work/<slug:organization>/indicators/<slug:slug>/"
FILE = "work/<slug:organization>/indicators/files/<uuid:pk>/"
urlpatterns = [
    path(INDICATOR + "file/", files.add_file, name="add_file"),
    path(INDICATOR + "form.xlsx", files.empty_form, name="empty_form"),
    path(INDICATOR + "records/", records.draw_records, name="draw_records"),
    path(FILE, files.file, name="file"),
    path(FILE + "read/", files.read_file, name="read_file"),
    path(FILE + "hand-in/", files.hand_in_file, name="hand_in_file"),
    path(FILE + "discard/", files.discard_file, name="discard_file"),
]
