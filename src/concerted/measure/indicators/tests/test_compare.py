from __future__ import annotations

import datetime
from string import Formatter

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from concerted.analysis import comparison as analysis
from concerted.goals.tests.factories import make_goal
from concerted.measure.indicators import tasks
from concerted.measure.indicators.models import Comparison, Outcome
from concerted.measure.indicators.operations.comparisons import (
    add_comparison,
    remove_comparison,
    work_out,
)
from concerted.measure.indicators.queries import comparison_words
from concerted.measure.indicators.queries.comparisons import comparisons_of, not_worked_out
from concerted.measure.indicators.tests.factories import (
    group_of,
    make_dimension,
    make_figure,
    make_indicator,
    make_release,
    make_veto,
    year,
)
from concerted.organizations.models import Organization

BEGAN = datetime.date(2023, 1, 1)
CREOLE = {2020: 40, 2021: 41, 2022: 41, 2023: 50, 2024: 51, 2025: 52}
ENGLISH = {2020: 60, 2021: 60, 2022: 61, 2023: 62, 2024: 62, 2025: 63}


@pytest.fixture
def language(union):
    return make_dimension(union)


@pytest.fixture
def indicator(union):
    return make_indicator(union)


@pytest.fixture
def release(indicator, language):
    release = make_release(indicator)
    for title, values in (("Haitian Creole", CREOLE), ("English", ENGLISH)):
        for when, value in values.items():
            make_figure(release, group_of(language, title), value, n=400, **year(when))
    return release


@pytest.fixture
def seats(indicator, language):
    """Study seats for Haitian Creole speakers, compared with English speakers."""
    return add_comparison(
        indicator=indicator,
        by=None,
        began="study seats",
        began_on=BEGAN,
        method="differences",
        dimension=language,
        subgroup=group_of(language, "Haitian Creole"),
        other_subgroup=group_of(language, "English"),
    )


def told_of(indicator, viewer=None, language="en"):
    return comparisons_of(indicator, viewer, language)[0]


def test_a_comparison_tells_how_much_more_one_group_moved(indicator, release, seats):
    work_out(comparison=seats, release=release)

    told = told_of(indicator)

    # By hand: 51 - 40.67 for Haitian Creole, 62.33 - 60.33 for English; 8.33 more.
    assert told.finding.startswith(
        "After “study seats” began, Haitian Creole moved up by 8.33 points against English."
    )
    assert "Before it began, both moved alike" in told.trend
    assert "Nothing else changed at that time for one group only." in told.assumptions
    assert told.chart.headings[:3] == ("Period", "Haitian Creole", "English")
    assert told.chart.rows[-1][1:3] == ("52%", "63%")


def test_the_same_comparison_asked_twice_is_one(indicator, language, seats):
    again = add_comparison(
        indicator=indicator,
        by=None,
        **{
            name: getattr(seats, name)
            for name in ("began", "began_on", "method", "dimension", "subgroup", "other_subgroup")
        },
    )

    assert again == seats


def test_an_outcome_stays_as_it_was_when_figures_change_later(indicator, release, seats):
    first = work_out(comparison=seats, release=release)
    release.figures.filter(**year(2025)).update(value=1)

    again = work_out(comparison=seats, release=release)

    assert again.told == first.told
    assert Outcome.objects.count() == 1


def test_hidden_figures_are_left_out_and_never_kept(indicator, release, seats, language):
    hidden = release.figures.get(subgroup=group_of(language, "Haitian Creole"), **year(2021))
    type(hidden).objects.filter(pk=hidden.pk).update(status="hidden", value=None, n=None)

    kept = work_out(comparison=seats, release=release).told

    assert kept["dropped"] == 1
    assert ["2021-01-01", "2021-12-31"] not in kept["periods"]
    assert len(kept["first"]) == len(kept["other"]) == 5


def test_too_few_figures_are_told_as_a_sentence(indicator, language, seats):
    release = make_release(indicator, (group_of(language, "English"), 60.0))
    work_out(comparison=seats, release=release)

    told = told_of(indicator)

    assert told.finding == ""
    assert told.refusal == "There is no figure from before for each group yet."


def test_a_series_is_compared_with_its_own_path(indicator, union):
    release = make_release(indicator)
    for number in range(12):
        start = datetime.date(2022 + number // 4, 3 * (number % 4) + 1, 1)
        after = datetime.date(start.year + (start.month == 10), (start.month + 2) % 12 + 1, 1)
        value = 20 + number % 2 - 6 * (number >= 6)
        make_figure(
            release, None, value, period_start=start, period_end=after - datetime.timedelta(days=1)
        )
    comparison = add_comparison(
        indicator=indicator,
        by=None,
        began="evening hours",
        began_on=datetime.date(2023, 7, 1),
        method="series",
    )
    work_out(comparison=comparison, release=release)

    told = told_of(indicator)

    assert "Everybody is now" in told.finding
    assert "below where its path from before led" in told.finding
    assert (
        "There are only a few figures, so this can still turn out otherwise." in told.assumptions
    )
    assert told.chart.rows[0][2:] == ("–", "–")


def test_the_worker_works_out_what_has_new_figures(indicator, release, seats):
    assert not_worked_out() == [(seats.pk, release.pk)]

    tasks.work_out_comparison.call(str(seats.pk), str(release.pk))

    assert not_worked_out() == []
    assert Outcome.objects.get().release == release


def test_until_it_is_worked_out_a_page_says_so(indicator, release, seats):
    assert told_of(indicator).is_waiting


def test_a_page_names_no_goal_that_its_reader_may_not_see(indicator, release, seats, union):
    seats.goal = make_goal(union, title="Shorter waits", public=False)
    seats.save()

    assert told_of(indicator).goal is None


def test_comparisons_of_a_page_cost_the_same_for_one_as_for_many(
    indicator, release, seats, django_assert_num_queries
):
    for place in "ABC":
        add_comparison(
            indicator=indicator,
            by=None,
            began=f"something in {place}",
            began_on=BEGAN,
            method="series",
            place=place,
        )

    with django_assert_num_queries(2):
        assert len(comparisons_of(indicator, None, "en")) == 4


def test_both_sides_must_differ_and_differences_need_another(indicator, union):
    rows = {"organization": union, "indicator": indicator, "began": "x", "began_on": BEGAN}
    for values in (
        {"method": "differences", "place": "A"},
        {"method": "differences", "place": "A", "other_place": "A"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comparison.objects.create(**rows, **values)


def test_every_key_of_the_analysis_has_words_with_the_same_numbers():
    own = {
        key
        for key in analysis.SENTENCES
        if key.startswith(("did.", "its.")) and "ratio" not in key
    }
    for key in own:
        sentences = [str(one) for one in comparison_words.sentences_of(key)]
        given = {name for _, name, _, _ in Formatter().parse(analysis.SENTENCES[key]) if name}
        given -= {"indicator", "unit", "confidence"}
        assert " ".join(sentences) % dict.fromkeys([*given, "second", "size"], "x")
    assert set(comparison_words.REFUSALS) == {str(one) for one in analysis.Refusal}
    assert set(comparison_words.ASSUMPTIONS) == set(analysis.ASSUMPTIONS) - {"no_cause"}
    assert set(comparison_words.TRENDS) == {
        key for key in analysis.SENTENCES if key.startswith("trend.")
    }


def test_olga_writes_a_comparison_down_and_takes_it_off(
    client, olga, indicator, release, language
):
    client.force_login(olga)
    args = [indicator.organization.slug, indicator.slug]
    creole, english = (group_of(language, one) for one in ("Haitian Creole", "English"))
    given = {"began": "study seats", "began_on": "2023-01-01", "method": "differences"}

    bad = client.post(reverse("indicators:add_comparison", args=args), given)
    good = client.post(
        reverse("indicators:add_comparison", args=args),
        {**given, "first": f"subgroup:{creole.pk}", "other": f"subgroup:{english.pk}"},
    )

    assert (bad.status_code, good.status_code) == (422, 302)
    made = Comparison.objects.get()
    assert (made.subgroup, made.other_subgroup, made.dimension) == (creole, english, language)
    tasks.work_out_comparison.call(str(made.pk), str(release.pk))
    page = client.get(reverse("indicators:comparisons", args=args)).content.decode()
    assert "This does not prove that “study seats” caused it." in page
    client.post(reverse("indicators:remove_comparison", args=[*args, made.pk]))
    assert not Comparison.objects.exists()


def test_the_words_are_there_in_spanish(indicator, release, seats):
    work_out(comparison=seats, release=release)

    with translation.override("es"):
        told = told_of(indicator, language="es")

    assert "study seats" in told.finding
    assert "After" not in told.finding


def test_a_cut_that_a_community_withdrew_is_compared_no_more(
    indicator, release, seats, union, language, olga
):
    work_out(comparison=seats, release=release)
    make_veto(union, language)

    assert comparisons_of(indicator, None, "en") == []
    assert comparisons_of(indicator, olga, "en") == []


def test_figures_of_one_partner_are_compared_for_the_team_alone(indicator, release, union, olga):
    clinic, school = (
        Organization.objects.create(name=name, slug=name.lower()) for name in ("Clinic", "School")
    )
    add_comparison(
        indicator=indicator,
        by=None,
        began="evening hours",
        began_on=BEGAN,
        method="differences",
        partner=clinic,
        other_partner=school,
    )

    assert comparisons_of(indicator, None, "en") == []
    assert [one.group for one in comparisons_of(indicator, olga, "en")] == ["Clinic"]


def test_removing_twice_does_no_harm(seats):
    remove_comparison(comparison=seats, by=None)
    remove_comparison(comparison=seats, by=None)

    assert not Comparison.objects.exists()
