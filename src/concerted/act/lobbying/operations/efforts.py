"""Booking hours and money: on which act, from which source, and on what basis. Federal money pays for no lobbying."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.accounts.models import User
from concerted.act.lobbying.acts import Act, label_of
from concerted.act.lobbying.classifier import LobbyingKind
from concerted.act.lobbying.models import Effort
from concerted.act.lobbying.queries.book import key_of, kinds_of, shares_of
from concerted.act.lobbying.queries.figures import figures_on
from concerted.act.lobbying.queries.sources import CURRENCY
from concerted.act.lobbying.queries.taxyears import history_of
from concerted.analysis.lobbying import rounded_hours
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.models import Organization
from concerted.organizations.zones import today_in
from concerted.pool.offers.models import FundingSource
from concerted.pool.offers.operations.budgets import check_lobbying


class EffortValues(TypedDict, total=False):
    act: Act | None
    mode: str
    activity: str
    words: str
    worked_on: datetime.date
    post: str
    hours: Decimal
    rate_cents: int
    direct_cents: int
    volunteer_hours: Decimal
    source: FundingSource | None
    direct_percent: Decimal | None
    grassroots_percent: Decimal | None
    basis: str


@transaction.atomic
def record_effort(
    *,
    organization: Organization,
    by: Viewer | None,
    key: uuid.UUID | None = None,
    **values: Unpack[EffortValues],
) -> Effort:
    """Book hours and money. The same form again gives what it booked before."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    key = key or uuid.uuid4()
    same = Effort.objects.filter(organization=organization, key=key).first()
    if same is not None:
        return same
    effort = _new(organization, key, by, values)
    _check(effort)
    effort.save(force_insert=True)
    note(verb="booked", subject=effort, by=by, after=_noted(effort))
    return effort


@transaction.atomic
def record_time_sheet(
    *, organization: Organization, by: Viewer | None, rows: Sequence[EffortValues], key: uuid.UUID
) -> list[Effort]:
    """Book the lines of a time sheet, all or none of them."""
    return [
        record_effort(organization=organization, by=by, key=uuid.uuid5(key, str(number)), **values)
        for number, values in enumerate(rows)
    ]


@transaction.atomic
def correct_effort(
    *,
    effort: Effort,
    because: str,
    by: Viewer | None,
    key: uuid.UUID | None = None,
    **values: Unpack[EffortValues],
) -> Effort:
    """Book an effort anew; what it was before stays in the record, with the reason."""
    effort = _locked(effort)
    key = key or uuid.uuid4()
    later = Effort.objects.filter(corrects=effort).first()
    if later is not None and later.key == key:
        return later
    _check_standing(effort)
    row = _new(effort.organization, key, by, {"mode": effort.mode, **values})
    row.corrects = effort
    _check(row)
    change(effort, ended_at=timezone.now(), ended_because=because)
    row.save(force_insert=True)
    note(verb="corrected", subject=row, by=by, before=_noted(effort), after=_noted(row))
    return row


@transaction.atomic
def remove_effort(*, effort: Effort, because: str, by: Viewer | None) -> Effort:
    """Take an effort out of the sums. It stays in the record, with the reason; asked twice, done once."""
    effort = _locked(effort)
    if effort.ended_at is not None:
        return effort
    if not because:
        raise Refused(_("Please say why."), field="because")
    change(effort, ended_at=timezone.now(), ended_because=because)
    note(verb="removed", subject=effort, by=by, before=_noted(effort))
    return effort


def _new(
    organization: Organization, key: uuid.UUID, by: Viewer | None, values: EffortValues
) -> Effort:
    told = {name: value for name, value in values.items() if name != "act"}
    act = values.get("act")
    effort = Effort(
        organization=organization,
        key=key,
        noted_by=by if isinstance(by, User) else None,
        act_kind=act.kind if act is not None else "",
        act_id=act.pk if act is not None else None,
        **told,
    )
    step = figures_on(_year_start(organization, effort.worked_on)).hours_step
    effort.hours = rounded_hours(Decimal(effort.hours), step)
    effort.volunteer_hours = rounded_hours(Decimal(effort.volunteer_hours), step)
    return effort


def _year_start(organization: Organization, day: datetime.date) -> datetime.date:
    """The first day of the tax year of ``day``; the day itself while no tax status is told."""
    history = history_of(organization)
    return history.year_of(day).starts_on if history is not None else day


def _check(effort: Effort) -> None:
    if effort.worked_on > today_in(effort.organization):
        raise Refused(_("This day has not come yet."), field="worked_on")
    _check_amounts(effort)
    _check_division(effort)
    if effort.source is not None:
        _check_source(effort, effort.source)


def _check_amounts(effort: Effort) -> None:
    if not (effort.hours or effort.direct_cents or effort.volunteer_hours):
        raise Refused(_("Please write hours or money."), field="hours")
    if effort.hours and not effort.rate_cents:
        raise Refused(_("Please write what an hour costs."), field="rate_cents")
    if (effort.hours or effort.direct_cents) and effort.source is None:
        raise Refused(_("Please say which money paid for this."), field="source")


def _check_division(effort: Effort) -> None:
    direct, grassroots = effort.direct_percent, effort.grassroots_percent
    if (direct is None) != (grassroots is None):
        raise Refused(_("Please write both parts, 0 for none."), field="grassroots_percent")
    if direct is not None and grassroots is not None and direct + grassroots > 100:
        raise Refused(_("The parts are more than the whole."), field="grassroots_percent")
    if effort.act_id is None and direct is None:
        words = _("Choose an act, or say what part of this is lobbying.")
        raise Refused(words, field="act")


def _check_source(effort: Effort, source: FundingSource) -> None:
    """Whether this money may pay for this. Money with a rule against lobbying pays only for what is known to be none."""
    if source.organization_id != effort.organization_id:
        raise Refused(_("This source belongs to another organization."), field="source")
    if source.currency != CURRENCY:
        raise Refused(_("The record is kept in US dollars, as Form 990 is."), field="source")
    usable = FundingSource.objects.filter(pk=source.pk).usable_on(effort.worked_on)
    if not usable.exists():
        words = _("“%(source)s” does not pay on this day.")
        raise Refused(words % {"source": source.name}, field="source")
    if not source.can_pay_lobbying:
        _check_no_lobbying(effort, source)


def _check_no_lobbying(effort: Effort, source: FundingSource) -> None:
    """It is for no act that is lobbying or that nobody has classified, and no part of it is divided off as lobbying."""
    key = key_of(effort)
    kind = kinds_of([key]).get(key) if key is not None else None
    if key is not None and kind is None:
        words = _(
            "“%(source)s” may not pay for lobbying. First answer the five questions about this act."
        )
        raise Refused(words % {"source": source.name}, field="source")
    is_lobbying = kind is not None and LobbyingKind(kind).is_lobbying
    if is_lobbying or shares_of(effort, kind).is_lobbying:
        check_lobbying(source=source)
        told = {"source": source.name, "purpose": source.get_purpose_display()}
        words = _("“%(source)s” may pay only for: %(purpose)s. This is lobbying.")
        raise Refused(words % told, field="source")


def _check_standing(effort: Effort) -> None:
    if effort.ended_at is not None:
        raise Refused(_("This was corrected or taken out before. Please look at the newest one."))


def _locked(effort: Effort) -> Effort:
    rows = Effort.objects.select_for_update(of=("self",))
    return rows.select_related("organization").get(pk=effort.pk)


def _noted(effort: Effort) -> dict[str, object]:
    return {
        "words": effort.words,
        "act": label_of(effort.act_kind) if effort.act_kind else "",
        "worked_on": effort.worked_on,
        "hours": effort.hours,
        "cents": effort.cents,
        "source": effort.source_id,
    }
