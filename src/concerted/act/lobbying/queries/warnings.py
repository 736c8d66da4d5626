"""Elections near an act: who of its officials is a candidate, and which vote is close."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from concerted.act.lobbying.acts import Act
from concerted.act.lobbying.models import Candidacy, ElectionWindow, StatusKind, TaxStatus
from concerted.act.officials.models import Official
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization
from concerted.organizations.zones import today_in


@dataclass(frozen=True)
class Caution:
    """Something to be careful of, with what to do."""

    title: str
    text: str


def warnings_of(act: Act, viewer: Viewer) -> list[Caution]:
    """What the rule on campaigns asks of an act that has passed a gate; nothing for who may take part in them."""
    owner, today = act.organization, today_in(act.organization)
    if not _is_barred(owner):
        return []
    running = _running(owner, viewer, today, act.officials)
    if running:
        return [_of_candidate(one) for one in running]
    places = _places(act.officials)
    rows = ElectionWindow.objects.visible_to(viewer).filter(organization=owner)
    near = [
        one
        for one in rows.open_on(today)
        if one.jurisdiction_id is None or one.jurisdiction_id in places
    ]
    return [_of_window(one) for one in near]


def _is_barred(owner: Organization) -> bool:
    """Whether the rule binds it; who has not told its status is warned."""
    status = TaxStatus.objects.filter(organization=owner).first()
    return status is None or StatusKind(status.kind).bars_campaigning


def _running(
    owner: Organization, viewer: Viewer, today: datetime.date, officials: Sequence[uuid.UUID]
) -> Sequence[Candidacy]:
    rows = Candidacy.objects.visible_to(viewer).filter(organization=owner)
    rows = rows.filter(official__in=officials)
    return list(rows.filter(window__votes_on__gte=today).select_related("official", "window"))


def _places(officials: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Where these officials hold a post."""
    rows = Official.objects.filter(pk__in=officials, tenures__isnull=False)
    return set(rows.values_list("tenures__post__jurisdiction", flat=True))


def _of_candidate(one: Candidacy) -> Caution:
    told = {
        "name": one.official.name,
        "election": one.window.name,
        "day": date_format(one.window.votes_on),
    }
    return Caution(
        _("%(name)s is a candidate: %(election)s, %(day)s.") % told,
        _(
            "A 501(c)(3) may not help or hurt a candidate. Speak of the decision, not of the election. Compare no "
            "candidates, rate nobody, and keep to what you did before they ran. Ask a lawyer before you publish."
        ),
    )


def _of_window(one: ElectionWindow) -> Caution:
    told = {"election": one.name, "day": date_format(one.votes_on)}
    return Caution(
        _("An election is near: %(election)s, %(day)s.") % told,
        _(
            "A 501(c)(3) may not take part in a campaign. Name no candidate and no party, and let the day of the vote "
            "not set the day of your act. If in doubt, ask a lawyer."
        ),
    )
