"""What an organization tells of itself: its tax status, Form 5768, its tax years, elections and states."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from concerted.act.lobbying.models import (
    Candidacy,
    ElectionWindow,
    StateReminder,
    StatusKind,
    TaxElection,
    TaxStatus,
    YearFigures,
)
from concerted.act.lobbying.queries.taxyears import TaxHistory, history_of
from concerted.act.officials.models import Jurisdiction, Official
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.models import Organization
from concerted.organizations.zones import today_in
from concerted.pool.offers.models import FundingSource


class FigureValues(TypedDict, total=False):
    exempt_cents: int
    is_estimate: bool
    overhead_cents: int
    overhead_source: FundingSource | None
    all_hours: Decimal
    group_exempt_cents: int | None
    group_direct_cents: int | None
    group_grassroots_cents: int | None
    dues_cents: int | None
    carried_in_cents: int | None
    notified_cents: int | None
    carried_on_cents: int | None


@transaction.atomic
def set_status(
    *,
    organization: Organization,
    kind: str,
    first_month: int,
    by: Viewer | None,
    is_affiliated: bool = False,
    since: datetime.date | None = None,
) -> TaxStatus:
    """Tell the tax status that holds from a day on, or from the beginning; the same day again corrects it.

    Who has an election in effect stays a public charity until it is revoked.
    """
    Organization.objects.select_for_update().get(pk=organization.pk)
    standing = TaxElection.objects.filter(organization=organization, revoked_on=None)
    if not StatusKind(kind).may_elect and standing.exists():
        words = _("Your election of 501(h) is in effect. First note that it was revoked.")
        raise Refused(words, field="kind")
    values = {"kind": kind, "first_month": first_month, "is_affiliated": is_affiliated}
    row, is_new = TaxStatus.objects.get_or_create(
        organization=organization, since=since, defaults=values
    )
    before, after = ({}, {**values, "since": since}) if is_new else change(row, **values)
    if after:
        note(verb="changed", subject=row, by=by, before=before, after=after)
    return row


@transaction.atomic
def remove_status(*, status: TaxStatus, by: Viewer | None) -> None:
    """Take out a status that was told by mistake. Asked twice, done once; the last one stays."""
    Organization.objects.select_for_update().get(pk=status.organization_id)
    rows = TaxStatus.objects.filter(organization=status.organization_id)
    found = rows.filter(pk=status.pk).first()
    if found is None:
        return
    if not rows.exclude(pk=found.pk).exists():
        raise Refused(_("This is the only one. Change it instead."))
    note(verb="removed", subject=found, by=by, before={"kind": found.kind, "since": found.since})
    found.delete()


@transaction.atomic
def note_election(
    *, organization: Organization, filed_on: datetime.date, by: Viewer | None
) -> TaxElection:
    """Note that Form 5768 was filed. The same day again gives the election there is."""
    Organization.objects.select_for_update().get(pk=organization.pk)
    history = history_of(organization)
    if history is None or not StatusKind(history.on(filed_on).kind).may_elect:
        raise Refused(_("Only a 501(c)(3) public charity that is no church may elect."))
    standing = TaxElection.objects.filter(organization=organization, revoked_on=None).first()
    if standing is not None:
        if standing.filed_on == filed_on:
            return standing
        words = _("An election is in effect already. It stays until it is revoked.")
        raise Refused(words, field="filed_on")
    if filed_on > today_in(organization):
        raise Refused(_("This day has not come yet."), field="filed_on")
    _check_revoked(history, filed_on)
    row = TaxElection.objects.create(organization=organization, filed_on=filed_on)
    note(verb="added", subject=row, by=by, after={"filed_on": filed_on})
    return row


def _check_revoked(history: TaxHistory, filed_on: datetime.date) -> None:
    """No election counts for the first tax year of a revocation (26 CFR 1.501(h)-2(a))."""
    rows = TaxElection.objects.filter(organization=history.organization, revoked_on__isnull=False)
    for one in rows:
        if one.revoked_on is None:
            continue
        year = history.year_of(one.revoked_on)
        without = year
        if one.revoked_on > year.starts_on:
            without = history.year_of(year.ends_on + datetime.timedelta(days=1))
        if one.filed_on <= filed_on <= without.ends_on:
            words = _(
                "After a revocation one tax year stays without an election. A new one can be filed from %(day)s on."
            )
            day = date_format(without.ends_on + datetime.timedelta(days=1))
            raise Refused(words % {"day": day}, field="filed_on")


@transaction.atomic
def revoke_election(
    *, election: TaxElection, revoked_on: datetime.date, by: Viewer | None
) -> TaxElection:
    """Note that the election was revoked. It still counts for the tax year that had begun."""
    rows = TaxElection.objects.select_for_update(of=("self",)).select_related("organization")
    election = rows.get(pk=election.pk)
    if revoked_on < election.filed_on:
        raise Refused(_("This is before the election was filed."), field="revoked_on")
    if revoked_on > today_in(election.organization):
        raise Refused(_("This day has not come yet."), field="revoked_on")
    _before, after = change(election, revoked_on=revoked_on)
    if after:
        note(verb="revoked", subject=election, by=by, after=after)
    return election


@transaction.atomic
def set_year(
    *,
    organization: Organization,
    starts_on: datetime.date,
    by: Viewer | None,
    **values: Unpack[FigureValues],
) -> YearFigures:
    """Tell what the tax year that begins on a day was as a whole, or correct it."""
    Organization.objects.select_for_update().get(pk=organization.pk)
    history = history_of(organization)
    if history is None or history.year_of(starts_on).starts_on != starts_on:
        raise Refused(_("No tax year of yours begins on this day."))
    _check_overhead(organization, values)
    row, is_new = YearFigures.objects.get_or_create(
        organization=organization, starts_on=starts_on, defaults=values
    )
    before, after = ({}, dict(values)) if is_new else change(row, **values)
    if after:
        note(verb="changed", subject=row, by=by, before=before, after=after)
    return row


def _check_overhead(organization: Organization, values: FigureValues) -> None:
    """Running costs are costs: the part of them that is lobbying is paid with money that may pay for it."""
    if not values.get("overhead_cents"):
        return
    source = values.get("overhead_source")
    if source is None:
        raise Refused(_("Please say which money paid for this."), field="overhead_source")
    if source.organization_id != organization.pk:
        raise Refused(_("This source belongs to another organization."), field="overhead_source")
    if not source.can_pay_lobbying:
        words = _("“%(source)s” may not pay for lobbying, so for no part of these costs.")
        raise Refused(words % {"source": source.name}, field="overhead_source")


@transaction.atomic
def add_window(
    *,
    organization: Organization,
    name: str,
    opens_on: datetime.date,
    votes_on: datetime.date,
    by: Viewer | None,
    jurisdiction: Jurisdiction | None = None,
) -> ElectionWindow:
    """Note an election, and from when to be careful. The same election again gives the one there is."""
    Organization.objects.select_for_update().get(pk=organization.pk)
    if votes_on < opens_on:
        raise Refused(_("The vote is before this begins."), field="votes_on")
    row, is_new = ElectionWindow.objects.get_or_create(
        organization=organization,
        name=name,
        votes_on=votes_on,
        defaults={"opens_on": opens_on, "jurisdiction": jurisdiction},
    )
    if is_new:
        note(verb="added", subject=row, by=by, after={"name": name, "votes_on": votes_on})
    return row


@transaction.atomic
def remove_window(*, window: ElectionWindow, by: Viewer | None) -> None:
    """Take out an election that was noted by mistake, with who runs in it. Asked twice, done once."""
    found = ElectionWindow.objects.select_for_update(of=("self",)).filter(pk=window.pk).first()
    if found is not None:
        note(verb="removed", subject=found, by=by, before={"name": found.name})
        found.delete()


@transaction.atomic
def name_candidate(
    *,
    window: ElectionWindow,
    official: Official,
    by: Viewer | None,
    office: str = "",
    source: str = "",
) -> Candidacy:
    """Note that an official runs in an election."""
    ElectionWindow.objects.select_for_update(of=("self",)).get(pk=window.pk)
    if official.organization_id not in (None, window.organization_id):
        raise Refused(_("This official is in another organization's list."), field="official")
    row, is_new = Candidacy.objects.get_or_create(
        organization=window.organization,
        window=window,
        official=official,
        defaults={"office": office, "source": source},
    )
    if is_new:
        note(verb="added", subject=row, by=by, after={"window": window.name, "office": office})
    return row


@transaction.atomic
def remove_candidate(*, candidacy: Candidacy, by: Viewer | None) -> None:
    """Take out that an official runs. Asked twice, done once."""
    found = Candidacy.objects.select_for_update(of=("self",)).filter(pk=candidacy.pk).first()
    if found is not None:
        note(verb="removed", subject=found, by=by, before={"office": found.office})
        found.delete()


@transaction.atomic
def add_reminder(
    *,
    organization: Organization,
    state: str,
    words: str,
    by: Viewer | None,
    due_on: datetime.date | None = None,
    url: str = "",
) -> StateReminder:
    """Write down what a state asks of those who lobby there. The same words again give what there is."""
    Organization.objects.select_for_update().get(pk=organization.pk)
    row, is_new = StateReminder.objects.get_or_create(
        organization=organization,
        state=state,
        words=words,
        due_on=due_on,
        defaults={"url": url},
    )
    if is_new:
        note(verb="added", subject=row, by=by, after={"state": state, "due_on": due_on})
    return row


@transaction.atomic
def finish_reminder(*, reminder: StateReminder, by: Viewer | None) -> StateReminder:
    """Note that what a state asks was done."""
    rows = StateReminder.objects.select_for_update(of=("self",))
    reminder = rows.get(pk=reminder.pk)
    if reminder.done_at is None:
        change(reminder, done_at=timezone.now())
        note(verb="finished", subject=reminder, by=by)
    return reminder
