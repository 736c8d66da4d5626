"""Who may read and change what, one row a person; and what people of partners are shown."""

from __future__ import annotations

import pytest

from concerted.accounts.models import User
from concerted.organizations.models import Disclosure, Role, RoleKind
from concerted.pool.offers.models import (
    BudgetLine,
    Delivery,
    FundingSource,
    Giver,
    Letterhead,
    Need,
    Offer,
    Pledge,
    Rate,
    Spending,
)
from concerted.pool.offers.operations.budgets import spend
from concerted.pool.offers.operations.deliveries import record_delivery
from concerted.pool.offers.operations.pledges import propose_pledge
from concerted.pool.offers.operations.terms import set_letterhead, set_rate
from concerted.pool.offers.tests.factories import (
    DAY,
    HOUR,
    make_alliance,
    make_line,
    make_need,
    make_offer,
    make_pledge,
    make_source,
)

pytestmark = pytest.mark.django_db

#           sees    edits
TABLE = {
    "omar": (True, True),
    "olga": (True, True),
    "cleo": (True, False),
    "vera": (True, False),
    "sam": (False, False),
    "anonymous": (False, False),
}
SHARED = (Need, Offer, Pledge, Delivery, BudgetLine)
OWN = (FundingSource, Spending, Rate, Letterhead)


def fill(organization):
    """A row of everything."""
    need = make_need(organization)
    propose_pledge(offer=make_offer(organization), need=need, by=None)
    pledge = make_pledge(need, HOUR)
    record_delivery(pledge=pledge, amount=HOUR, delivered_on=DAY, by=None)
    line, source = make_line(organization), make_source(organization)
    spend(line=line, source=source, purpose="staff", cents=1, spent_on=DAY, by=None)
    set_letterhead(organization=organization, legal_name="Elm, Inc.", by=None)
    set_rate(
        organization=organization,
        kind="rooms",
        cents=1,
        currency="USD",
        source="Us",
        starts_on=DAY,
        by=None,
    )


@pytest.mark.parametrize("person", TABLE)
def test_what_is_pooled_by_role(request, union, person):
    viewer = request.getfixturevalue(person)
    fill(union)
    sees, edits = TABLE[person]

    for model in (*SHARED, *OWN):
        assert model.objects.visible_to(viewer).exists() is sees, model
        assert model.objects.editable_by(viewer).exists() is edits, model
    assert Giver.objects.visible_to(viewer).exists() is edits


def test_everybody_reads_published_needs_and_nothing_else(union):
    fill(union)
    draft = make_need(union, "Draft", public=False)

    assert Need.objects.public().count() == 1
    assert draft not in Need.objects.public()
    for model in (Offer, Pledge, Delivery, BudgetLine, Giver, *OWN):
        assert not model.objects.public().exists()


def _nurse(member, kind=RoleKind.ORGANIZER):
    user = User.objects.create_user("mia@example.org", name="Mia")
    Role.objects.create(organization=member, user=user, kind=kind)
    return user


def test_people_of_a_member_read_what_is_pooled_and_no_draft_no_giver_and_no_source(union):
    coalition, member = make_alliance()
    fill(coalition)
    make_need(coalition, "Draft", public=False)
    mia = _nurse(member)

    for model in SHARED:
        assert model.objects.visible_to(mia).exists(), model
        assert not model.objects.editable_by(mia).exists(), model
    for model in (Giver, *OWN):
        assert not model.objects.visible_to(mia).exists(), model
    assert Need.objects.visible_to(mia).count() == 1

    Disclosure.objects.all().delete()

    for model in SHARED:
        assert not model.objects.visible_to(mia).exists(), model


def test_a_pledge_is_answered_by_the_coalition_and_by_its_giver_alone(union, olga):
    coalition, member = make_alliance()
    need = make_need(coalition)
    mine = make_pledge(need, HOUR, {"partner": member})
    others = make_pledge(need, HOUR)
    mia = _nurse(member)

    assert list(Pledge.objects.answerable_by(mia)) == [mine]
    assert others not in Pledge.objects.answerable_by(mia)
    assert not Pledge.objects.answerable_by(olga).exists()
