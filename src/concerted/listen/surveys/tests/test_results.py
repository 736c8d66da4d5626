from __future__ import annotations

import csv
import io
from dataclasses import replace

import numpy as np
import pytest
from openpyxl import load_workbook
from scipy.optimize import linprog

from concerted.analysis.privacy import lay_out
from concerted.base.errors import Refused
from concerted.listen.surveys.definitions import (
    ChoiceDefinition,
    ConditionDefinition,
    QuestionDefinition,
    SectionDefinition,
    SurveyDefinition,
)
from concerted.listen.surveys.models import (
    Answer,
    AnswerState,
    By,
    Kind,
    ResultsReading,
    Selection,
    Test,
)
from concerted.listen.surveys.operations.readings import (
    check_countable,
    group_results,
    read_results,
)
from concerted.listen.surveys.operations.surveys import publish_results
from concerted.listen.surveys.queries.floors import FLOOR
from concerted.listen.surveys.queries.protecting import MOST, due_at
from concerted.listen.surveys.queries.results import results_page
from concerted.listen.surveys.tests.crowds import crowd, told_of_themselves
from concerted.listen.surveys.tests.factories import CLINIC, make_survey

pytestmark = pytest.mark.django_db

PLACES = QuestionDefinition(
    "place",
    Kind.ONE,
    {"en": "Where do you live?"},
    choices=tuple(
        ChoiceDefinition(key, {"en": key.title()}) for key in ("north", "south", "river")
    ),
    may_decline=True,
)
CROSSED = replace(CLINIC, sections=(SectionDefinition("where", (PLACES,)), *CLINIC.sections))


@pytest.fixture
def survey(union):
    return make_survey(union, CROSSED)


def told_of(reading, question, choice="", row=None, group="~all"):
    """A figure of a reading, or None where it is hidden."""
    part = next(
        one
        for one in reading.told["parts"]
        if (one["question"], one["choice"]) == (question, choice)
    )
    groups = [*reading.told["groups"], "~all"]
    rows = [*part["rows"], "~all"]
    return part["values"][rows.index(row or "~all")][groups.index(group)]


def test_nothing_is_told_before_enough_people_answered(survey):
    crowd(survey, FLOOR - 1)

    assert read_results(survey=survey) is None
    with pytest.raises(Refused, match="once 10 people"):
        check_countable(survey=survey)


def test_counts_are_those_of_the_answers(survey):
    crowd(survey, 200)

    reading = read_results(survey=survey)

    assert reading.submission_count == told_of(reading, "visited") == 200
    yes = Answer.objects.filter(question__key="visited", number=1).count()
    assert told_of(reading, "visited", row="yes") == yes
    english = Selection.objects.filter(choice__key="en").count()
    assert told_of(reading, "languages", "en", "~chosen") == english
    asked = told_of(reading, "welcome") - told_of(reading, "welcome", row="~not_asked")
    assert asked == yes


def test_declined_empty_and_not_asked_are_told_apart(union):
    visited = QuestionDefinition("v", Kind.YES_NO, {"en": "V?"})
    why = QuestionDefinition(
        "w",
        Kind.ONE,
        {"en": "W?"},
        choices=(ChoiceDefinition("a", {"en": "A"}), ChoiceDefinition("b", {"en": "B"})),
        may_decline=True,
        conditions=(ConditionDefinition("v", Test.IS, "yes"),),
    )
    survey = make_survey(
        union, SurveyDefinition({"en": "T"}, (SectionDefinition("p", (visited, why)),))
    )
    people = crowd(survey, 900, seed=4)

    reading = read_results(survey=survey)

    states = Answer.objects.filter(question__key="w")
    declined = states.filter(state=AnswerState.DECLINED).count()
    empty = states.filter(state=AnswerState.SKIPPED).count()
    assert told_of(reading, "w", row="~declined") == declined > FLOOR
    assert told_of(reading, "w", row="~empty") == empty > FLOOR
    assert told_of(reading, "w", row="~not_asked") == len(people) - states.count()


def test_no_figure_tells_of_fewer_people_than_the_floor(survey):
    group_results(survey=survey, by=By.QUESTION, key="place", user=None)
    crowd(survey, 60, seed=3)

    reading = read_results(survey=survey)

    figures = [one for part in reading.told["parts"] for row in part["values"] for one in row]
    assert None in figures
    assert all(one == 0 or one >= FLOOR for one in figures if one is not None)


def true_counts(reading):
    """The counts behind every figure, by what it counts."""
    return {
        tuple(label): count
        for labels, counts in zip(reading.held["labels"], reading.held["counts"], strict=True)
        for label, count in zip(
            labels, lay_out(np.shape(counts)).expand(np.array(counts, float)).flat, strict=True
        )
    }


class Attacker:
    """Knows everything that is told, the questions and whom each is asked; everybody is one row of unknowns.

    For each group and each table, its cells are unknown. By plain loops, from the page's own figures.
    """

    def __init__(self, *told):
        self.cells, self.rows, self.values, self.low = {}, [], [], {}
        for number, one in enumerate(told):
            for part in one["parts"]:
                self._part(number, part, one["groups"])
            self._joined(number, one)

    def at(self, *label):
        return self.cells.setdefault(label, len(self.cells))

    def _part(self, number, part, groups):
        name = (number, part["question"], part["choice"])
        table = [[self.at(*name, row, group) for group in groups] for row in part["rows"]]
        for r, row in enumerate([*part["rows"], "~all"]):
            for g, group in enumerate([*groups, "~all"]):
                inside = [
                    table[i][j]
                    for i in (range(len(table)) if row == "~all" else [r])
                    for j in (range(len(groups)) if group == "~all" else [g])
                ]
                value = part["values"][r][g]
                if value is not None:
                    self._know(dict.fromkeys(inside, 1), value)
                elif len(inside) == 1 and part["question"] != "why":  # withheld whole, zeros too
                    self.low[inside[0]] = 1

    def _joined(self, number, told):
        bases = {one["question"]: one for one in told["parts"] if not one["choice"]}
        first = next(iter(bases.values()))
        for group in told["groups"]:
            for one in bases.values():
                known = {
                    self.at(number, first["question"], "", row, group): 1 for row in first["rows"]
                }
                for row in one["rows"]:
                    cell = self.at(number, one["question"], "", row, group)
                    known[cell] = known.get(cell, 0) - 1
                self._know(known, 0)
            for part in told["parts"]:
                if part["choice"]:
                    known = {
                        self.at(number, part["question"], part["choice"], row, group): 1
                        for row in part["rows"]
                    }
                    known[self.at(number, part["question"], "", "~answered", group)] = -1
                    self._know(known, 0)
            if "welcome" in bases:  # asked of those who went to the clinic
                self._know(
                    {
                        self.at(number, "welcome", "", "~not_asked", group): 1,
                        self.at(number, "visited", "", "yes", group): 1,
                        **{
                            self.at(number, "place", "", row, group): -1
                            for row in bases["place"]["rows"]
                        },
                    },
                    0,
                )

    def _know(self, factors, value):
        self.rows.append(factors)
        self.values.append(value)

    def width(self, *cells):
        """How far apart the least and the greatest sum of ``cells`` are; cells may come with a sign."""
        matrix = np.zeros((len(self.rows), len(self.cells)))
        for row, factors in enumerate(self.rows):
            for cell, factor in factors.items():
                matrix[row, cell] += factor
        aim = np.zeros(len(self.cells))
        for sign, cell in cells:
            aim[cell] += sign
        bounds = [(self.low.get(cell, 0), None) for cell in range(len(self.cells))]
        ends = []
        for way in (1.0, -1.0):
            found = linprog(way * aim, A_eq=matrix, b_eq=self.values, bounds=bounds)
            assert found.status in (0, 3), found.message
            ends.append(np.inf if found.status == 3 else way * found.fun)
        return abs(ends[1] - ends[0])


@pytest.mark.parametrize("seed", range(3))
def test_an_attacker_with_all_figures_cannot_work_out_a_small_group(survey, seed):
    group_results(survey=survey, by=By.QUESTION, key="place", user=None)
    crowd(survey, 70 + 40 * seed, seed=seed)
    reading = read_results(survey=survey)

    attacker = Attacker(reading.told)

    truth = true_counts(reading)
    hidden = [
        (part["question"], part["choice"], row, group)
        for part in reading.told["parts"]
        for row, values in zip(part["rows"], part["values"], strict=False)
        for group, value in zip(reading.told["groups"], values, strict=False)
        if value is None and truth[part["question"], part["choice"], row, group]
    ]
    assert hidden
    for label in hidden[:: max(1, len(hidden) // 40)]:
        assert attacker.width((1, attacker.at(0, *label))) >= FLOOR - 1e-6, label


def test_two_readings_side_by_side_do_not_tell_what_few_said_in_between(survey):
    crowd(survey, 100, seed=1)
    first = read_results(survey=survey)
    people = crowd(survey, 30, seed=2)
    second = read_results(survey=survey, is_asked=True)

    if second is None:
        return
    attacker = Attacker(second.told, first.told)
    for part in first.told["parts"]:
        for row in part["rows"]:
            label = (part["question"], part["choice"], row, "~everybody")
            here = attacker.at(0, *label), attacker.at(1, *label)
            before = told_of(first, *label[:3])
            after = told_of(second, *label[:3])
            if before is not None and after is not None:
                assert after == before or abs(after - before) >= FLOOR
            elif before is None or after is None:
                width = attacker.width((1, here[0]), (-1, here[1]))
                assert width >= FLOOR - 1e-6 or width < 1e-6
    assert len(people) == 30


def test_one_more_answer_changes_nothing_that_is_told(survey):
    crowd(survey, 50, seed=1)
    first = read_results(survey=survey)
    crowd(survey, 1, seed=9)

    assert read_results(survey=survey, is_asked=True) is None
    with pytest.raises(Refused, match="Fewer than 10 people more"):
        check_countable(survey=survey)
    assert ResultsReading.objects.get() == first


def test_a_changed_answer_alone_brings_no_other_reading(survey):
    crowd(survey, 50, seed=1)
    first = read_results(survey=survey)
    Answer.objects.filter(question__key="minutes", state=AnswerState.GIVEN).update(number=999)

    assert read_results(survey=survey, is_asked=True) is None
    assert ResultsReading.objects.get().told == first.told


def test_results_told_by_one_grouping_are_not_told_by_another(survey):
    group_results(survey=survey, by=By.QUESTION, key="place", user=None)
    crowd(survey, 60, seed=1)
    read_results(survey=survey)

    with pytest.raises(Refused, match="by these groups already"):
        group_results(survey=survey, by=By.QUESTION, key="visited", user=None)
    group_results(survey=survey, by=By.QUESTION, key="place", user=None)


def test_groups_may_come_after_a_reading_without_any(survey):
    crowd(survey, 80, seed=1)
    read_results(survey=survey)

    group_results(survey=survey, by=By.QUESTION, key="place", user=None)
    crowd(survey, 200, seed=2)
    second = read_results(survey=survey)

    assert second is not None
    assert second.told["groups"][0] == "north"


def test_results_cannot_be_told_by_a_question_with_many_answers(survey):
    with pytest.raises(Refused, match="cannot be told by this"):
        group_results(survey=survey, by=By.QUESTION, key="minutes", user=None)


def test_an_average_of_a_scale_is_told_only_where_all_its_counts_are(survey):
    group_results(survey=survey, by=By.QUESTION, key="place", user=None)
    crowd(survey, 150, seed=5)

    reading = read_results(survey=survey)

    for group in (*reading.told["groups"], "~all"):
        steps = [told_of(reading, "welcome", row=str(step), group=group) for step in range(1, 6)]
        is_told = group in reading.told["means"]["welcome/"]
        assert is_told == (None not in steps and sum(steps) >= FLOOR)


def test_an_average_is_the_mean_of_the_numbers(survey):
    crowd(survey, 120, seed=5)

    reading = read_results(survey=survey)

    numbers = Answer.objects.filter(question__key="minutes", state=AnswerState.GIVEN)
    given = [one.number for one in numbers]
    told = reading.told["means"]["minutes/"]["~all"]
    assert told["mean"] == pytest.approx(np.mean(given))
    assert told["count"] == len(given)
    assert told["lower"] < told["mean"] < told["upper"]


def test_what_people_wrote_is_in_no_reading(survey):
    crowd(survey, 50)
    reading = read_results(survey=survey)

    assert "=1+1" not in str(reading.told)
    assert "=1+1" not in str(reading.held)


def test_the_page_tells_zero_hidden_and_not_said_apart(union):
    question = replace(PLACES, choices=PLACES.choices[:2])
    survey = make_survey(
        union, SurveyDefinition({"en": "T"}, (SectionDefinition("p", (question,)),))
    )
    crowd(survey, 30, seed=2, skew=50)
    read_results(survey=survey)

    page = results_page(survey, ResultsReading.objects.get(), "en")

    lines = {one.label: one.whole.count_words for one in page.results[0].lines}
    assert lines["South"] == "0"
    assert lines["Prefers not to say"] == "*"
    assert set(lines) == {"North", "South", "Prefers not to say", "Left empty", "Not asked"}


def test_reading_results_takes_as_many_queries_for_many_people(
    survey, django_assert_max_num_queries
):
    crowd(survey, 40)

    with django_assert_max_num_queries(40):
        read_results(survey=survey)


def test_only_published_results_are_public(survey):
    crowd(survey, 40)
    read_results(survey=survey)

    assert not ResultsReading.objects.public().exists()
    publish_results(survey=survey, by=None)
    assert ResultsReading.objects.public().exists()


def test_results_are_told_by_what_people_told_of_themselves(survey):
    people = crowd(survey, 800, seed=1)
    told_of_themselves(survey, people, 300, silent=200)
    group_results(survey=survey, by=By.DIMENSION, key="tenure", user=None)

    reading = read_results(survey=survey)

    truth = true_counts(reading)
    for group, count in (("renter", 300), ("owner", 300), ("~empty", 200)):
        assert truth["visited", "", "~all", group] == count
        assert told_of(reading, "visited", group=group) in (count, None)
    assert told_of(reading, "visited", row="yes", group="renter") is not None
    page = results_page(survey, reading, "en")
    assert page.grouped_by
    assert "Did not say" in page.groups


def test_counts_become_rarer_and_one_is_kept_for_the_end():
    told = []
    while (due := due_at(told)) is not None:
        told.append(due)

    assert len(told) == MOST
    assert 1000 < told[-1] < 3000
    assert due_at(told, is_asked=True) is None
    assert due_at(told, is_over=True) == told[-1] + FLOOR


def test_the_files_of_figures_hide_what_the_page_hides(survey, client):
    group_results(survey=survey, by=By.QUESTION, key="place", user=None)
    crowd(survey, 60, seed=3)
    read_results(survey=survey)
    publish_results(survey=survey, by=None)
    page = results_page(survey, ResultsReading.objects.get(), "en")
    place = survey.get_absolute_url() + "results/figures."

    told = client.get(place + "csv").content.decode("utf-8-sig")
    book = load_workbook(io.BytesIO(client.get(place + "xlsx").content), read_only=True)

    rows = list(csv.reader(io.StringIO(told)))
    sheet = [["" if one is None else str(one) for one in row] for row in book["results"].values]
    assert [row[:5] for row in sheet] == [row[:5] for row in rows]
    shown = [
        figure.count_words
        for one in page.results
        for line in one.lines
        for figure in (line.whole, *(line.groups if one.has_groups else ()))
    ]
    assert [row[4] for row in rows[1:]] == shown
    assert "*" in shown
    assert client.get(place + "pdf").status_code == 404
