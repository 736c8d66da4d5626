"""Mail to partners: each gets its own link, in the language of who reads it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.outbox.posting import post_mail
from concerted.pool.network.models import Asked, Wave
from concerted.pool.network.queries.addresses import addresses_of
from concerted.pool.network.queries.links import path_of


@transaction.atomic
def tell_asked(*, wave: Wave, asked: Iterable[Asked], kind: str) -> None:
    """Mail ``network/mail/<kind>`` to those who speak for each of ``asked``."""
    for one in addresses_of(asked):
        post_mail(
            to=one.email,
            template=f"network/mail/{kind}",
            language=one.language,
            organization_id=wave.organization_id,
            reply_to=wave.organization.contact_email,
            context={
                "organization": wave.organization.name,
                "partner": one.asked.name,
                "closes_on": wave.closes_on.isoformat(),
                "path": path_of(one.asked, one.language),
            },
        )


@transaction.atomic
def remind_silent(*, wave: Wave, by: Viewer | None = None) -> int:
    """Write to partners whose answers are not sent, at most once a day; how many there are."""
    Wave.objects.select_for_update().get(pk=wave.pk)
    wave = Wave.objects.select_related("organization").get(pk=wave.pk)
    if not wave.takes_answers:
        raise Refused(_("This wave takes no answers now."))
    now = timezone.now()
    if wave.reminded_at is not None and (now - wave.reminded_at).total_seconds() < 24 * 3600:
        raise Refused(_("They were reminded less than a day ago."))
    silent = list(Asked.objects.filter(wave=wave, sent_at__isnull=True).select_related("partner"))
    if silent:
        wave.reminded_at = now
        wave.save(update_fields=["reminded_at"])
        tell_asked(wave=wave, asked=silent, kind="reminder")
        note(verb="reminded", subject=wave, by=by, after={"partners": len(silent)})
    return len(silent)


@transaction.atomic
def renew_link(*, asked: Asked, by: Viewer | None) -> Asked:
    """Send a partner a new link; those before open nothing any more."""
    Asked.objects.select_for_update().filter(pk=asked.pk).update(link_number=F("link_number") + 1)
    asked = Asked.objects.select_related("wave__organization", "partner").get(pk=asked.pk)
    if not asked.wave.takes_answers:
        raise Refused(_("This wave takes no answers now."))
    note(verb="link renewed", subject=asked, by=by)
    tell_asked(wave=asked.wave, asked=[asked], kind="asked")
    return asked
