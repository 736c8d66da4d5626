"""A partner who gave money finds in its own workspace what came of it."""

from __future__ import annotations

import pytest

from concerted.accounts.models import User
from concerted.base.errors import Refused
from concerted.measure.reports.models import FunderView
from concerted.measure.reports.operations.funders import give_funder_view
from concerted.organizations.models import Membership, Organization, Role, RoleKind
from concerted.organizations.tests.factories import make_partner

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def foundation(union):
    partner = Organization.objects.create(name="Mill River Fund", slug="fund")
    make_partner(union, partner)
    return partner


@pytest.fixture
def mia(foundation):
    user = User.objects.create_user("mia@example.org", name="Mia")
    Role.objects.create(organization=foundation, user=user, kind=RoleKind.VIEWER)
    return user


def test_a_partner_opens_what_it_was_given_and_nothing_else(
    client, olga, sam, mia, union, foundation, source
):
    client.force_login(olga)
    given = {"source": source.pk, "partner": foundation.pk}
    client.post(f"/en/work/{union.slug}/funders/give/", given)
    address = f"/en/work/fund/money/{FunderView.objects.get().pk}/"

    client.force_login(mia)
    desk, page = client.get("/en/work/fund/"), client.get(address)
    office = client.get(f"/en/work/{union.slug}/funders/")
    client.force_login(sam)
    elsewhere = client.get(address)

    assert address in desk.content.decode()
    assert "$650.50" in page.content.decode()
    assert "Rosa" not in page.content.decode()
    assert (office.status_code, elsewhere.status_code) == (404, 404)


def test_who_is_no_partner_is_given_nothing(union, foundation, mia, source):
    view = give_funder_view(source=source, partner=foundation, by=None)
    assert give_funder_view(source=source, partner=foundation, by=None) == view
    assert FunderView.objects.given_to(mia).exists()

    Membership.objects.all().delete()

    assert not FunderView.objects.given_to(mia).exists()
    with pytest.raises(Refused):
        give_funder_view(source=source, partner=foundation, by=None)


def test_what_was_given_is_ended_by_the_office(client, olga, mia, union, foundation, source):
    view = give_funder_view(source=source, partner=foundation, by=None)

    client.force_login(mia)
    kept = client.post(f"/en/work/{union.slug}/funders/views/{view.pk}/end/")
    client.force_login(olga)
    client.post(f"/en/work/{union.slug}/funders/views/{view.pk}/end/")

    assert kept.status_code == 404
    assert not FunderView.objects.exists()
