from __future__ import annotations

from django.urls import path

from concerted.act.lobbying.views import board, classifying, efforts, settings

app_name = "lobbying"
WORK = "work/<slug:organization>/lobbying/"
YEAR = WORK + "years/<slug:year>/"
ACT = WORK + "acts/<slug:kind>/<uuid:pk>/"
EFFORTS = WORK + "hours/"
EFFORT = EFFORTS + "<uuid:pk>/"
SETTINGS = WORK + "settings/"
WINDOW = SETTINGS + "elections/<uuid:pk>/"
urlpatterns = [
    path(WORK, board.board, name="board"),
    path(YEAR, board.year, name="year"),
    path(YEAR + "schedule-c/<slug:kind>/", board.schedule_c, name="schedule_c"),
    path(WORK + "acts/", board.acts, name="acts"),
    path(WORK + "acts/new/", board.add_act, name="add_act"),
    path(ACT, classifying.act, name="act"),
    path(ACT + "questions/", classifying.classify_act, name="classify_act"),
    path(EFFORTS, efforts.efforts, name="efforts"),
    path(EFFORTS + "new/sheet/", efforts.add_sheet, name="add_sheet"),
    path(EFFORTS + "new/<slug:mode>/", efforts.add_effort, name="add_effort"),
    path(EFFORT + "correct/", efforts.correct_effort, name="correct_effort"),
    path(EFFORT + "remove/", efforts.remove_effort, name="remove_effort"),
    path(SETTINGS, settings.settings, name="settings"),
    path(SETTINGS + "status/", settings.set_status, name="set_status"),
    path(SETTINGS + "status/<uuid:pk>/remove/", settings.remove_status, name="remove_status"),
    path(SETTINGS + "501h/new/", settings.note_election, name="note_election"),
    path(SETTINGS + "501h/<uuid:pk>/revoke/", settings.revoke_election, name="revoke_election"),
    path(SETTINGS + "years/<slug:year>/", settings.set_year, name="set_year"),
    path(SETTINGS + "elections/new/", settings.add_window, name="add_window"),
    path(WINDOW + "remove/", settings.remove_window, name="remove_window"),
    path(WINDOW + "candidates/new/", settings.name_candidate, name="name_candidate"),
    path(
        SETTINGS + "candidates/<uuid:pk>/remove/",
        settings.remove_candidate,
        name="remove_candidate",
    ),
    path(SETTINGS + "states/new/", settings.add_reminder, name="add_reminder"),
    path(SETTINGS + "states/<uuid:pk>/done/", settings.finish_reminder, name="finish_reminder"),
]
