from __future__ import annotations

from django.urls import path

from concerted.listen.surveys.views import (
    about,
    desk,
    editing,
    paper,
    public,
    results,
    returning,
    xlsforms,
)

app_name = "surveys"
PAGE = "o/<slug:organization>/surveys/<slug:slug>/"
WORK = "work/<slug:organization>/surveys/"
ONE = WORK + "<slug:slug>/"
QUESTION = ONE + "questions/<str:key>/"
SHEET = ONE + "paper/<int:number>/"
SECTION = ONE + "sections/<str:key>/"
FORMS = "work/<slug:organization>/survey-forms/"
FORM = FORMS + "<uuid:pk>/"
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
    path(PAGE + "results/", results.public_results, name="public_results"),
    path(FORMS, xlsforms.import_form, name="import_form"),
    path(FORM, xlsforms.form_file, name="form_file"),
    path(FORM + "take/", xlsforms.take_form, name="take_form"),
    path(FORM + "discard/", xlsforms.discard_form, name="discard_form"),
    path(ONE + "form/", xlsforms.export_form, name="export_form"),
    path(ONE + "results/", results.results, name="results"),
    path(ONE + "results/count/", results.count_results, name="count_results"),
    path(ONE + "results/groups/", results.group_results, name="group_results"),
    path(PAGE + "results/figures.<slug:kind>", results.public_figures, name="public_figures"),
    path(ONE + "results/figures.<slug:kind>", results.figures, name="figures"),
    path(ONE + "texts/", results.texts, name="texts"),
    path(ONE + "texts/<slug:kind>/", results.export_texts, name="export_texts"),
    path(ONE + "answers/<slug:kind>/", results.export_answers, name="export_answers"),
    path(ONE + "paper/", paper.paper, name="paper"),
    path(ONE + "paper/questionnaire.pdf", paper.questionnaire, name="questionnaire"),
    path(ONE + "paper/type/", paper.type_sheet, name="type_sheet"),
    path(SHEET, paper.sheet, name="sheet"),
    path(SHEET + "check/", paper.check_sheet, name="check_sheet"),
    path(SHEET + "remove/", paper.remove_sheet, name="remove_sheet"),
]
