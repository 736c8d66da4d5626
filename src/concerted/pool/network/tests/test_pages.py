"""The network as pages: sentences, the picture and its table, and what changed since the wave before."""

from __future__ import annotations

import itertools
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from concerted.organizations.models import Role, RoleKind
from concerted.organizations.tests.factories import make_coalition
from concerted.pool.network.models import Wave
from concerted.pool.network.operations.waves import close_wave
from concerted.pool.network.queries.paper import _data
from concerted.pool.network.tests.factories import NAMES, asked, make_partners, make_wave, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def coalition(omar):
    coalition = make_coalition()
    Role.objects.create(organization=coalition, user=omar, kind=RoleKind.ORGANIZER)
    return coalition


@pytest.fixture
def desk(omar, coalition, browse):
    def read(path=""):
        return browse(omar).get(f"/en/work/{coalition.slug}/network/{path}").content.decode()

    return read


def chain(coalition, *links):
    """A closed wave in which each of ``links`` works with the next."""
    wave = make_wave(coalition)
    for one, other in itertools.pairwise(links):
        say(wave, one, **{other: 3})
    return close_wave(wave=Wave.objects.get(pk=wave.pk))


def places(page):
    return re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="[\d.]+" class="c-dot', page)


def test_a_coalition_that_never_asked_is_led_to_its_first_wave(desk):
    page = desk()

    assert "Nobody was asked yet" in page
    assert '/network/plan/"' in page


def test_a_wave_is_planned_on_a_page_with_all_partners_ticked(coalition, omar, browse):
    make_partners(coalition, NAMES[:4])
    client, path = browse(omar), f"/en/work/{coalition.slug}/network/plan/"
    page = client.get(path).content.decode()
    assert page.count("checked") == 5

    members = [str(one.pk) for one in make_partners(coalition, NAMES[:4])]
    days = {"opens_on": "2030-01-01", "closes_on": "2030-01-20"}
    sent = client.post(path, {**days, "audience": "partners", "members": members})
    assert sent["Location"].endswith("/network/1/")
    wrong = client.post(f"/en/work/{coalition.slug}/network/1/change/", {"audience": "x"})
    assert wrong.status_code == 422


def test_figures_of_a_chain_are_those_that_one_counts(coalition, desk):
    chain(coalition, "Ana", "Ben", "Cem", "Dee")

    page = desk("1/")

    # Three partners answered; of 21 pairs those among the four silent ones could not be reported.
    assert "20% of all pairs of partners work together." in page
    assert "3 of 7 partners answered." in page
    assert "Most ties: Ben, Cem (2 each). Without a tie: Eli, Fay, Gus." in page
    assert "Without them, these would lose touch with the others: Ana." in page


def test_the_change_since_the_wave_before_is_a_sentence_and_lines_of_their_own(coalition, desk):
    chain(coalition, "Ana", "Ben", "Cem", "Dee")
    chain(coalition, "Ana", "Ben", "Cem", "Eli")

    page = desk("2/")

    assert "1 tie is new and 1 is no more" in page
    assert "c-line c-2" in page
    assert "Tie that is no more" in page
    assert "Tie that is no more" not in desk("1/")


def test_a_partner_keeps_its_place_from_wave_to_wave(coalition, desk):
    chain(coalition, "Ana", "Ben", "Cem", "Dee")
    chain(coalition, "Gus", "Fay", "Cem")

    first, second = places(desk("1/")), places(desk("2/"))

    assert first == second
    assert len(set(first)) == 7


def test_the_table_tells_what_the_picture_shows(coalition, desk):
    chain(coalition, "Ana", "Ben", "Cem")

    page = desk("1/")

    row = re.search(r'<th scope="row">Ben</th>(.*?)</tr>', page, re.S).group(1)
    assert re.findall("<td>(.*?)</td>", row) == ["", "2", "7%", "Ana, Cem"]


def test_a_page_of_two_waves_costs_as_many_queries_as_one_of_one(coalition, desk):
    counts = []
    for _wave in range(2):
        chain(coalition, "Ana", "Ben", "Cem")
        with CaptureQueriesContext(connection) as queries:
            desk()
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 30


def test_the_questions_are_printed_in_two_languages_for_who_types_them_in(coalition, omar, browse):
    wave = make_wave(coalition)
    one = asked(wave, NAMES[0])
    sheet = f"/es/work/{wave.organization.slug}/network/{wave.number}/partners/{one.pk}/paper.pdf"

    answer = browse(omar).get(sheet)

    assert answer.content.startswith(b"%PDF")
    told = _data(one, ["es", "en"])
    assert told["others"] == sorted(NAMES[1:7])
    assert told["with"][1] == "Which of these partners do you work with?"
    assert told["with"][0] != told["with"][1]
    assert len(told["questions"]) == 8
    assert browse().get(sheet).status_code in (302, 404)
