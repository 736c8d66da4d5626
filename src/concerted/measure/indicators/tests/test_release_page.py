from __future__ import annotations

import pytest
from django.urls import reverse

from concerted.base.jobs import run_waiting_jobs
from concerted.measure.indicators.models import Preparation, Release
from concerted.measure.indicators.tests.factories import (
    group_of,
    make_dimension,
    make_indicator,
    make_intake,
    make_observation,
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


@pytest.mark.parametrize(("name", "status"), [("vera", 404), ("cleo", 404), ("sam", 404)])
def test_only_organizers_release(request, client, desk, name, status):
    client.force_login(request.getfixturevalue(name))

    assert client.get(desk["release"]).status_code == status
    assert client.post(desk["prepare"]).status_code == status
