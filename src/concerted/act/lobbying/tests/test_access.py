"""Who may read and change the record: the team, and nobody else; partners never."""

from __future__ import annotations

import datetime

import pytest

from concerted.accounts.models import User
from concerted.act.lobbying.models import (
    Candidacy,
    Classification,
    Effort,
    ElectionWindow,
    OtherAct,
    StateReminder,
    TaxElection,
    TaxStatus,
    YearFigures,
)
from concerted.act.lobbying.operations.status import add_reminder, add_window, name_candidate
from concerted.act.lobbying.tests.factories import make_act, make_effort, make_elector
from concerted.act.officials.tests.factories import make_official
from concerted.organizations.models import Role, RoleKind
from concerted.pool.offers.tests.factories import make_alliance

pytestmark = pytest.mark.django_db

MODELS = (
    *(Classification, Effort, OtherAct, TaxStatus, TaxElection, YearFigures),
    *(ElectionWindow, Candidacy, StateReminder),
)
#           sees    edits
TABLE = {
    "omar": (True, True),
    "olga": (True, True),
    "cleo": (True, False),
    "vera": (True, False),
    "sam": (False, False),
    "anonymous": (False, False),
}


def fill(organization):
    make_elector(organization)
    make_effort(organization, make_act(organization))
    days = {"opens_on": datetime.date(2026, 9, 1), "votes_on": datetime.date(2026, 11, 3)}
    window = add_window(organization=organization, name="City", by=None, **days)
    name_candidate(window=window, official=make_official(organization), by=None)
    add_reminder(organization=organization, state="Massachusetts", words="Register", by=None)


@pytest.mark.parametrize("person", TABLE)
def test_the_record_by_role(request, union, person):
    viewer = request.getfixturevalue(person)
    fill(union)
    sees, edits = TABLE[person]

    for model in MODELS:
        assert model.objects.visible_to(viewer).exists() is sees, model
        assert model.objects.editable_by(viewer).exists() is edits, model
        assert not model.objects.public().exists(), model


def test_people_of_a_partner_read_nothing_of_the_record():
    coalition, member = make_alliance()
    mia = User.objects.create_user("mia@example.org", name="Mia")
    Role.objects.create(organization=member, user=mia, kind=RoleKind.OWNER)
    fill(coalition)

    for model in MODELS:
        assert not model.objects.visible_to(mia).exists(), model
