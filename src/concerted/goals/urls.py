from __future__ import annotations

from django.urls import path

from concerted.goals import views

app_name = "goals"
PUBLIC = "o/<slug:organization>/goals/"
WORK = "work/<slug:organization>/goals/"
ONE = WORK + "<slug:slug>/"
urlpatterns = [
    path(PUBLIC, views.public_goals, name="public_goals"),
    path("o/<slug:organization>/how-goals-stand/", views.how_we_tell, name="how_we_tell"),
    path(PUBLIC + "<slug:slug>/", views.page, name="page"),
    path(WORK, views.goals, name="goals"),
    path(WORK + "new/", views.add_goal, name="add_goal"),
    path(ONE, views.goal, name="goal"),
    path(ONE + "edit/", views.edit_goal, name="edit_goal"),
    path(ONE + "publish/", views.publish_goal, name="publish_goal"),
    path(ONE + "close/", views.close_goal, name="close_goal"),
    path(ONE + "reopen/", views.reopen_goal, name="reopen_goal"),
    path(ONE + "languages/<slug:language>/", views.translate_goal, name="translate_goal"),
]
