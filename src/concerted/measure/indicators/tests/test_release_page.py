from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from concerted.base.jobs import run_waiting_jobs
from concerted.measure.indicators.models import Preparation, Release
from concerted.measure.indicators.queries.drafting import draft
from concerted.measure.indicators.tests.factories import (
    group_of,
    make_dimension,
    make_indicator,
    make_intake,
    make_observation,
    make_release,
    make_veto,
    year,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def passing(union):
    dimension = make_dimension(union, groups=("Creole", "Spanish", "English"))
    indicator = make_indicator(union)
    intake = make_intake(indicator)
    make_observation(intake, of=(100, 205))
    for title, of in {"Creole": (2, 5), "Spanish": (28, 80), "English": (70, 120)}.items():
        make_observation(intake, group_of(dimension, title), of=of)
    return indicator


@pytest.fixture
def desk(client, olga, passing):
    """The pages of the release, for Olga: their addresses by name."""
    client.force_login(olga)
    names = ("release", "prepare", "releases")
    slugs = [passing.organization.slug, passing.slug]
    return {name: reverse(f"indicators:{name}", args=slugs) for name in names}


def text_of(response):
    return " ".join(response.content.decode().split())


def test_nothing_is_prepared_before_something_is_approved(client, olga, union):
    indicator = make_indicator(union)
    client.force_login(olga)

    page = client.get(reverse("indicators:release", args=[union.slug, indicator.slug]))

    assert "Nothing to release yet" in text_of(page)


def test_a_release_is_prepared_looked_at_and_made(client, desk, passing):
    client.post(desk["prepare"])
    assert "We are working out what may be told" in text_of(client.get(desk["release"]))
    run_waiting_jobs()
    page = client.get(desk["release"])
    assert "Release these figures" in text_of(page)
    assert text_of(page).count("Hidden, to protect people") == 2

    seen = page.context["form"].initial["seen"]
    answer = client.post(desk["release"], {"seen": seen, "words": "First figures"}, follow=True)

    assert "Released. Everybody reads these figures now." in text_of(answer)
    assert "First figures" in text_of(answer)
    assert Release.objects.get().words == "First figures"


def test_what_changed_since_is_prepared_again(client, desk, passing):
    client.post(desk["prepare"])
    run_waiting_jobs()
    seen = Preparation.objects.get().fingerprint
    make_observation(make_intake(passing), of=(50, 90), **year(2026))

    assert "Figures or vetoes changed since this was prepared" in text_of(
        client.get(desk["release"])
    )
    answer = client.post(desk["release"], {"seen": seen})
    assert answer.status_code == 422
    assert not Release.objects.exists()


def test_the_page_says_what_a_veto_leaves_out(client, desk, passing):
    make_veto(passing.organization, passing.observations.last().dimension, passing)

    assert "Council of elders asked that figures by “Language” are not published" in text_of(
        client.get(desk["release"])
    )


@pytest.mark.parametrize(("people", "is_told"), [(80, True), (81, False)])
def test_the_page_warns_of_other_figures_of_the_same_people(
    client, desk, passing, people, is_told
):
    spanish = group_of(passing.observations.last().dimension, "Spanish")
    other = make_indicator(passing.organization, "Found work")
    told = {"denominator": people, "n": people, "numerator": 40}
    make_release(other, (spanish, 50.0, told))
    client.post(desk["prepare"])
    run_waiting_jobs()

    page = text_of(client.get(desk["release"]))

    assert ("Other figures, likely of the same people" in page) is is_told
    link = reverse("indicators:indicator", args=[passing.organization.slug, other.slug])
    assert (f'<a href="{link}" lang="en">Found work</a>' in page) is is_told


def test_figures_of_another_year_are_of_other_people(client, desk, passing):
    spanish = group_of(passing.observations.last().dimension, "Spanish")
    told = {"denominator": 80, "n": 80, **year(2019)}
    make_release(make_indicator(passing.organization, "Found work"), (spanish, 50.0, told))
    client.post(desk["prepare"])
    run_waiting_jobs()

    assert "likely of the same people" not in text_of(client.get(desk["release"]))


def test_the_difference_to_the_last_release_is_told(client, desk, passing):
    for number in (2025, 2026):
        if number == 2026:
            make_observation(make_intake(passing), of=(50, 90), **year(number))
        client.post(desk["prepare"])
        run_waiting_jobs()
        page = client.get(desk["release"])
        client.post(desk["release"], {"seen": page.context["form"].initial["seen"]})

    assert "Beside release 1: 1 new, 0 changed, 0 hidden now, 0 gone." in text_of(page)


def test_the_pages_ask_few_queries_however_many_figures(
    client, desk, passing, django_assert_max_num_queries
):
    for number in range(1990, 2020):
        make_observation(make_intake(passing), of=(50, 90), **year(number))
    client.post(desk["prepare"])
    run_waiting_jobs()

    with django_assert_max_num_queries(25):
        client.get(desk["release"])
    with django_assert_max_num_queries(15):
        client.get(desk["releases"])


def fail(monkeypatch, times=99):
    """What a release would tell cannot be worked out the first ``times``."""
    rest = iter([True] * times)

    def broken(indicator):
        if next(rest, False):
            raise ValueError("no such matrix")
        return draft(indicator)

    monkeypatch.setattr("concerted.measure.indicators.operations.releasing.draft", broken)


def test_work_that_fails_says_so_and_can_be_started_again(client, desk, monkeypatch):
    fail(monkeypatch, times=1)
    client.post(desk["prepare"])
    run_waiting_jobs()

    page = text_of(client.get(desk["release"]))
    client.post(desk["prepare"])
    run_waiting_jobs()

    assert "Something went wrong while it was worked out. Nothing was released" in page
    assert "We are working out" not in page
    assert "Release these figures" in text_of(client.get(desk["release"]))


def test_asked_twice_it_is_worked_out_once(client, desk, monkeypatch):
    client.post(desk["prepare"])
    first = Preparation.objects.get().asked_at
    client.post(desk["prepare"])
    run_waiting_jobs()
    ready = Preparation.objects.get()
    run_waiting_jobs()

    assert ready.asked_at == first
    assert Preparation.objects.get().ready_at == ready.ready_at


def test_work_whose_worker_is_gone_can_be_started_again(client, desk):
    client.post(desk["prepare"])
    Preparation.objects.update(asked_at=timezone.now() - datetime.timedelta(minutes=21))

    page = text_of(client.get(desk["release"]))

    assert "should be done by now. You can start it again." in page
    assert "Prepare it again" in page


def test_figures_that_change_while_it_is_worked_out_are_taken_in(
    client, desk, passing, monkeypatch
):
    made = []

    def slow(indicator):
        found = draft(indicator)
        if len(made) < 3:
            intake = make_intake(indicator, title=f"Late {len(made)}")
            made.append(make_observation(intake, of=(50, 90), **year(2010 + len(made))))
        return found

    monkeypatch.setattr("concerted.measure.indicators.operations.releasing.draft", slow)
    client.post(desk["prepare"])
    run_waiting_jobs()
    restless = text_of(client.get(desk["release"]))
    client.post(desk["prepare"])
    run_waiting_jobs()

    assert "Figures kept changing while it was worked out." in restless
    assert len(Preparation.objects.get().content["rows"]) == 7


@pytest.mark.parametrize(("name", "status"), [("vera", 404), ("cleo", 404), ("sam", 404)])
def test_only_organizers_release(request, client, desk, name, status):
    client.force_login(request.getfixturevalue(name))

    assert client.get(desk["release"]).status_code == status
    assert client.post(desk["prepare"]).status_code == status
