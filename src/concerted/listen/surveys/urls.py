from __future__ import annotations

from django.urls import path

from concerted.listen.surveys.views import public, returning

app_name = "surveys"
PAGE = "o/<slug:organization>/surveys/<slug:slug>/"
urlpatterns = [
    path(PAGE, public.page, name="page"),
    path(PAGE + "questions/<int:number>/", public.questions, name="questions"),
    path(PAGE + "check/", public.check_answers, name="check_answers"),
    path(PAGE + "thanks/", public.thanks, name="thanks"),
    path(PAGE + "forget/", public.forget_device, name="forget_device"),
    path(PAGE + "what-we-keep/", public.kept, name="kept"),
    path(PAGE + "come-back/", returning.mail_return_link, name="mail_return_link"),
    path("i/<str:token>/survey/", returning.follow_return_link, name="follow_return_link"),
]
