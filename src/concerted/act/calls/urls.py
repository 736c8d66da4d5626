from __future__ import annotations

from django.urls import path

from concerted.act.calls.views import callers, desk, public

app_name = "calls"
PAGE = "o/<slug:organization>/calls/<slug:slug>/"
LINK = "i/<str:token>/call/"
WORK = "work/<slug:organization>/calls/"
ONE = WORK + "<slug:slug>/"
TARGET = ONE + "targets/<uuid:target>/"
urlpatterns = [
    path(PAGE, public.page, name="page"),
    path(PAGE + "made/", public.record_call, name="record_call"),
    path(PAGE + "who/", callers.name_caller, name="name_caller"),
    path(PAGE + "thanks/", callers.named, name="named"),
    path(LINK, callers.called, name="called"),
    path(LINK + "confirm/", callers.confirm_caller, name="confirm_caller"),
    path(LINK + "forget/", callers.forget_caller, name="forget_caller"),
    path(WORK, desk.calls, name="calls"),
    path(WORK + "new/", desk.add_calls, name="add_calls"),
    path(ONE, desk.call_campaign, name="call_campaign"),
    path(ONE + "edit/", desk.edit_calls, name="edit_calls"),
    path(ONE + "publish/", desk.publish_calls, name="publish_calls"),
    path(ONE + "close/", desk.close_calls, name="close_calls"),
    path(ONE + "reopen/", desk.reopen_calls, name="reopen_calls"),
    path(ONE + "languages/<slug:language>/", desk.translate_calls, name="translate_calls"),
    path(ONE + "targets/", desk.add_target, name="add_target"),
    path(TARGET + "earlier/", desk.call_earlier, name="call_earlier"),
    path(TARGET + "remove/", desk.remove_target, name="remove_target"),
]
