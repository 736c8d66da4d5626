"""Waves: planned, opened, closed for good, and published."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.models import Organization
from concerted.organizations.zones import today_in
from concerted.pool.network.models import Asked, Report, Wave
from concerted.pool.network.operations.mailing import tell_asked
from concerted.pool.network.queries.profiles import profiles_of

LEAST = 3
"""Of two partners each would read in every figure what the other said."""


@transaction.atomic
def plan_wave(
    *,
    organization: Organization,
    opens_on: datetime.date,
    closes_on: datetime.date,
    audience: str,
    members: Iterable[Organization],
    by: Viewer | None,
) -> Wave:
    """A wave of the partners ``members``; one that is planned or open already is given back as it is."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    unfinished = Wave.objects.filter(organization=organization, closed_at__isnull=True).first()
    if unfinished is not None:
        return unfinished
    _check_days(organization, opens_on, closes_on)
    number = Wave.objects.filter(organization=organization).count() + 1
    wave = Wave.objects.create(
        organization=organization,
        number=number,
        opens_on=opens_on,
        closes_on=closes_on,
        audience=audience,
    )
    _set_members(wave, members)
    note(verb="planned", subject=wave, by=by, after={"number": number})
    return wave


@transaction.atomic
def change_wave(
    *,
    wave: Wave,
    opens_on: datetime.date,
    closes_on: datetime.date,
    audience: str,
    members: Iterable[Organization],
    by: Viewer | None,
) -> Wave:
    """Change what is planned. Once partners are asked only the last day moves (``move_closing``)."""
    wave = _locked(wave)
    if not wave.is_planned:
        raise Refused(_("The partners are asked already: only the last day can change."))
    _check_days(wave.organization, opens_on, closes_on)
    before, after = change(wave, opens_on=opens_on, closes_on=closes_on, audience=audience)
    _set_members(wave, members)
    if after:
        note(verb="changed", subject=wave, by=by, before=before, after=after)
    return wave


@transaction.atomic
def drop_wave(*, wave: Wave, by: Viewer | None) -> None:
    """Take back a plan. A wave in which partners were asked stays."""
    found = Wave.objects.select_for_update().filter(pk=wave.pk).first()
    if found is None:
        return
    if not found.is_planned:
        raise Refused(_("The partners are asked already. Close the wave instead."))
    note(verb="deleted", subject=found, by=by, before={"number": found.number})
    found.delete()


@transaction.atomic
def open_wave(*, wave: Wave, by: Viewer | None) -> Wave:
    """Ask the partners: each gets its link by mail. A wave that is open stays as it is."""
    wave = _locked(wave)
    if not wave.is_planned:
        return wave
    rows = list(Asked.objects.filter(wave=wave).select_related("partner"))
    profiles = profiles_of(wave.organization)
    for asked in rows:
        if asked.partner is not None:
            asked.name = asked.partner.name
        asked.profile = profiles.get(asked.member, {})
    Asked.objects.bulk_update(rows, ["name", "profile"])
    wave.opened_at = timezone.now()
    wave.save(update_fields=["opened_at"])
    note(verb="opened", subject=wave, by=by, after={"partners": len(rows)})
    tell_asked(wave=wave, asked=rows, kind="asked")
    return wave


@transaction.atomic
def move_closing(*, wave: Wave, closes_on: datetime.date, by: Viewer | None) -> Wave:
    """Move the last day of an open wave."""
    wave = _locked(wave)
    if not wave.is_open:
        raise Refused(_("Only the last day of an open wave can be moved."))
    _check_days(wave.organization, min(wave.opens_on, closes_on), closes_on)
    opens_on = min(wave.opens_on, closes_on)
    before, after = change(wave, opens_on=opens_on, closes_on=closes_on)
    if after:
        note(verb="changed", subject=wave, by=by, before=before, after=after)
    return wave


@transaction.atomic
def close_wave(*, wave: Wave, by: Viewer | None = None) -> Wave:
    """End a wave for good. What was not sent is deleted: only what partners sent counts."""
    wave = _locked(wave)
    if wave.is_closed:
        return wave
    if wave.is_planned:
        raise Refused(_("Nobody was asked yet."))
    drafts = Asked.objects.filter(wave=wave, sent_at__isnull=True)
    Report.objects.filter(rater__in=drafts).delete()
    drafts.update(contributions=[], outcomes=[])
    wave.closed_at = timezone.now()
    wave.save(update_fields=["closed_at"])
    sent = Asked.objects.filter(wave=wave).sent().count()
    note(verb="closed", subject=wave, by=by, after={"answered": sent})
    return wave


@transaction.atomic
def publish_wave(*, wave: Wave, by: Viewer | None) -> Wave:
    """Show the figures of a closed wave to everybody; who works with whom only if partners were told so before."""
    wave = _locked(wave)
    if not wave.is_closed:
        raise Refused(_("Figures can be published once the wave is closed."))
    if wave.published_at is None:
        wave.published_at = timezone.now()
        wave.save(update_fields=["published_at"])
        note(verb="published", subject=wave, by=by)
    return wave


@transaction.atomic
def unpublish_wave(*, wave: Wave, by: Viewer | None) -> Wave:
    """Take the figures of a wave off the public page."""
    wave = _locked(wave)
    if wave.published_at is not None:
        wave.published_at = None
        wave.save(update_fields=["published_at"])
        note(verb="unpublished", subject=wave, by=by)
    return wave


def _locked(wave: Wave) -> Wave:
    Wave.objects.select_for_update().get(pk=wave.pk)
    return Wave.objects.select_related("organization").get(pk=wave.pk)


def _check_days(
    organization: Organization, opens_on: datetime.date, closes_on: datetime.date
) -> None:
    if closes_on < opens_on:
        raise Refused(_("The last day is before the first."), field="closes_on")
    if closes_on < today_in(organization):
        raise Refused(_("The last day is over already."), field="closes_on")


def _set_members(wave: Wave, members: Iterable[Organization]) -> None:
    """Who is asked: those of ``members`` that belong to the coalition."""
    keys = {one.pk for one in members}
    found = Organization.objects.filter(coalitions__organization=wave.organization, pk__in=keys)
    kept = list(found)
    if len(kept) < LEAST:
        words = _("Ask at least %(count)d partners.") % {"count": LEAST}
        raise Refused(words, field="members")
    Asked.objects.filter(wave=wave).exclude(member__in=[one.pk for one in kept]).delete()
    known = set(Asked.objects.filter(wave=wave).values_list("member", flat=True))
    Asked.objects.bulk_create(
        Asked(organization=wave.organization, wave=wave, partner=one, member=one.pk, name=one.name)
        for one in kept
        if one.pk not in known
    )
