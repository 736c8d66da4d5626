from __future__ import annotations

from django.urls import path

from concerted.act.officials.views import desk, holders, jurisdictions, keeping, public, represents

app_name = "officials"
WORK = "work/<slug:organization>/officials/"
WHO = "o/<slug:organization>/who-represents-me/"
SHOWN = "o/<slug:organization>/officials/"
urlpatterns = [
    path(WHO, represents.who_represents_me, name="who_represents_me"),
    path(WHO + "point/", represents.find_by_point, name="find_by_point"),
    path(WHO + "code/", represents.find_by_code, name="find_by_code"),
    path(WHO + "map/", represents.find_on_map, name="find_on_map"),
    path(WHO + "part/", represents.find_by_part, name="find_by_part"),
    path(WHO + "town/", represents.find_by_town, name="find_by_town"),
    path(
        SHOWN + "places/<uuid:pk>/", jurisdictions.public_jurisdiction, name="public_jurisdiction"
    ),
    path(SHOWN, public.public_officials, name="public_officials"),
    path(SHOWN + "<uuid:pk>/", public.public_official, name="public_official"),
    path(SHOWN + "<uuid:pk>/wrong/", public.tell_mistake, name="tell_mistake"),
    path(WORK, desk.officials, name="officials"),
    path(WORK + "places/<uuid:pk>/", jurisdictions.jurisdiction, name="jurisdiction"),
    path(WORK + "posts/<uuid:pk>/holder/", holders.add_holder, name="add_holder"),
    path(WORK + "new/", desk.add_official, name="add_official"),
    path(WORK + "<uuid:pk>/", desk.page, name="page"),
    path(WORK + "<uuid:pk>/edit/", desk.edit_official, name="edit_official"),
    path(WORK + "<uuid:pk>/mistakes/", desk.report_mistake, name="report_mistake"),
    path(WORK + "<uuid:pk>/left/", keeping.leave_post, name="leave_post"),
    path(WORK + "<uuid:pk>/offices/new/", keeping.add_office, name="add_office"),
    path(WORK + "<uuid:pk>/offices/<uuid:office>/", keeping.edit_office, name="edit_office"),
    path(
        WORK + "<uuid:pk>/offices/<uuid:office>/remove/",
        keeping.remove_office,
        name="remove_office",
    ),
    path(
        WORK + "<uuid:pk>/mistakes/<uuid:mistake>/settle/",
        desk.settle_mistake,
        name="settle_mistake",
    ),
]
