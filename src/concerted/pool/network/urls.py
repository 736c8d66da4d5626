from __future__ import annotations

from django.urls import path

from concerted.pool.network.views import answering, desk, participation, public, waves

app_name = "network"
OWN = "i/<str:token>/network/"
WORK = "work/<slug:organization>/network/"
ONE = WORK + "<int:number>/"
PARTNER = ONE + "partners/<uuid:pk>/"
urlpatterns = [
    path("o/<slug:organization>/network/", public.page, name="page"),
    path(OWN, answering.own_page, name="own_page"),
    path(OWN + "with/", answering.choose_partners, name="choose_partners"),
    path(OWN + "with/<uuid:pk>/", answering.rate_partner, name="rate_partner"),
    path(OWN + "rest/", answering.tell_rest, name="tell_rest"),
    path(OWN + "send/", answering.send_answers, name="send_answers"),
    path(WORK, desk.network, name="network"),
    path(WORK + "plan/", waves.plan_wave, name="plan_wave"),
    path(WORK + "participation/", participation.participation, name="participation"),
    path(ONE, desk.wave, name="wave"),
    path(ONE + "answer/", desk.answer, name="answer"),
    path(ONE + "figures.csv", desk.figures_csv, name="figures_csv"),
    path(ONE + "figures.xlsx", desk.figures_xlsx, name="figures_xlsx"),
    path(ONE + "change/", waves.change_wave, name="change_wave"),
    path(ONE + "drop/", waves.drop_wave, name="drop_wave"),
    path(ONE + "open/", waves.open_wave, name="open_wave"),
    path(ONE + "last-day/", waves.move_closing, name="move_closing"),
    path(ONE + "remind/", waves.remind_silent, name="remind_silent"),
    path(ONE + "close/", waves.close_wave, name="close_wave"),
    path(ONE + "publish/", waves.publish_wave, name="publish_wave"),
    path(ONE + "unpublish/", waves.unpublish_wave, name="unpublish_wave"),
    path(PARTNER + "link/", waves.renew_link, name="renew_link"),
    path(PARTNER + "paper.pdf", waves.paper_pdf, name="paper_pdf"),
    path(PARTNER + "paper/", waves.type_answers, name="type_answers"),
]
