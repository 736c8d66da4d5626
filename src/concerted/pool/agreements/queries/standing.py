"""How an agreement stands today, and what other rooms ask: is one of a kind in force with a partner?"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from concerted.organizations.models import Organization
from concerted.organizations.zones import today_in
from concerted.pool.agreements.models import (
    HOLDS,
    Agreement,
    AgreementVersion,
    Kind,
    State,
)
from concerted.pool.agreements.wording import text_hash

SOON = 60
"""An agreement expires soon from so many days before its end."""
REMINDERS = (60, 30, 7)
"""So many days before the end the parties are reminded."""
TONES = {
    State.IN_FORCE: "good",
    State.EXPIRING: "look",
    State.SENT: "look",
    State.SIGNED_BY_SOME: "look",
    State.DECLINED: "bad",
}


@dataclass(frozen=True)
class Standing:
    """Where an agreement is, with the version that binds and the one that waits for signatures, if any."""

    state: State
    agreement: Agreement
    latest: AgreementVersion | None
    binding: AgreementVersion | None
    waiting: AgreementVersion | None
    signed_count: int
    asked_count: int

    @property
    def label(self) -> str:
        return str(self.state.label)

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "plain")

    @property
    def holds(self) -> bool:
        return self.state in HOLDS

    @property
    def is_over(self) -> bool:
        return self.state in (State.EXPIRED, State.ENDED)

    @property
    def shown(self) -> AgreementVersion | None:
        """The version whose text a reader wants: the one that waits, else the one that binds."""
        return self.waiting or self.binding or self.latest

    @property
    def words(self) -> AgreementVersion | Agreement:
        """Where title and days are read: in what was sent, and in the draft only while nothing was."""
        return self.shown or self.agreement

    @property
    def is_refused(self) -> bool:
        """Whether the last version that was sent was declined."""
        return self.latest is not None and self.latest.declined_at is not None

    @property
    def is_open(self) -> bool:
        """Whether nothing waits that was sent last, nor binds: the same words can be sent again."""
        return self.latest is None or self.latest not in (self.waiting, self.binding)


def with_standing(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """``agreements`` with all that their standing is worked out from."""
    loaded = agreements.select_related("organization", "template", "goal")
    return loaded.prefetch_related("versions__signatures", "parties__partner", "renewals")


def standing_of(agreement: Agreement, today: datetime.date | None = None) -> Standing:
    today = today or today_in(agreement.organization)
    versions = sorted(agreement.versions.all(), key=lambda one: one.number, reverse=True)
    latest = versions[0] if versions else None
    binding = next((one for one in versions if one.completed_at and not one.replaced_at), None)
    waiting = latest if latest is not None and latest.is_waiting else None
    shown = waiting or latest
    signed = len(shown.signatures.all()) if shown else 0
    if binding is not None:
        state = _binding_state(agreement, binding, today)
    else:
        state = _open_state(latest, signed)
    asked = len(shown.parties) if shown else 0
    return Standing(state, agreement, latest, binding, waiting, signed, asked)


def _binding_state(agreement: Agreement, binding: AgreementVersion, today: datetime.date) -> State:
    if agreement.ended_on is not None and agreement.ended_on <= today:
        return State.ENDED
    if binding.starts_on > today:
        return State.SIGNED
    ends = [day for day in (binding.ends_on, agreement.ended_on) if day is not None]
    if not ends:
        return State.IN_FORCE
    left = (min(ends) - today).days
    if left < 0:
        return State.EXPIRED
    return State.EXPIRING if left <= SOON else State.IN_FORCE


def _open_state(latest: AgreementVersion | None, signed: int) -> State:
    if latest is None:
        return State.DRAFT
    if latest.declined_at is not None:
        return State.DECLINED
    if latest.withdrawn_at is not None:
        return State.WITHDRAWN
    return State.SIGNED_BY_SOME if signed else State.SENT


def reminder_due(version: AgreementVersion, today: datetime.date) -> int | None:
    """The nearest of ``REMINDERS`` that has come, where neither it nor a nearer one was sent."""
    if version.ends_on is None:
        return None
    left = (version.ends_on - today).days
    due = [days for days in REMINDERS if 0 <= left <= days]
    if not due or (version.reminded_days is not None and version.reminded_days <= min(due)):
        return None
    return min(due)


@dataclass(frozen=True)
class InForce:
    """An agreement that binds, as other rooms read it."""

    number: str
    kind: Kind
    organization: Organization
    starts_on: datetime.date
    ends_on: datetime.date | None
    terms: Mapping[str, Any]
    """Its filled fields by name, the key terms among them; ``fields.FIELDS`` lists them by kind."""


def in_force(
    kind: Kind | str,
    partner: Organization,
    *,
    organization: Organization | None = None,
    today: datetime.date | None = None,
) -> list[InForce]:
    """The agreements of ``kind`` that ``partner`` has signed and that bind today, the latest first.

    With ``organization``, only those that it has signed, too. One whose text is not what was signed binds nobody.
    Without a viewer: rooms ask it to know what they may do.
    """
    day = today or today_in(organization or partner)
    rows = AgreementVersion.objects.in_force(day).filter(agreement__kind=kind)
    rows = rows.with_party(partner, day)
    if organization is not None:
        rows = rows.with_party(organization, day)
    found = rows.select_related("agreement__organization").order_by("-completed_at").distinct()
    return [_told(one) for one in found if is_unchanged(one)]


def is_unchanged(version: AgreementVersion) -> bool:
    """Whether the text is the one that its hash was taken over. The version comes with its agreement."""
    agreement = version.agreement
    return text_hash(version, agreement.number, agreement.kind) == version.text_hash


def _told(version: AgreementVersion) -> InForce:
    agreement = version.agreement
    return InForce(
        agreement.number,
        Kind(agreement.kind),
        agreement.organization,
        version.starts_on,
        version.ends_on,
        version.terms,
    )
