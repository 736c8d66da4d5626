from __future__ import annotations

import pytest

from concerted.measure.indicators.tests.factories import (
    make_indicator,
    make_intake,
    make_observation,
)
from concerted.organizations.models import Organization
from concerted.organizations.tests.factories import make_coalition, make_partner
from concerted.pool.partners.registry import brought_by

pytestmark = pytest.mark.django_db


def test_a_partner_that_leaves_takes_its_own_figures_along_and_no_other():
    coalition, member = make_coalition(), Organization.objects.create(name="Nurses", slug="nurses")
    membership = make_partner(coalition, member)
    indicator = make_indicator(coalition)
    make_observation(make_intake(indicator), of=(10, 20))
    make_observation(make_intake(indicator, partner=member), of=(30, 60))

    (shelf,) = [one for one in brought_by(membership) if one.name == "figures"]

    assert [row["value"] for row in shelf.rows] == [50.0]
    assert shelf.rows[0]["numerator"] == 30
