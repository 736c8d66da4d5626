"""What a partner says: with whom it works, how it rates them, and what else it tells. All of it can change until the
wave closes; it counts once it is sent."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.pool.network.models import Asked, Report, Via, Wave
from concerted.pool.network.models.reports import ITEMS
from concerted.pool.network.operations.mailing import tell_asked

SAID = ("frequency", "relationship", *ITEMS)
"""The fields of a report that are asked."""


@transaction.atomic
def choose_partners(*, asked: Asked, others: Collection[uuid.UUID]) -> list[Report]:
    """Say with which ``others`` of the wave the partner works. What was said of those stays; of the rest it goes."""
    asked = _answering(asked, Via.ONLINE)
    return _choose(asked, others)


@transaction.atomic
def rate_partner(*, asked: Asked, other: Asked, **said: Any) -> Report:
    """Say how the work with ``other`` is. Raises ``Refused`` where ``asked`` does not say that it works with it."""
    asked = _answering(asked, Via.ONLINE)
    report = Report.objects.select_for_update().filter(rater=asked, rated=other).first()
    if report is None:
        raise Refused(_("First say that you work with them."))
    return _say(report, said)


@transaction.atomic
def tell_rest(*, asked: Asked, contributions: Iterable[str], outcomes: Iterable[str]) -> Asked:
    """Say what the partner brings, and what came of working together."""
    asked = _answering(asked, Via.ONLINE)
    asked.contributions, asked.outcomes = list(contributions), list(outcomes)
    asked.save(update_fields=["contributions", "outcomes"])
    return asked


@transaction.atomic
def send_answers(*, asked: Asked, by: Viewer | None = None) -> Asked:
    """From now on what the partner says counts. Sending again changes nothing."""
    asked = _answering(asked, Via.ONLINE)
    if asked.sent_at is None:
        asked.sent_at = timezone.now()
        asked.save(update_fields=["sent_at"])
        note(verb="sent", subject=asked, by=by)
    return asked


@transaction.atomic
def type_answers(
    *,
    asked: Asked,
    ratings: Mapping[uuid.UUID, Mapping[str, Any]],
    contributions: Iterable[str],
    outcomes: Iterable[str],
    by: Viewer | None,
) -> Asked:
    """Enter what a partner wrote on paper, in the place of what was typed before, and tell the partner.

    ``ratings`` has what is said of each other with whom the partner works. Raises ``Refused`` where the partner
    answers online: nobody else changes that.
    """
    asked = _answering(asked, Via.PAPER)
    Report.objects.filter(rater=asked).delete()
    for report in _choose(asked, ratings.keys()):
        _say(report, dict(ratings[report.rated_id]))
    asked.contributions, asked.outcomes = list(contributions), list(outcomes)
    asked.sent_at = timezone.now()
    asked.typed_by_id = by.pk if by is not None else None
    asked.save(update_fields=["contributions", "outcomes", "sent_at", "typed_by"])
    note(verb="typed", subject=asked, by=by)
    tell_asked(wave=asked.wave, asked=[asked], kind="typed")
    return asked


def _answering(asked: Asked, via: Via) -> Asked:
    """``asked``, locked with its wave, while it may answer this way."""
    Wave.objects.select_for_update().get(pk=asked.wave_id)
    Asked.objects.select_for_update().get(pk=asked.pk)
    asked = Asked.objects.select_related("wave__organization", "partner").get(pk=asked.pk)
    if not asked.wave.takes_answers:
        raise Refused(_("This wave is closed: answers can no longer change."))
    if via == Via.PAPER and asked.via == Via.ONLINE:
        raise Refused(_("This partner answers online. Only the partner itself can change that."))
    if asked.via != via:
        asked.via = via
        asked.save(update_fields=["via"])
    return asked


def _choose(asked: Asked, others: Collection[uuid.UUID]) -> list[Report]:
    known = Asked.objects.filter(wave=asked.wave, pk__in=others).exclude(pk=asked.pk)
    kept = set(known.values_list("pk", flat=True))
    Report.objects.filter(rater=asked).exclude(rated__in=kept).delete()
    had = set(Report.objects.filter(rater=asked).values_list("rated", flat=True))
    Report.objects.bulk_create(Report(rater=asked, rated_id=one) for one in kept - had)
    return list(Report.objects.filter(rater=asked))


def _say(report: Report, said: Mapping[str, Any]) -> Report:
    for name in SAID:
        if name in said:
            setattr(report, name, said[name])
    report.save(update_fields=SAID)
    return report
