"""Pages of the office: definitions, groups, figures that wait, what was agreed."""

from __future__ import annotations

from django.urls import path

from concerted.measure.indicators.views import agreeing, definitions, entering, groups

WORK = "work/<slug:organization>/"
INDICATORS = WORK + "indicators/"
INDICATOR = INDICATORS + "<slug:slug>/"
INTAKE = INDICATORS + "intakes/<uuid:pk>/"
OBSERVATION = INDICATORS + "observations/<uuid:pk>/"
COURSE = INDICATORS + "courses/<uuid:pk>/"
GROUPS = WORK + "groups/"
DIMENSION = GROUPS + "<slug:slug>/"
GROUP = WORK + "group/<uuid:pk>/"
VETOES = WORK + "vetoes/"
urlpatterns = [
    path(INDICATORS, definitions.indicators, name="indicators"),
    path(INDICATORS + "new/", definitions.add_indicator, name="add_indicator"),
    path(INDICATOR, definitions.indicator, name="indicator"),
    path(INDICATOR + "edit/", definitions.change_indicator, name="change_indicator"),
    path(INDICATOR + "publish/", definitions.publish_indicator, name="publish_indicator"),
    path(INDICATOR + "close/", definitions.close_indicator, name="close_indicator"),
    path(INDICATOR + "reopen/", definitions.reopen_indicator, name="reopen_indicator"),
    path(
        INDICATOR + "languages/<slug:language>/",
        definitions.translate_indicator,
        name="translate_indicator",
    ),
    path(INDICATOR + "enter/", entering.enter_figures, name="enter_figures"),
    path(INDICATOR + "observations/", entering.observations, name="observations"),
    path(INDICATOR + "agree/", agreeing.agree_course, name="agree_course"),
    path(INTAKE, entering.intake, name="intake"),
    path(INTAKE + "approve/", entering.approve_intake, name="approve_intake"),
    path(INTAKE + "refuse/", entering.refuse_intake, name="refuse_intake"),
    path(OBSERVATION, entering.observation, name="observation"),
    path(OBSERVATION + "correct/", entering.correct_observation, name="correct_observation"),
    path(COURSE, agreeing.change_course, name="change_course"),
    path(COURSE + "end/", agreeing.end_course, name="end_course"),
    path(GROUPS, groups.dimensions, name="dimensions"),
    path(WORK + "group/adopt/", groups.adopt_dimension, name="adopt_dimension"),
    path(GROUPS + "new/", groups.add_dimension, name="add_dimension"),
    path(DIMENSION, groups.dimension, name="dimension"),
    path(DIMENSION + "edit/", groups.change_dimension, name="change_dimension"),
    path(DIMENSION + "compare/", groups.compare_with, name="compare_with"),
    path(
        DIMENSION + "languages/<slug:language>/",
        groups.translate_dimension,
        name="translate_dimension",
    ),
    path(GROUP, groups.rename_subgroup, name="rename_subgroup"),
    path(GROUP + "raise/", groups.raise_subgroup, name="raise_subgroup"),
    path(
        GROUP + "languages/<slug:language>/", groups.translate_subgroup, name="translate_subgroup"
    ),
    path(VETOES, agreeing.vetoes, name="vetoes"),
    path(VETOES + "new/", agreeing.record_veto, name="record_veto"),
    path(VETOES + "<uuid:pk>/lift/", agreeing.lift_veto, name="lift_veto"),
    path(
        VETOES + "<uuid:pk>/languages/<slug:language>/",
        agreeing.translate_veto,
        name="translate_veto",
    ),
]
