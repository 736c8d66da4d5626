from __future__ import annotations

from django.urls import path

from concerted.listen.surveys.views import about, desk, editing, paper, public, returning

app_name = "surveys"
PAGE = "o/<slug:organization>/surveys/<slug:slug>/"
WORK = "work/<slug:organization>/surveys/"
ONE = WORK + "<slug:slug>/"
QUESTION = ONE + "questions/<str:key>/"
SHEET = ONE + "paper/<int:number>/"
SECTION = ONE + "sections/<str:key>/"
urlpatterns = [
    path(PAGE, public.page, name="page"),
    path(PAGE + "questions/<int:number>/", public.questions, name="questions"),
    path(PAGE + "check/", public.check_answers, name="check_answers"),
    path(PAGE + "about-you/", about.about_you, name="about_you"),
    path(PAGE + "thanks/", public.thanks, name="thanks"),
    path(PAGE + "forget/", public.forget_device, name="forget_device"),
    path(PAGE + "what-we-keep/", public.kept, name="kept"),
    path(PAGE + "come-back/", returning.mail_return_link, name="mail_return_link"),
    path("i/<str:token>/survey/", returning.follow_return_link, name="follow_return_link"),
    path(WORK, desk.surveys, name="surveys"),
    path(WORK + "new/", desk.add_survey, name="add_survey"),
    path(ONE, desk.survey, name="survey"),
    path(ONE + "edit/", desk.change_survey, name="change_survey"),
    path(ONE + "open/", desk.open_survey, name="open_survey"),
    path(ONE + "close/", desk.close_survey, name="close_survey"),
    path(ONE + "reopen/", desk.reopen_survey, name="reopen_survey"),
    path(ONE + "results/show/", desk.publish_results, name="publish_results"),
    path(ONE + "results/hide/", desk.withdraw_results, name="withdraw_results"),
    path(ONE + "languages/<slug:language>/", desk.translate_survey, name="translate_survey"),
    path(ONE + "questions/", editing.add_question, name="add_question"),
    path(QUESTION, editing.change_question, name="change_question"),
    path(QUESTION + "remove/", editing.remove_question, name="remove_question"),
    path(QUESTION + "up/", editing.raise_question, name="raise_question"),
    path(QUESTION + "down/", editing.lower_question, name="lower_question"),
    path(ONE + "sections/", editing.add_section, name="add_section"),
    path(SECTION, editing.change_section, name="change_section"),
    path(SECTION + "remove/", editing.remove_section, name="remove_section"),
    path(ONE + "paper/", paper.paper, name="paper"),
    path(ONE + "paper/questionnaire.pdf", paper.questionnaire, name="questionnaire"),
    path(ONE + "paper/type/", paper.type_sheet, name="type_sheet"),
    path(SHEET, paper.sheet, name="sheet"),
    path(SHEET + "check/", paper.check_sheet, name="check_sheet"),
    path(SHEET + "remove/", paper.remove_sheet, name="remove_sheet"),
]
