from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.base.forms import clean_text
from concerted.listen.surveys.definitions import (
    ChoiceDefinition,
    ConditionDefinition,
    QuestionDefinition,
    SectionDefinition,
    SurveyDefinition,
)
from concerted.listen.surveys.models import WITH_CHOICES, Kind, Match, Test
from concerted.listen.surveys.tests.factories import CLINIC
from concerted.listen.surveys.tests.forms import kobo_form
from concerted.listen.surveys.xlsforms.reading import read_form
from concerted.listen.surveys.xlsforms.writing import write_form


def again(definition, folder):
    """What is read of what is written of ``definition``."""
    path = folder / "written.xlsx"
    path.write_bytes(write_form(definition, "form"))
    found = read_form(path)
    assert not found.problems, [one.text for one in found.problems]
    return found.definition


def test_a_survey_of_ours_comes_back_as_it_went(tmp_path):
    assert again(CLINIC, tmp_path) == CLINIC


def test_a_form_of_kobo_comes_back_with_all_that_was_understood(tmp_path):
    first = read_form(kobo_form(tmp_path)).definition

    assert again(first, tmp_path) == first


def test_no_cell_is_a_formula_or_a_link(tmp_path):
    words = {"en": "=1+1", "es": "http://example.org"}
    question = QuestionDefinition("a", Kind.TEXT, words, help={"en": "@SUM(A1)"})
    survey = SurveyDefinition({"en": "+1"}, (SectionDefinition("p", (question,)),))

    book = openpyxl.load_workbook(io.BytesIO(write_form(survey, "=f")))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert again(survey, tmp_path) == survey


def test_questions_with_the_same_choices_share_a_list():
    choices = (ChoiceDefinition("1", {"en": "One"}), ChoiceDefinition("2", {"en": "Two"}))
    asked = tuple(QuestionDefinition(key, Kind.ONE, {"en": key}, choices=choices) for key in "ab")
    survey = SurveyDefinition({"en": "T"}, (SectionDefinition("p", asked),))

    book = openpyxl.load_workbook(io.BytesIO(write_form(survey, "f")))

    types = [row[0].value for row in book["survey"].iter_rows()]
    assert types == ["type", "begin_group", "select_one a", "select_one a", "end_group"]
    assert book["choices"].max_row == 3


def test_prefer_not_to_say_is_a_choice_for_other_programs(tmp_path):
    choices = (ChoiceDefinition("1", {"en": "One"}),)
    question = QuestionDefinition("a", Kind.ONE, {"en": "A"}, choices=choices, may_decline=True)
    survey = SurveyDefinition({"en": "T"}, (SectionDefinition("p", (question,)),))

    book = openpyxl.load_workbook(io.BytesIO(write_form(survey, "f")))

    assert [row[1].value for row in book["choices"].iter_rows()] == [
        *("name", "1", "prefer_not_to_say")
    ]
    assert again(survey, tmp_path) == survey


WORDS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30
).map(lambda text: clean_text(text.replace("$", "S").replace("<", "‹")))
TEXTS = st.builds(
    lambda own, other: {"en": own} | ({"es": other} if other else {}),
    WORDS.filter(bool),
    WORDS,
)
KEYS = st.from_regex(r"[a-z_][a-z0-9_]{0,8}", fullmatch=True)
NUMBERS = st.one_of(st.none(), st.integers(-500, 500).map(float))


@st.composite
def choice_lists(draw):
    keys = draw(st.lists(st.from_regex(r"[a-z0-9]{1,4}", fullmatch=True), min_size=1, max_size=4))
    return tuple(
        ChoiceDefinition(key, draw(TEXTS), draw(st.booleans()), draw(st.booleans()))
        for key in dict.fromkeys(keys)
    )


@st.composite
def questions_named(draw, key):
    kind = draw(st.sampled_from(list(Kind)))
    low, high = draw(NUMBERS), draw(NUMBERS)
    if low is not None and high is not None and low > high:
        low, high = high, low
    if kind == Kind.SCALE:
        low = float(draw(st.integers(0, 3)))
        high = low + draw(st.integers(1, 10))
    is_number = kind in (Kind.NUMBER, Kind.SCALE)
    return QuestionDefinition(
        key=key,
        kind=kind,
        label=draw(TEXTS),
        help=draw(st.one_of(st.just({}), TEXTS)),
        choices=draw(choice_lists()) if kind in WITH_CHOICES else (),
        is_required=kind != Kind.NOTE and draw(st.booleans()),
        may_decline=draw(st.booleans()),
        minimum=low if is_number else None,
        maximum=high if is_number else None,
        is_whole=kind != Kind.NUMBER or draw(st.booleans()),
        low_label=draw(TEXTS) if kind == Kind.SCALE else {},
    )


@st.composite
def conditions_on(draw, sources):
    source = draw(st.sampled_from(sources))
    tests = [Test.IS, Test.IS_NOT, Test.ANSWERED, Test.NOT_ANSWERED]
    if source.kind in (Kind.NUMBER, Kind.SCALE):
        tests += [Test.AT_LEAST, Test.AT_MOST, Test.MORE_THAN, Test.LESS_THAN]
    test = draw(st.sampled_from(tests))
    if test in (Test.ANSWERED, Test.NOT_ANSWERED):
        return ConditionDefinition(source.key, test)
    if source.kind in WITH_CHOICES:
        value = draw(st.sampled_from([one.key for one in source.choices]))
    elif source.kind == Kind.YES_NO:
        value = draw(st.sampled_from(["yes", "no"]))
    elif source.kind in (Kind.NUMBER, Kind.SCALE):
        value = str(draw(st.integers(-9, 99)))
    elif source.kind == Kind.DATE:
        value = "2026-05-01"
    else:
        value = draw(st.sampled_from(["it's", "tomato", "a and b", 'say "yes"']))
    return ConditionDefinition(source.key, test, value)


@st.composite
def askings(draw, asked):
    """Conditions and how many must hold; of one alone it makes no difference."""
    sources = [one for one in asked if one.kind != Kind.NOTE]
    if not sources or draw(st.booleans()):
        return {}
    found = draw(st.lists(conditions_on(sources), min_size=1, max_size=3, unique=True))
    match = draw(st.sampled_from(Match)) if len(found) > 1 else Match.ALL
    return {"conditions": tuple(found), "match": match}


@st.composite
def surveys(draw):
    keys = draw(st.lists(KEYS, min_size=1, max_size=7, unique=True))
    asked, sections = [], []
    while keys:
        size = draw(st.integers(1, len(keys)))
        before = list(asked)
        page = []
        for key in keys[:size]:
            question = draw(questions_named(key))
            question = QuestionDefinition(**(vars(question) | draw(askings(asked))))
            page.append(question)
            asked.append(question)
        about = {"title": draw(TEXTS), "text": draw(st.one_of(st.just({}), TEXTS))}
        asking = draw(askings(before))
        sections.append(SectionDefinition(f"P{len(sections)}", tuple(page), **about, **asking))
        keys = keys[size:]
    return SurveyDefinition(
        title=draw(TEXTS),
        sections=tuple(sections),
        summary=draw(st.one_of(st.just({}), TEXTS)),
        is_anonymous=draw(st.booleans()),
    )


@settings(max_examples=120, deadline=None)
@given(survey=surveys())
def test_any_survey_comes_back_as_it_went(tmp_path_factory, survey):
    assert again(survey, tmp_path_factory.mktemp("forms")) == survey


@pytest.mark.parametrize("match", list(Match))
def test_conditions_on_a_page_and_on_its_question_both_come_back(tmp_path, match):
    first = QuestionDefinition("a", Kind.NUMBER, {"en": "A"})
    either = (
        ConditionDefinition("a", Test.LESS_THAN, "2"),
        ConditionDefinition("a", Test.MORE_THAN, "7"),
    )
    second = QuestionDefinition("b", Kind.TEXT, {"en": "B"}, conditions=either, match=match)
    page = SectionDefinition("q", (second,), conditions=either, match=Match.ANY)
    survey = SurveyDefinition({"en": "T"}, (SectionDefinition("p", (first,)), page))

    assert again(survey, tmp_path) == survey
