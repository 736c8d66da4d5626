from __future__ import annotations

import time
import zipfile

import openpyxl
import pytest

from concerted.base.tables.files import Unreadable
from concerted.listen.surveys.definitions import ConditionDefinition
from concerted.listen.surveys.models import Kind, Match, Test
from concerted.listen.surveys.tests.forms import kobo_form, make_form
from concerted.listen.surveys.xlsforms.reading import read_form
from concerted.listen.surveys.xlsforms.remarks import Level

YES_NO = "list_name | name | label\nyn | yes | Yes\nyn | no | No"
HEAD = "type | name | label | relevant | constraint\n"


def read(folder, survey, choices="", settings=""):
    return read_form(make_form(folder, survey, choices, settings))


def problems(folder, survey, choices="", settings=""):
    found = read(folder, survey, choices, settings)
    assert found.definition is None
    return [(one.place.sheet, one.place.row, one.text) for one in found.problems]


def left_out(found):
    return [(one.place.row, one.text) for one in found.remarks if one.level is Level.LEFT_OUT]


def questions(found):
    return {one.key: one for one in found.definition.questions()}


def test_a_form_of_kobo_becomes_pages_of_questions_in_two_languages(tmp_path):
    found = read_form(kobo_form(tmp_path))

    survey = found.definition
    assert survey.title == {"en": "How are you housed?"}
    assert [(page.key, [one.key for one in page.questions]) for page in survey.sections] == [
        ("household", ["people", "rent", "amount", "needs"]),
        ("page_2", ["story"]),
        ("page_3", ["first", "trust", "moved", "thanks"]),
    ]
    asked = questions(found)
    assert asked["rent"].label == {"en": "Do you pay rent?", "es": "¿Paga renta?"}
    assert (asked["people"].minimum, asked["people"].maximum) == (1, 20)
    assert asked["people"].is_required
    assert asked["people"].help == {"en": "Count children too."}
    assert {one.kind for one in asked.values()} == {
        *(Kind.NUMBER, Kind.ONE, Kind.SEVERAL, Kind.LONG_TEXT, Kind.RANKING, Kind.SCALE),
        *(Kind.DATE, Kind.NOTE),
    }


def test_what_is_not_taken_of_a_form_is_told_row_by_row(tmp_path):
    found = read_form(kobo_form(tmp_path))

    assert left_out(found) == [
        (1, "The column “style” is not taken."),
        (2, "“start” is recorded without asking; nothing of the kind is kept."),
        (3, "“end” is recorded without asking; nothing of the kind is kept."),
        (15, "Calculations are not taken."),
        (16, "Questions of the type “geopoint” are not taken."),
    ]


def test_conditions_joined_by_and_and_or_are_kept_apart_on_page_and_question(tmp_path):
    found = read_form(kobo_form(tmp_path))

    page = found.definition.sections[1]
    assert page.conditions == (ConditionDefinition("people", Test.MORE_THAN, "3"),)
    story = page.questions[0]
    assert story.match == Match.ANY
    assert [one.value for one in story.conditions] == ["food", "ride"]


def test_numbered_choices_and_a_choice_with_room_to_write_are_taken(tmp_path):
    asked = questions(read_form(kobo_form(tmp_path)))

    assert [one.key for one in asked["rent"].choices] == ["1", "0"]
    other = asked["needs"].choices[-1]
    assert (other.key, other.takes_text, other.label["es"]) == ("other", True, "Otra cosa") or (
        other.key,
        other.takes_text,
    ) == ("other", True)
    assert [one.key for one in asked["first"].choices] == ["food", "ride", "none"]


@pytest.mark.parametrize(
    ("relevant", "conditions"),
    [
        ("${a} = 'yes'", [("a", Test.IS, "yes")]),
        ("'yes' = ${a}", [("a", Test.IS, "yes")]),
        ("${a}!='yes'", [("a", Test.IS_NOT, "yes")]),
        ("not(${a} = 'yes')", [("a", Test.IS_NOT, "yes")]),
        ("not(selected(${b}, 'yes'))", [("b", Test.IS_NOT, "yes")]),
        ('selected( ${b} , "yes" )', [("b", Test.IS, "yes")]),
        ("${n} >= 18", [("n", Test.AT_LEAST, "18")]),
        ("18 <= ${n}", [("n", Test.AT_LEAST, "18")]),
        ("${n} < 5", [("n", Test.LESS_THAN, "5")]),
        ("${a} != ''", [("a", Test.ANSWERED, "")]),
        ("${a} = ‘yes’", [("a", Test.IS, "yes")]),
        ("${a} = 'yes' and ${n} > 2", [("a", Test.IS, "yes"), ("n", Test.MORE_THAN, "2")]),
    ],
)
def test_a_condition_means_the_same_here(tmp_path, relevant, conditions):
    survey = (
        HEAD
        + "select_one yn | a | A?\nselect_multiple yn | b | B?\ninteger | n | N?\n"
        + f"text | z | Z? | {relevant}"
    )

    found = read(tmp_path, survey, YES_NO)

    z = questions(found)["z"]
    assert [(one.source, one.test, one.value) for one in z.conditions] == conditions
    assert z.match == Match.ALL


def test_one_of_two_conditions_is_enough_where_the_form_says_or(tmp_path):
    survey = HEAD + "select_one yn | a | A?\ninteger | n | N?\ntext | z | Z? | ${a}='no' or ${n}=0"

    z = questions(read(tmp_path, survey, YES_NO))["z"]

    assert z.match == Match.ANY
    assert len(z.conditions) == 2


def test_not_over_and_is_one_of_the_opposites(tmp_path):
    survey = HEAD + (
        "select_one yn | a | A?\nselect_one yn | b | B?\n"
        "text | z | Z? | not(${a} = 'yes' and ${b} = 'yes')"
    )

    z = questions(read(tmp_path, survey, YES_NO))["z"]

    assert z.match == Match.ANY
    assert {one.test for one in z.conditions} == {Test.IS_NOT}


@pytest.mark.parametrize(
    "relevant",
    [
        *("${n} + 1 > 3", "count-selected(${a}) > 1", "string-length(${a}) > 2", "${n} >"),
        *("(${n} = 1", "(" * 200 + "${n} = 1" + ")" * 200, "${n} = ${n}", "true()"),
        *("${n} = 1 ${n} = 2", "today() > 1"),
    ],
)
def test_a_condition_that_says_more_is_told_and_the_question_asked_of_everybody(
    tmp_path, relevant
):
    survey = HEAD + f"integer | n | N?\nselect_one yn | a | A?\ntext | z | Z? | {relevant}"

    found = read(tmp_path, survey, YES_NO)

    assert questions(found)["z"].conditions == ()
    assert [row for row, text in left_out(found) if "asked of everybody" in text] == [4]


def test_a_condition_on_a_question_that_is_not_there_is_a_problem_of_its_row(tmp_path):
    survey = HEAD + "text | z | Z? | ${nobody} = 1"

    assert problems(tmp_path, survey) == [
        ("survey", 2, "It depends on “nobody”, but no question above has that name.")
    ]


def test_a_condition_on_a_choice_that_is_not_there_is_a_problem_of_its_row(tmp_path):
    survey = HEAD + "select_one yn | a | A?\ntext | z | Z? | ${a} = 'maybe'"

    assert problems(tmp_path, survey, YES_NO) == [
        ("survey", 3, "It depends on “maybe”, which is no choice of “a”.")
    ]


def test_conditions_of_groups_within_groups_hold_together(tmp_path):
    survey = HEAD + (
        "select_one yn | a | A?\ninteger | n | N?\n"
        "begin_group | outer | Outer | ${a} = 'yes'\n"
        "begin group | inner | Inner | ${n} > 2\n"
        "text | z | Z?\nend group\ntext | y | Y?\nend_group"
    )

    found = read(tmp_path, survey, YES_NO)

    inner, outer = found.definition.sections[1:]
    assert [one.source for one in inner.conditions] == ["a", "n"]
    assert inner.title == {"en": "Inner"}
    assert [one.source for one in outer.conditions] == ["a"]
    assert outer.title == {"en": "Outer"}


@pytest.mark.parametrize(
    ("survey", "choices", "sentence"),
    [
        ("text | a | A?\ntext | a | B?", "", "The name “a” is taken by row 2 already."),
        ("select_one nowhere | a | A?", "", "There is no list “nowhere” in the sheet “choices”."),
        ("text | a b | A?", "", "“a b” cannot be a name"),
        ("text | | A?", "", "This row has no name."),
        ("text | a |", "", "The question “a” has no label."),
        ("selekt_one x | a | A?", "", "“selekt_one x” is not a type of question that is known."),
        ("begin_group | g | G\ntext | a | A?", "", "begins here and does not end"),
        ("text | a | A?\nend_group", "", "A group ends here that did not begin."),
        ("begin_repeat | g | G\ntext | a | A?\nend_repeat", "", "Groups that repeat"),
        (" | a | A?", "", "This row has no type."),
        ("integer | a | A? | | . > 5 and . < 3", "", "The smallest number is above the largest."),
        ("note | n | " + "x" * 1001, "", "have 1001 letters; 1000 is the limit"),
        ("select_one yn | a | A?", YES_NO + "\nyn | no | Never", "has “no” twice"),
        ("select_one yn | a | A?", YES_NO + "\nyn | maybe |", "The choice “maybe” has no label."),
        ("select_one yn | a | A?", YES_NO + "\nyn | may be | X", "“may be” cannot be a name"),
        ("select_one yn | a | A?", YES_NO + "\nyn | | X", "needs both the name of its list"),
        ("geopoint | a | A?", "", "The form has no question that can be taken."),
    ],
)
def test_what_is_wrong_in_a_form_is_said_of_its_row_and_nothing_is_taken(
    tmp_path, survey, choices, sentence
):
    told = problems(tmp_path, HEAD + survey, choices)

    assert any(sentence in text for _sheet, _row, text in told), told


def test_all_that_is_wrong_is_said_at_once(tmp_path):
    told = problems(tmp_path, HEAD + "text | 1 | A?\nfoto | b | B?\ntext | c |")

    assert [row for _sheet, row, _text in told] == [2, 3, 4]


@pytest.mark.parametrize(
    ("rule", "low", "high"),
    [
        (". >= 0 and . <= 120", 0, 120),
        (".>=0 and .<=120", 0, 120),
        (". > 0", 1, None),
        (". < 10", None, 9),
        ("0 <= . and 5 > .", 0, 4),
        ("${age} <= 99", None, 99),
        ("(. >= -5)", -5, None),
        (". >= 1 and . >= 3", 3, None),
    ],
)
def test_plain_bounds_of_a_number_are_kept(tmp_path, rule, low, high):
    age = questions(read(tmp_path, HEAD + f"integer | age | Age? | | {rule}"))["age"]

    assert (age.minimum, age.maximum) == (low, high)


@pytest.mark.parametrize("rule", ["regex(., '^a')", ". < 5 or . > 9", ". != 3", ". <= today()"])
def test_a_rule_that_is_more_than_bounds_is_told_and_not_taken(tmp_path, rule):
    found = read(tmp_path, HEAD + f"integer | age | Age? | | {rule}")

    assert questions(found)["age"].minimum is None
    assert [row for row, _text in left_out(found)] == [2]


def test_a_range_is_a_scale_when_its_steps_are_few_and_a_number_else(tmp_path):
    survey = "type | name | label | parameters\n" + (
        "range | a | A? | start=1 end=5 step=1\nrange | b | B? | start=0, end=100, step=10\n"
        "range | c | C? | start=0;end=1;step=0.1"
    )

    asked = questions(read(tmp_path, survey))

    assert [asked[key].kind for key in "abc"] == [Kind.SCALE, Kind.NUMBER, Kind.NUMBER]
    assert [asked[key].is_whole for key in "abc"] == [True, True, False]
    assert [asked[key].maximum for key in "abc"] == [5, 100, 1]


def test_a_text_without_a_language_is_in_the_default_one(tmp_path):
    survey = "type | name | label | label::English (en)\ntext | a | ¿Qué? | What?"

    found = read(tmp_path, survey, "", "form_title | default_language\nT | Español (es)")

    assert found.definition.language == "es"
    assert questions(found)["a"].label == {"es": "¿Qué?", "en": "What?"}


def test_a_language_is_known_by_its_name_too(tmp_path):
    survey = "type | name | label:English | label: Spanish\ntext | a | What? | ¿Qué?"

    assert questions(read(tmp_path, survey))["a"].label == {"en": "What?", "es": "¿Qué?"}


def test_a_language_the_installation_lacks_is_told_and_left_out(tmp_path):
    survey = "type | name | label::English (en) | label::Klingon (tlh)\ntext | a | What? | nuq"

    found = read(tmp_path, survey)

    assert questions(found)["a"].label == {"en": "What?"}
    assert [text for _row, text in left_out(found)] == [
        "“Klingon (tlh)” is not a language of this installation."
    ]


def test_a_formula_is_never_worked_out(tmp_path):
    path = make_form(tmp_path, HEAD + "text | a | x")
    book = openpyxl.load_workbook(path)
    book["survey"]["C2"] = '=CONCATENATE("What", "?")'
    book.save(path)

    found = read_form(path)

    assert [one.text for one in found.problems] == ["The question “a” has no label."]


def test_words_that_only_look_like_a_formula_stay_words(tmp_path):
    path = make_form(tmp_path, HEAD + "text | a | x")
    book = openpyxl.load_workbook(path)
    cell = book["survey"]["C2"]
    cell.value, cell.data_type = "=1+1", "s"
    book.save(path)

    assert questions(read_form(path))["a"].label == {"en": "=1+1"}


def test_markup_and_repeated_answers_are_taken_out_of_words(tmp_path):
    survey = HEAD + "text | a | Hello <b>you</b>\ntext | b | So ${a}, why? 3 < 5"

    found = read(tmp_path, survey)

    asked = questions(found)
    assert asked["a"].label == {"en": "Hello you"}
    assert asked["b"].label == {"en": "So …, why? 3 < 5"}
    assert [row for row, _text in left_out(found)] == [3]


def test_prefer_not_to_say_in_a_list_becomes_our_own_offer(tmp_path):
    choices = YES_NO + "\nyn | prefer_not_to_say | Prefer not to say"

    asked = questions(read(tmp_path, HEAD + "select_one yn | a | A?", choices))["a"]

    assert asked.may_decline
    assert [one.key for one in asked.choices] == ["yes", "no"]


def test_a_row_that_is_switched_off_is_passed_over(tmp_path):
    survey = "type | name | label | disabled\ntext | a | A? | yes\ntext | b | B? |"

    assert list(questions(read(tmp_path, survey))) == ["b"]


def test_blank_rows_and_capitals_in_headers_and_sheets_do_no_harm(tmp_path):
    path = make_form(tmp_path, "Type | Name | Label\ntext | a | A?\ntext | b | B?")
    book = openpyxl.load_workbook(path)
    sheet = book["survey"]
    sheet.title = "SURVEY "
    sheet.insert_rows(3, 4)
    sheet["C900"] = " "
    book.save(path)

    assert list(questions(read_form(path))) == ["a", "b"]


def test_a_workbook_without_the_sheet_survey_is_no_form(tmp_path):
    path = make_form(tmp_path, "", YES_NO)

    with pytest.raises(Unreadable, match="no sheet “survey”"):
        read_form(path)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"type,name,label\ntext,a,A?\n", "is not an Excel workbook"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "is not an Excel workbook"),
        (b"PK\x03\x04" + b"0" * 600, "damaged workbook"),
        (b"PK\x03\x04" + b"0" * 10_000_001, "a form has at most 10 MB"),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_sentence(tmp_path, content, sentence):
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)

    with pytest.raises(Unreadable, match=sentence):
        read_form(path)


def test_a_workbook_that_unpacks_to_far_more_is_not_opened(tmp_path):
    path = make_form(tmp_path, HEAD + "text | a | A?")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", bytes(300_000_000))

    with pytest.raises(Unreadable, match="unpacks to"):
        read_form(path)


def test_a_cell_in_the_last_row_of_a_sheet_is_refused_quickly(tmp_path):
    path = make_form(tmp_path, HEAD + "text | a | A?")
    book = openpyxl.load_workbook(path)
    book["survey"]["A1048576"] = "text"
    book["survey"]["XFD5"] = "far"
    book.save(path)
    began = time.monotonic()

    with pytest.raises(Unreadable, match="goes on beyond"):
        read_form(path)

    assert time.monotonic() - began < 10


def test_a_thousand_questions_are_read_in_a_moment(tmp_path):
    survey = HEAD + "\n".join(f"integer | q{n} | Q{n}? | | . >= 0" for n in range(1000))
    path = make_form(tmp_path, survey)
    began = time.monotonic()

    found = read_form(path)

    assert len(questions(found)) == 1000
    assert time.monotonic() - began < 5
