from __future__ import annotations

from django.urls import path

from concerted.act.campaigns import views

app_name = "campaigns"
WORK = "work/<slug:organization>/campaigns/"
ONE = WORK + "<slug:slug>/"
urlpatterns = [
    path("o/<slug:organization>/campaigns/<slug:slug>/", views.page, name="page"),
    path(WORK, views.campaigns, name="campaigns"),
    path(WORK + "new/", views.add_campaign, name="add_campaign"),
    path(ONE, views.campaign, name="campaign"),
    path(ONE + "edit/", views.edit_campaign, name="edit_campaign"),
    path(ONE + "publish/", views.publish_campaign, name="publish_campaign"),
    path(ONE + "close/", views.close_campaign, name="close_campaign"),
    path(ONE + "reopen/", views.reopen_campaign, name="reopen_campaign"),
    path(ONE + "languages/<slug:language>/", views.translate_campaign, name="translate_campaign"),
]
