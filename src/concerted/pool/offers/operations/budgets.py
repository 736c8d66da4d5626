"""Budgets and what is spent: no currency becomes another, and no money pays for what its giver or the law forbids."""

from __future__ import annotations

import datetime
import uuid
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.pool.offers.models import BudgetLine, FundingSource, Kind, Need, Purpose, Spending
from concerted.pool.offers.queries.amounts import money


class SourceValues(TypedDict, total=False):
    name: str
    cents: int
    currency: str
    is_federal: bool
    forbids_lobbying: bool
    purpose: str
    goal: Goal | None
    starts_on: datetime.date | None
    ends_on: datetime.date | None


class LineValues(TypedDict, total=False):
    goal: Goal
    title: str
    planned_cents: int
    currency: str
    need: Need | None


@transaction.atomic
def add_source(
    *, organization: Organization, by: Viewer | None, **values: Unpack[SourceValues]
) -> FundingSource:
    """Where money comes from, with its rules. The same name again gives the source that has it."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    same = FundingSource.objects.filter(organization=organization, name=values["name"]).first()
    if same is not None:
        return same
    _check_source(organization, values)
    source = FundingSource.objects.create(organization=organization, **values)
    note(verb="added", subject=source, by=by, after={"name": source.name})
    return source


@transaction.atomic
def change_source(
    *, source: FundingSource, by: Viewer | None, **values: Unpack[SourceValues]
) -> FundingSource:
    """Change a source or its rules, unless what it has paid already would break them."""
    source = _locked_source(source)
    _check_source(source.organization, values)
    before, after = change(source, **values)
    if not after:
        return source
    source = _locked_source(source)
    for spent in source.spendings.select_related("line__goal"):
        try:
            _check_rules(source, spent.line, spent.purpose, spent.spent_on)
        except Refused as broken:
            words = _("What it has paid already would break this rule. %(rule)s")
            raise Refused(words % {"rule": broken.message}) from broken
    if _left(source) < 0:
        raise Refused(_("More than that was spent from it already."), field="cents")
    note(verb="edited", subject=source, by=by, before=before, after=after)
    return source


def _check_source(organization: Organization, values: SourceValues) -> None:
    goal = values.get("goal")
    if goal is not None and goal.organization_id != organization.pk:
        raise Refused(_("This goal belongs to another organization."), field="goal")
    if values.get("is_federal") and values.get("purpose") == Purpose.LOBBYING:
        raise Refused(_("Federal money may not pay for lobbying."), field="purpose")


@transaction.atomic
def add_line(
    *, organization: Organization, by: Viewer | None, **values: Unpack[LineValues]
) -> BudgetLine:
    """A line of a goal's budget. The same words in the same currency again give the line that has them."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    names = {name: values.get(name) for name in ("goal", "title", "currency")}
    same = BudgetLine.objects.filter(organization=organization, **names).first()
    if same is not None:
        return same
    _check_line(organization, BudgetLine(organization=organization, **values))
    line = BudgetLine.objects.create(organization=organization, **values)
    note(verb="added", subject=line, by=by, after={"title": line.title})
    return line


@transaction.atomic
def change_line(
    *, line: BudgetLine, by: Viewer | None, **values: Unpack[LineValues]
) -> BudgetLine:
    """Change a line. Its goal and its currency stay once something was spent."""
    line = _locked_line(line)
    told = {"goal": line.goal, "currency": line.currency}
    is_moved = any(values.get(name, kept) != kept for name, kept in told.items())
    if is_moved and line.spendings.exists():
        raise Refused(_("Something was spent on this line. Please make a new one instead."))
    before, after = change(line, **values)
    _check_line(line.organization, line)
    if after:
        note(verb="edited", subject=line, by=by, before=before, after=after)
    return line


def _check_line(organization: Organization, line: BudgetLine) -> None:
    if line.goal.organization_id != organization.pk:
        raise Refused(_("This goal belongs to another organization."), field="goal")
    need = line.need
    if need is None:
        return
    if need.organization_id != organization.pk or need.kind != Kind.MONEY:
        raise Refused(_("Only a need of money can pay for a line."), field="need")
    if need.currency != line.currency:
        raise Refused(_("The need and the line are in two currencies."), field="need")
    if BudgetLine.objects.filter(need=need).exclude(pk=line.pk).exists():
        raise Refused(_("Another line is paid by this need already."), field="need")


@transaction.atomic
def spend(
    *,
    line: BudgetLine,
    source: FundingSource,
    purpose: str,
    cents: int,
    spent_on: datetime.date,
    by: Viewer | None,
    words: str = "",
    key: uuid.UUID | None = None,
) -> Spending:
    """Note what was paid from a source for a line, unless a rule of the source forbids it."""
    source, line = _locked_source(source), _locked_line(line)
    key = key or uuid.uuid4()
    same = line.spendings.filter(key=key).first()
    if same is not None:
        return same
    if source.organization_id != line.organization_id:
        raise Refused(_("This source belongs to another organization."), field="source")
    if spent_on > timezone.localdate():
        raise Refused(_("This day has not come yet."), field="spent_on")
    _check_rules(source, line, purpose, spent_on)
    left = _left(source)
    if cents > left:
        told = {"source": source.name, "left": money(left, source.currency)}
        raise Refused(_("Only %(left)s of “%(source)s” is left.") % told, field="cents")
    spent = Spending.objects.create(
        organization=line.organization,
        line=line,
        source=source,
        purpose=purpose,
        cents=cents,
        spent_on=spent_on,
        words=words,
        key=key,
    )
    note(verb="spent", subject=spent, by=by, after={"cents": cents, "purpose": purpose})
    return spent


@transaction.atomic
def remove_spending(*, spending: Spending, by: Viewer | None) -> None:
    """Take back what was noted by mistake. Asked twice, done once."""
    found = Spending.objects.select_for_update(of=("self",)).filter(pk=spending.pk).first()
    if found is not None:
        note(verb="removed", subject=found, by=by, before={"cents": found.cents})
        found.delete()


def check_lobbying(*, source: FundingSource) -> None:
    """Refuse that ``source`` pays for lobbying, where the law or who gave it does not allow that."""
    if source.is_federal:
        words = _("“%(source)s” is federal money. It may not pay for lobbying (2 CFR 200.450).")
        raise Refused(words % {"source": source.name}, field="source")
    if source.forbids_lobbying:
        words = _("Who gave “%(source)s” does not allow it to pay for lobbying.")
        raise Refused(words % {"source": source.name}, field="source")


def _check_rules(
    source: FundingSource, line: BudgetLine, purpose: str, spent_on: datetime.date
) -> None:
    told = {"source": source.name, "currency": source.currency}
    if source.currency != line.currency:
        words = _("“%(source)s” is in %(currency)s, the line is in another currency.")
        raise Refused(words % told, field="source")
    if purpose == Purpose.LOBBYING:
        check_lobbying(source=source)
    if source.purpose not in ("", purpose):
        told["purpose"] = str(source.get_purpose_display())
        raise Refused(
            _("“%(source)s” may pay only for: %(purpose)s.") % told,
            field="source",
        )
    if source.goal is not None and source.goal_id != line.goal_id:
        told["goal"] = source.goal.title
        raise Refused(_("“%(source)s” is only for “%(goal)s”.") % told, field="source")
    if source.starts_on is not None and spent_on < source.starts_on:
        told["day"] = date_format(source.starts_on)
        raise Refused(_("“%(source)s” pays only from %(day)s on.") % told, field="spent_on")
    if source.ends_on is not None and spent_on > source.ends_on:
        told["day"] = date_format(source.ends_on)
        raise Refused(_("“%(source)s” paid only until %(day)s.") % told, field="spent_on")


def _left(source: FundingSource) -> int:
    return int(source.cents - (source.spendings.aggregate(sum=Sum("cents"))["sum"] or 0))


def _locked_source(source: FundingSource) -> FundingSource:
    rows = FundingSource.objects.select_for_update(of=("self",))
    return rows.select_related("organization", "goal").get(pk=source.pk)


def _locked_line(line: BudgetLine) -> BudgetLine:
    rows = BudgetLine.objects.select_for_update(of=("self",))
    return rows.select_related("organization", "goal").get(pk=line.pk)
