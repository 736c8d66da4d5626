from __future__ import annotations

from django.urls import path

from concerted.measure.reports.views import desk, editing, funders, goals, public

app_name = "reports"
PUBLIC = "o/<slug:organization>/reports/"
PAGE = PUBLIC + "<slug:slug>/"
GOAL = "o/<slug:organization>/goals/<slug:slug>/"
WORK = "work/<slug:organization>/reports/"
ONE = WORK + "<slug:slug>/"
FUNDERS = "work/<slug:organization>/funders/"
urlpatterns = [
    path(PUBLIC, public.public_reports, name="public_reports"),
    path(PAGE, public.page, name="page"),
    path(PAGE + "report.pdf", public.report_pdf, name="report_pdf"),
    path(PAGE + "report.xlsx", public.report_xlsx, name="report_xlsx"),
    path(PAGE + "report.json", public.report_json, name="report_json"),
    path("o/<slug:organization>/dashboard/", goals.dashboard, name="dashboard"),
    path("o/<slug:organization>/embed/goals/<slug:slug>/", goals.embed, name="embed"),
    path(GOAL + "share/", goals.share, name="share"),
    path(GOAL + "flyer.pdf", goals.flyer, name="flyer"),
    path("i/<str:token>/funds/", funders.funds, name="funds"),
    path(WORK, desk.reports, name="reports"),
    path(WORK + "new/", editing.add_report, name="add_report"),
    path(ONE, desk.report, name="report"),
    path(ONE + "preview/<slug:language>/", desk.preview, name="preview"),
    path(ONE + "edit/", editing.change_report, name="change_report"),
    path(ONE + "sections/", editing.choose_sections, name="choose_sections"),
    path(ONE + "words/<slug:section>/", editing.write_words, name="write_words"),
    path(ONE + "languages/<slug:language>/", editing.translate_report, name="translate_report"),
    path(ONE + "publish/", editing.publish_report, name="publish_report"),
    path(ONE + "edition/", editing.begin_edition, name="begin_edition"),
    path(ONE + "take-back/", editing.take_back_report, name="take_back_report"),
    path(FUNDERS, funders.funders, name="funders"),
    path(FUNDERS + "<uuid:pk>/end/", funders.end_funder_link, name="end_funder_link"),
    path(FUNDERS + "give/", funders.give_funder_view, name="give_funder_view"),
    path(FUNDERS + "views/<uuid:pk>/end/", funders.end_funder_view, name="end_funder_view"),
    path("work/<slug:organization>/money/<uuid:pk>/", funders.given_funds, name="given_funds"),
]
