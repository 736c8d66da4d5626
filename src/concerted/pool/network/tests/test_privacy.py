"""What somebody can find out of how partners rate each other: as the partner, as the convener, as everybody."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.test import Client

from concerted.organizations.models import Membership, Organization, Role, RoleKind
from concerted.organizations.tests.factories import make_coalition
from concerted.pool.network.models import Report, Wave
from concerted.pool.network.operations.waves import close_wave, publish_wave
from concerted.pool.network.queries.leaving import answers_of
from concerted.pool.network.queries.nets import nets_of
from concerted.pool.network.tests.factories import NAMES, make_wave, own_path, say, say_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def coalition():
    return make_coalition()


def close(wave):
    return close_wave(wave=Wave.objects.get(pk=wave.pk))


def received(wave, name):
    """What ``name`` reads of how it is rated."""
    page = Client().get(own_path(wave, name)).content.decode()
    return page.split("received-title")[-1].split("</section>")[0]


def test_a_partner_is_told_its_mean_from_five_raters_on(coalition):
    wave = make_wave(coalition)
    for number, name in enumerate(NAMES[2:7]):
        ratings = {"Ben": 3} if number == 0 else {"Ana": 2, "Ben": 3}
        say(wave, name, **ratings)
    close(wave)

    assert "about 3.0 of 4" in received(wave, "Ben")
    assert "5 partners rated you" in received(wave, "Ben")
    assert "We cannot tell you" in received(wave, "Ana")
    assert "2.0" not in received(wave, "Ana")


def test_nothing_of_ratings_is_told_while_they_can_change(coalition, vera, browse):
    Role.objects.create(organization=coalition, user=vera, kind=RoleKind.VIEWER)
    wave = make_wave(coalition)
    say_all(wave, 3)

    page = browse(vera).get(f"/en/work/{coalition.slug}/network/1/").content.decode()

    assert "7 of 7 partners have answered" in page
    assert "The network as a whole" not in page
    assert "How others rate you" not in Client().get(own_path(wave, "Ana")).content.decode()
    table = browse(vera).get(f"/en/work/{coalition.slug}/network/1/figures.csv")
    assert table.status_code == 404


def test_the_team_reads_ties_and_no_ratings_of_a_partner(coalition, omar, browse):
    """Each gives another number, so that any of them on the page or in a file would be seen."""
    Role.objects.create(organization=coalition, user=omar, kind=RoleKind.ORGANIZER)
    wave = make_wave(coalition, audience="everybody")
    for name in NAMES[:7]:
        say(
            wave,
            name,
            **{other: 1 if name == "Ana" else 4 for other in NAMES[:7] if other != name},
        )
    publish_wave(wave=close(wave), by=omar)
    trust = nets_of([close(wave)])[0].told.trust_received
    ana = Organization.objects.get(name="Ana").pk

    assert not trust[ana].is_told or trust[ana].value == 4
    for path in ("work/{}/network/", "work/{}/network/1/", "o/{}/network/"):
        page = browse(omar).get(f"/en/{path.format(coalition.slug)}").content.decode()
        assert "How others rate you" not in page
    file = browse(omar).get(f"/en/work/{coalition.slug}/network/1/figures.xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(file))
    rows = list(book["Partners"].iter_rows(values_only=True))
    assert rows[0] == ("Partner", "Sector", "Ties", "Between others", "Works with", "Brings")
    assert {row[2] for row in rows[1:]} == {"6"}
    table = browse(omar).get(f"/en/work/{coalition.slug}/network/1/figures.csv")
    assert "Ana" in table.content.decode()


@pytest.mark.parametrize("rating", [1, 4])
def test_who_answers_only_in_the_second_wave_is_not_found_out_by_subtraction(coalition, rating):
    """Nobody else changes a thing. The partner that is rated knows both means and how many rated it."""
    first = make_wave(coalition)
    for name in NAMES[1:6]:
        say(first, name, Ana=3)
    close(first)
    second = make_wave(coalition)
    for name in NAMES[1:6]:
        say(second, name, Ana=3)
    say(second, "Gus", Ana=rating)
    close(second)

    one, two = (net.told.trust_received for net in nets_of(Wave.objects.all()))
    ana = Organization.objects.get(name="Ana").pk
    assert one[ana].value == 3
    if two[ana].is_told:
        least = 6 * (two[ana].value - two[ana].step / 2) - 5 * (3 + one[ana].step / 2)
        most = 6 * (two[ana].value + two[ana].step / 2) - 5 * (3 - one[ana].step / 2)
        assert min(4, most) - max(1, least) >= 2


def test_who_knows_their_own_ratings_does_not_learn_those_of_four_others(coalition):
    """Six rate; were five enough, each of them would subtract its own and read the mean of four."""
    wave = make_wave(coalition)
    for name in NAMES[:5]:
        say(wave, name, **{other: 3 for other in NAMES[:5] if other != name})
    (net,) = nets_of([close(wave)])
    assert not net.told.trust.is_told

    page = Client().get(own_path(wave, "Ana")).content.decode()
    assert "Too few rated each other" in page


def test_everybody_reads_figures_without_a_name(coalition):
    wave = make_wave(coalition, audience="partners")
    say_all(wave, 3)
    publish_wave(wave=close(wave), by=None)

    page = Client().get(f"/en/o/{coalition.slug}/network/")

    assert "100% of all pairs of partners work together." in page.content.decode()
    assert not any(f">{name}<" in page.content.decode() for name in NAMES)
    assert not page.cookies


def test_a_coalition_that_publishes_nothing_has_no_public_page(coalition):
    wave = make_wave(coalition)
    say_all(wave, 3)
    close(wave)

    assert Client().get(f"/en/o/{coalition.slug}/network/").status_code == 404


def test_what_a_partner_takes_along_holds_no_rating(coalition):
    wave = make_wave(coalition)
    say(wave, "Ana", Ben=1)
    close(wave)
    membership = Membership.objects.get(organization=coalition, member__name="Ana")

    (row,) = answers_of(membership)

    assert set(row) == {"wave", "closes_on", "sent_at", "brings", "outcomes"}


def test_a_partner_that_leaves_changes_nothing_that_was_told(coalition):
    """A figure that changed with it would tell what it said."""
    wave = make_wave(coalition)
    say_all(wave, 3)
    close(wave)
    before = nets_of(Wave.objects.all())[0].told.trust

    Organization.objects.get(name="Cem").delete()

    after = nets_of(Wave.objects.all())[0].told.trust
    assert after == before
    assert Report.objects.count() == 42
