from __future__ import annotations

import datetime

import pytest

from concerted.base.errors import Refused
from concerted.base.jobs import enqueue, run_waiting_jobs
from concerted.measure.indicators.models import Figure, Observation, Preparation, Release
from concerted.measure.indicators.operations.releasing import (
    ask_for_preparation,
    prepare,
    release_indicator,
)
from concerted.measure.indicators.queries.drafting import difference, tallies
from concerted.measure.indicators.queries.figures import figures_for, figures_of, newest_release
from concerted.measure.indicators.queries.known import known_figures, rolled_up
from concerted.measure.indicators.queries.protecting import decide
from concerted.measure.indicators.tasks import prepare_release
from concerted.measure.indicators.tests.factories import (
    group_of,
    make_dimension,
    make_indicator,
    make_intake,
    make_observation,
    make_veto,
    year,
)
from concerted.organizations.models import Organization
from concerted.organizations.tests.factories import make_coalition, make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def passing(union):
    """An indicator with three groups, one of them small."""
    dimension = make_dimension(union, groups=("Creole", "Spanish", "English"))
    indicator = make_indicator(union)
    intake = make_intake(indicator)
    make_observation(intake, of=(100, 205))
    for title, of in {"Creole": (2, 5), "Spanish": (28, 80), "English": (70, 120)}.items():
        make_observation(intake, group_of(dimension, title), of=of)
    return indicator


def correct(observation, **values):
    """A correction, as if approved: the earlier figure stays and counts no more."""
    intake = make_intake(observation.indicator, partner=observation.partner, title="Correction")
    Observation.objects.filter(pk=observation.pk).update(is_current=False)
    return make_observation(intake, observation.subgroup, **values)


def shown(indicator, reader=None):
    rows = figures_for(reader).filter(release__indicator=indicator)
    return {
        one.subgroup.title if one.subgroup else "": one.value
        for one in rows.select_related("subgroup")
        if one.is_shown
    }


def test_a_small_group_is_hidden_with_another_that_would_tell_of_it(passing, olga):
    release = release_indicator(indicator=passing, by=olga, words="First figures")

    assert (release.number, release.released_by) == (1, olga)
    assert shown(passing).keys() == {"", "English"}
    hidden = Figure.objects.get(subgroup__title="Creole")
    assert (hidden.status, hidden.value, hidden.n) == ("hidden", None, None)


def test_zero_missing_and_hidden_are_three_things(passing):
    dimension = make_dimension(passing.organization, "Place of birth", ("Here", "There", "Else"))
    intake = make_intake(passing)
    make_observation(intake, group_of(dimension, "Here"), of=(0, 60), **year(2024))
    make_observation(intake, group_of(dimension, "There"), state="suppressed", **year(2024))
    make_observation(intake, group_of(dimension, "Else"), **year(2024))

    release_indicator(indicator=passing, by=None)

    rows = Figure.objects.filter(dimension=dimension).values_list(
        "subgroup__title", "status", "value"
    )
    assert {title: told for title, *told in rows} == {
        "Here": ["shown", 0.0],
        "There": ["hidden", None],
        "Else": ["missing", None],
    }


def test_only_approved_figures_are_released(union):
    indicator = make_indicator(union)
    make_observation(make_intake(indicator, approved=False), of=(30, 60))

    with pytest.raises(Refused, match="no approved figures"):
        release_indicator(indicator=indicator, by=None)


def test_a_figure_without_its_people_is_shown_only_if_it_was_published_elsewhere(union):
    indicator = make_indicator(union, public=True)
    dimension = make_dimension(union, groups=("Creole", "English"))
    make_observation(make_intake(indicator), group_of(dimension, "Creole"), 54.0)
    elsewhere = make_intake(indicator, is_public_already=True, source="ASWB 2022, table 3")
    make_observation(elsewhere, group_of(dimension, "English"), 90.7)

    release_indicator(indicator=indicator, by=None)

    assert shown(indicator) == {"English": 90.7}
    assert Figure.objects.get(value=90.7).source == "ASWB 2022, table 3"


def test_an_average_of_few_people_is_hidden_and_cannot_be_subtracted(union):
    indicator = make_indicator(union, "Days to an appointment", kind="average", unit="days")
    dimension = make_dimension(union, groups=("Creole", "Spanish", "English"))
    intake = make_intake(indicator)
    make_observation(intake, value=20.0, n=165)
    for title, value, n in (("Creole", 47.0, 5), ("Spanish", 30.0, 60), ("English", 12.0, 100)):
        make_observation(intake, group_of(dimension, title), value, n=n)

    release_indicator(indicator=indicator, by=None)

    assert shown(indicator).keys() == {"", "English"}


def test_a_small_correction_is_not_told_by_two_releases(passing):
    make_observation(make_intake(passing), of=(90, 180), **year(2024))
    release_indicator(indicator=passing, by=None)
    english = Observation.objects.get(subgroup__title="English")
    everybody = Observation.objects.get(subgroup=None, period_start__year=2025)
    correct(english, of=(72, 123))
    correct(everybody, of=(102, 208))

    second = release_indicator(indicator=passing, by=None)

    assert second.number == 2
    assert shown(passing) == {"": 50.0}
    assert not Figure.objects.public().filter(period_start__year=2025, status="shown").exists()


def test_what_did_not_change_is_released_again_as_it_was(passing):
    release_indicator(indicator=passing, by=None)
    before = shown(passing)
    make_observation(make_intake(passing), of=(50, 90), **year(2026))

    release_indicator(indicator=passing, by=None)

    again = Figure.objects.public().filter(period_start=datetime.date(2025, 1, 1), status="shown")
    assert {one.value for one in again} == set(before.values())
    assert Figure.objects.public().filter(period_start__year=2026, status="shown").exists()


def test_a_quarter_that_is_small_hides_another_beside_its_year(union):
    indicator = make_indicator(union)
    intake = make_intake(indicator)
    make_observation(intake, of=(150, 205))
    for month, of in ((1, (2, 5)), (4, (48, 60)), (7, (50, 70)), (10, (50, 70))):
        start = datetime.date(2025, month, 1)
        end = datetime.date(2025 + month // 10, (month + 3) % 12, 1) - datetime.timedelta(days=1)
        make_observation(intake, of=of, period_start=start, period_end=end)

    release_indicator(indicator=indicator, by=None)

    assert Figure.objects.filter(status="hidden").count() == 2
    assert Figure.objects.get(period_end="2025-12-31", period_start="2025-01-01").value == 100 * (
        150 / 205
    )


def test_a_vetoed_cut_is_never_released_and_its_lifting_is_a_release_of_its_own(passing, olga):
    veto = make_veto(passing.organization, passing.observations.last().dimension, passing)

    release_indicator(indicator=passing, by=olga)
    assert not Figure.objects.filter(dimension__isnull=False).exists()

    veto.lifted_on = datetime.date(2026, 2, 1)
    veto.save()
    assert shown(passing).keys() == {""}

    release_indicator(indicator=passing, by=olga)
    assert shown(passing).keys() == {"", "English"}


def test_a_veto_takes_a_cut_off_every_page_at_once(passing):
    release_indicator(indicator=passing, by=None)

    make_veto(passing.organization, passing.observations.last().dimension)

    assert shown(passing).keys() == {""}


def test_an_indicator_that_was_vetoed_whole_is_not_released(passing):
    release_indicator(indicator=passing, by=None)
    make_veto(passing.organization, None, passing)

    assert shown(passing) == {}
    with pytest.raises(Refused, match="asked that these figures are not published"):
        ask_for_preparation(indicator=passing, by=None)


def coalition_with(*names):
    coalition = make_coalition()
    partners = [Organization.objects.create(name=name, slug=name.lower()) for name in names]
    for partner in partners:
        make_partner(coalition, partner)
    return coalition, partners


def test_medians_of_partners_are_not_put_together(sam):
    coalition, partners = coalition_with("One", "Two")
    days = make_indicator(coalition, "Days", kind="median", unit="days")
    for partner, value in zip(partners, (10.0, 25.0), strict=True):
        make_observation(make_intake(days, partner=partner), value=value, n=60)

    (whole,) = rolled_up(days)

    assert (whole.state, whole.value) == ("missing", None)


def test_the_roll_up_adds_shares_and_weighs_averages(sam):
    coalition, (one, two) = coalition_with("One", "Two")
    shares = make_indicator(coalition)
    make_observation(make_intake(shares, partner=one), of=(30, 60))
    make_observation(make_intake(shares, partner=two), of=(90, 100))
    days = make_indicator(coalition, "Days", kind="average", unit="days")
    make_observation(make_intake(days, partner=one), value=10.0, n=30, se=1.0, population=40.5)
    make_observation(make_intake(days, partner=two), value=20.0, n=90, se=2.0, population=100.25)

    (share,), (average,) = rolled_up(shares), rolled_up(days)

    assert (share.numerator, share.denominator, share.value) == (120, 160, 75.0)
    assert (average.value, average.n, round(average.se, 4)) == (17.5, 120, 1.5207)
    assert average.population == 140.75


def test_a_partner_that_hid_its_figure_leaves_no_roll_up_and_a_missing_one_does(sam):
    coalition, (one, two) = coalition_with("One", "Two")
    indicator = make_indicator(coalition)
    for number, state in ((2024, "suppressed"), (2025, "missing")):
        make_observation(make_intake(indicator, partner=one), of=(30, 60), **year(number))
        make_observation(make_intake(indicator, partner=two), state=state, **year(number))

    assert [one.state for one in rolled_up(indicator)] == ["suppressed", "known"]


def test_a_partner_of_two_cannot_subtract_its_own_figures(sam):
    coalition, (one, two) = coalition_with("One", "Two")
    indicator = make_indicator(coalition)
    make_observation(make_intake(indicator, partner=one), of=(30, 60))
    make_observation(make_intake(indicator, partner=two), of=(3, 8))
    make_observation(make_intake(indicator, partner=one), of=(30, 60), **year(2024))
    make_observation(make_intake(indicator, partner=two), of=(23, 58), **year(2024))

    release_indicator(indicator=indicator, by=None)

    rows = figures_for(None)
    assert {one.period_start.year: one.status for one in rows} == {2024: "shown", 2025: "hidden"}


def test_what_is_too_much_to_protect_is_told_without_the_partners_own(sam):
    coalition, partners = coalition_with("One", "Two", "Three")
    indicator = make_indicator(coalition)
    for partner, of in zip(partners, ((30, 60), (33, 88), (3, 5)), strict=True):
        make_observation(make_intake(indicator, partner=partner), of=of)

    decided = decide(indicator, known_figures(indicator), [], most=10)

    assert {spot.partner for spot, _part in decided.published} == {None}


def test_a_roll_up_does_not_tell_the_largest_partner_that_the_others_are_few(sam):
    coalition, partners = coalition_with("One", "Two", "Three")
    indicator = make_indicator(coalition)
    for partner, of in zip(partners, ((30, 60), (2, 4), (3, 5)), strict=True):
        make_observation(make_intake(indicator, partner=partner), of=of)

    assert not decide(indicator, known_figures(indicator), [], most=10).published


def test_people_of_a_partner_see_their_own_figures_and_the_whole(sam):
    coalition, (one, two) = coalition_with("One", "Two")
    sam.roles.all().delete()
    one.roles.create(user=sam, kind="viewer")
    indicator = make_indicator(coalition)
    make_observation(make_intake(indicator, partner=one), of=(30, 60))
    make_observation(make_intake(indicator, partner=two), of=(33, 88))

    release_indicator(indicator=indicator, by=None)

    assert {row.partner for row in figures_for(sam)} == {one, None}
    assert {row.partner for row in figures_for(None)} == {None}


def test_a_cut_is_read_in_one_query(passing, django_assert_num_queries):
    release_indicator(indicator=passing, by=None)
    dimension = passing.observations.last().dimension_id

    with django_assert_num_queries(1):
        assert len(figures_of(passing, None, dimension=dimension)) == 4


def test_what_was_looked_at_is_what_is_released(passing, olga):
    prepared = prepare(preparation=ask_for_preparation(indicator=passing, by=olga))
    make_observation(make_intake(passing), of=(50, 90), **year(2026))

    with pytest.raises(Refused, match="changed since you looked"):
        release_indicator(indicator=passing, by=olga, seen=prepared.fingerprint)


def test_asking_twice_for_the_same_makes_one_release(passing, olga):
    prepared = prepare(preparation=ask_for_preparation(indicator=passing, by=olga))

    first = release_indicator(indicator=passing, by=olga, seen=prepared.fingerprint)
    again = release_indicator(indicator=passing, by=olga, seen=prepared.fingerprint)

    assert first == again
    assert Release.objects.count() == 1


def test_a_preparation_is_made_in_the_background(passing, olga):
    enqueue(prepare_release, ask_for_preparation(indicator=passing, by=olga).pk)
    run_waiting_jobs()

    assert Preparation.objects.get().is_ready


def test_the_office_sees_how_many_are_hidden_and_what_differs(passing, olga):
    rows = prepare(preparation=ask_for_preparation(indicator=passing, by=olga)).content["rows"]
    whole, cut = tallies(rows)

    assert (whole.shown, cut.shown, cut.hidden, cut.missing) == (1, 1, 2, 0)
    release_indicator(indicator=passing, by=olga)
    told = difference(rows, newest_release(passing))
    assert not told
