"""The lobbying record of an organization, with a row behind every address of it."""

from __future__ import annotations

import datetime
from typing import Any

from concerted.act.lobbying.models import TaxElection
from concerted.act.lobbying.operations.status import (
    add_reminder,
    add_window,
    name_candidate,
    set_status,
)
from concerted.act.lobbying.tests.factories import make_act, make_effort, make_elector
from concerted.act.officials.models import Official
from concerted.organizations.models import Organization

EFFORTS = ("correct_effort", "remove_effort")
WINDOWS = ("remove_window", "name_candidate")


def accounted(organization: Organization, official: Official) -> dict[str, dict[str, Any]]:
    """Values of the addresses of the room, by its name and by those of its routes that need others."""
    make_elector(organization)
    act = make_act(organization, official=official)
    effort = make_effort(organization, act)
    days = {"opens_on": datetime.date(2026, 9, 1), "votes_on": datetime.date(2099, 11, 3)}
    window = add_window(organization=organization, name="City election", by=None, **days)
    candidacy = name_candidate(window=window, official=official, by=None)
    reminder = add_reminder(
        organization=organization, state="Massachusetts", words="Register.", by=None
    )
    later = datetime.date(2099, 1, 1)
    status = set_status(
        organization=organization, kind="charity", first_month=1, since=later, by=None
    )
    election = TaxElection.objects.get(organization=organization)
    return {
        "lobbying": {"year": 2026, "kind": act.kind, "pk": act.pk, "mode": "memo"},
        "lobbying:schedule_c": {"kind": "csv"},
        "lobbying:remove_status": {"pk": status.pk},
        "lobbying:revoke_election": {"pk": election.pk},
        "lobbying:remove_candidate": {"pk": candidacy.pk},
        "lobbying:finish_reminder": {"pk": reminder.pk},
        **{f"lobbying:{name}": {"pk": effort.pk} for name in EFFORTS},
        **{f"lobbying:{name}": {"pk": window.pk} for name in WINDOWS},
    }
