from __future__ import annotations

from django.urls import path

from concerted.act.officials import views

app_name = "officials"
WORK = "work/<slug:organization>/officials/"
urlpatterns = [
    path(WORK, views.officials, name="officials"),
    path(WORK + "new/", views.add_official, name="add_official"),
    path(WORK + "<uuid:pk>/", views.page, name="page"),
    path(WORK + "<uuid:pk>/edit/", views.edit_official, name="edit_official"),
    path(WORK + "<uuid:pk>/mistakes/", views.report_mistake, name="report_mistake"),
    path(
        WORK + "<uuid:pk>/mistakes/<uuid:mistake>/settle/",
        views.settle_mistake,
        name="settle_mistake",
    ),
]
