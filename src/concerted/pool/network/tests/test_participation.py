"""Who speaks, decides and gets what it needs: by groups of partners, never by one."""

from __future__ import annotations

import pytest

from concerted.organizations.models import Role, RoleKind
from concerted.organizations.tests.factories import make_coalition
from concerted.pool import participation
from concerted.pool.network.queries.participation import participation_of
from concerted.pool.network.tests.factories import make_partners
from concerted.pool.participation import Deed
from concerted.pool.partners.operations.profiles import save_profile

pytestmark = pytest.mark.django_db

NAMES = [f"Partner {number:02}" for number in range(12)]


@pytest.fixture
def counts(monkeypatch):
    """What rooms count, by the name of a partner; nothing else is counted."""
    told = {deed: {} for deed in Deed}
    monkeypatch.setattr(participation, "_registered", [])
    for deed in Deed:
        participation.register(deed, str(deed), lambda _coalition, deed=deed: told[deed])
    return told


@pytest.fixture
def coalition():
    """Twelve partners: six of volunteers, four small, two large; five of them speak Spanish."""
    coalition = make_coalition()
    for number, partner in enumerate(make_partners(coalition, NAMES)):
        size = ["volunteers"] * 6 + ["small"] * 4 + ["large"] * 2
        save_profile(
            organization=partner,
            sector="health",
            size=size[number],
            languages=["en", "es"] if number % 2 else ["en"],
            by=None,
        )
    return coalition


def count(counts, coalition, deed, **numbers):
    """``numbers`` of things done by each partner, by the last two letters of its name."""
    for one in make_partners(coalition, NAMES):
        counts[deed][one.pk] = numbers.get(f"p{one.name[-2:]}", 0)


def answers(coalition, title):
    page = participation_of(coalition)
    (question,) = [one for one in page.questions if one.title == title]
    return {one.chart.title.split(": ")[1]: one for one in question.answers}


def test_a_group_that_speaks_less_than_its_share_is_named(coalition, counts):
    count(counts, coalition, Deed.SPEAKING, p00=1, p06=4, p07=5)

    size = answers(coalition, "Who speaks")["Size"]

    assert size.finding == "Volunteers only: 50% of the partners, and 10% of what is counted here."
    assert size.chart.rows == (
        ("Volunteers only", "10%", "50%"),
        ("All others", "90%", "50%"),
    )


def test_needs_met_are_told_of_those_that_each_group_stated(coalition, counts):
    count(counts, coalition, Deed.NEED_STATED, p00=4, p06=2, p07=2)
    count(counts, coalition, Deed.NEED_MET, p00=1, p06=2, p07=1)

    size = answers(coalition, "Whose needs are met")["Size"]

    assert size.chart.rows == (("Volunteers only", "25%", "50%"), ("All others", "75%", "50%"))
    assert size.finding.startswith("Volunteers only: 25% of their needs are met")


def test_groups_of_four_and_two_are_among_all_others(coalition, counts):
    count(counts, coalition, Deed.DECIDING, p00=1, p11=1)

    told = answers(coalition, "Who decides")

    assert set(told) == {"Size", "Language served"}
    words = [row[0] for one in told.values() for row in one.chart.rows]
    assert "Up to 10 paid staff" not in words
    assert "More than 50 paid staff" not in words
    assert told["Size"].finding == "No group is far below its share."


def test_a_coalition_of_few_partners_is_told_that_groups_are_too_small(counts, omar, browse):
    coalition = make_coalition()
    Role.objects.create(organization=coalition, user=omar, kind=RoleKind.VIEWER)
    make_partners(coalition, NAMES[:8])

    page = browse(omar).get(f"/en/work/{coalition.slug}/network/participation/").content.decode()

    assert "Too few partners to tell groups apart" in page


def test_the_page_names_no_partner(coalition, counts, omar, browse):
    Role.objects.create(organization=coalition, user=omar, kind=RoleKind.VIEWER)
    count(counts, coalition, Deed.SPEAKING, p00=1, p06=4)

    page = browse(omar).get(f"/en/work/{coalition.slug}/network/participation/").content.decode()

    assert "Counted: speaking." in page
    assert "Nothing is on record yet." in page
    assert not any(name in page for name in NAMES)
