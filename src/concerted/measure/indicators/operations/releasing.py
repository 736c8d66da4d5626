"""Figures leave the office: prepared for it to look at, and released."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.measure.indicators.models import (
    Figure,
    FigureStatus,
    Indicator,
    Observation,
    Preparation,
    Release,
    Trouble,
    Veto,
)
from concerted.measure.indicators.queries.drafting import (
    Row,
    draft,
    figures_from,
    fingerprint_of,
)

AT_ONCE = 2000
TRIES = 3
"""Figures that change so often while one looks are left alone."""
NEVER = "-"
"""The fingerprint of nothing."""


@transaction.atomic
def ask_for_preparation(*, indicator: Indicator, by: Viewer | None) -> Preparation:
    """Note that what a release would tell is to be worked out.

    Asked again while that is under way, it goes on; else it is worked out again.
    """
    indicator = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    if not Observation.objects.filter(indicator=indicator).current().exists():
        raise Refused(_("There are no approved figures yet, so there is nothing to release."))
    if Veto.objects.against(indicator).filter(dimension__isnull=True).exists():
        raise Refused(_("A community asked that these figures are not published."))
    found = Preparation.objects.open().filter(indicator=indicator).first()
    if found is not None and found.is_under_way:
        return found
    asked = {
        "asked_at": timezone.now(),
        "trouble": "",
        "asked_by_id": by.pk if by else None,
        "ready_at": None,
        "fingerprint": "",
        "packed": b"",
    }
    preparation, _is_new = Preparation.objects.update_or_create(
        organization_id=indicator.organization_id,
        indicator=indicator,
        release=None,
        defaults=asked,
    )
    return preparation


def prepare(*, preparation: Preparation) -> Preparation | None:
    """Work out what a release would tell: outside of any transaction, for it may take minutes.

    Nothing comes of it where the figures changed meanwhile, or were released.
    """
    indicator = Indicator.objects.get(pk=preparation.indicator_id)
    made_from = fingerprint_of(indicator)
    packed = Preparation.pack(draft(indicator))
    if fingerprint_of(indicator) != made_from:
        return None
    ready = {"trouble": "", "ready_at": timezone.now(), "fingerprint": made_from, "packed": packed}
    Preparation.objects.open().filter(pk=preparation.pk).update(**ready)
    return Preparation.objects.open().filter(pk=preparation.pk).first()


def prepare_or_say_why(*, preparation: Preparation) -> None:
    """As ``prepare``, for the worker: what changed meanwhile is taken in, and where nothing comes of it, that is noted."""
    try:
        for _time in range(TRIES):
            if prepare(preparation=preparation) is not None:
                return
    except Exception:
        _note_trouble(preparation, Trouble.FAILED)
        raise
    _note_trouble(preparation, Trouble.CHANGED)


def _note_trouble(preparation: Preparation, trouble: Trouble) -> None:
    waiting = Preparation.objects.open().filter(pk=preparation.pk, ready_at__isnull=True)
    waiting.update(trouble=trouble)


@transaction.atomic
def release_indicator(
    *, indicator: Indicator, by: Viewer | None, words: str = "", seen: str | None = None
) -> Release:
    """Let the figures of ``indicator`` leave the office as they were prepared; prepared now where they were not.

    ``seen`` is the fingerprint of what a person looked at: nothing else is released in their name. Asked twice for
    the same, there is one release.
    """
    indicator = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    done = (
        Preparation.objects.filter(indicator=indicator, fingerprint=seen or NEVER).spent().first()
    )
    if done is not None and done.release_id is not None:
        return Release.objects.get(pk=done.release_id)
    now = fingerprint_of(indicator)
    prepared = Preparation.objects.open().filter(indicator=indicator, fingerprint=now).first()
    if prepared is None and seen is not None:
        words_ = _("The figures changed since you looked. Prepare them again, and look once more.")
        raise Refused(words_)
    if prepared is None:
        prepared = prepare(preparation=ask_for_preparation(indicator=indicator, by=by))
    if prepared is None:
        raise Refused(_("The figures changed while they were prepared. Please try again."))
    return _released(indicator, prepared, by, words)


def _released(
    indicator: Indicator, prepared: Preparation, by: Viewer | None, words: str
) -> Release:
    rows: list[Row] = prepared.content["rows"]
    if not any(row[6] == FigureStatus.SHOWN for row in rows):
        raise Refused(_("No figure can be shown without telling of few people."))
    last = Release.objects.filter(indicator=indicator).aggregate(last=Max("number"))["last"]
    release = Release.objects.create(
        organization_id=indicator.organization_id,
        indicator=indicator,
        number=(last or 0) + 1,
        released_by_id=by.pk if by else None,
        words=words,
    )
    Figure.objects.bulk_create(figures_from(rows, release), batch_size=AT_ONCE)
    prepared.release = release
    prepared.packed = Preparation.pack({"held": prepared.content["held"]})
    prepared.save(update_fields=["release", "packed"])
    note(verb="released", subject=release, by=by, after={"indicator": indicator, "words": words})
    return release
