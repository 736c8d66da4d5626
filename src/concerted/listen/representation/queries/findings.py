"""What the analysis found, as sentences in the reader's language."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concerted.analysis.findings import Finding, Value

WORDS: dict[str, str | Promise] = {
    "group.fewer": _(
        "%(group)s: for every 10 who could be expected, %(came)s came (between %(lower)s and %(upper)s)."
    ),
    "group.more": _(
        "%(group)s: for every 10 who could be expected, %(came)s came (between %(lower)s and %(upper)s)."
    ),
    "group.unclear": _(
        "%(group)s: for every 10 who could be expected, %(came)s came. This could be chance (between %(lower)s and "
        "%(upper)s)."
    ),
    "group.unexpected": _(
        "%(group)s: %(count)s came, and the figures of the place know nobody of them."
    ),
    "group.nobody": _("%(group)s: nobody came, and nobody is known to live there."),
    "mix.different": _(
        "Those who took part are not the mix of those who live there: %(share)s%% of them would have to be of other "
        "groups. By chance alone it would be about %(chance)s%%."
    ),
    "mix.unclear": _(
        "Those who took part could well be the mix of those who live there: %(share)s%% of them would have to be of "
        "other groups, and by chance alone it would be about %(chance)s%%."
    ),
    "raking.fits": _(
        "Weights give the %(people)s people the mix of those who live there. They then tell as much as %(effective)s "
        "people who all count the same."
    ),
    "raking.thin": _(
        "Weights give the %(people)s people the mix of those who live there, but few people then speak for many: they "
        "tell only as much as %(effective)s people who all count the same."
    ),
    "raking.short": _(
        "No fair weights give the %(people)s people the mix of those who live there: a share stays %(gap)s "
        "percentage points off."
    ),
    "reading.moved": _(
        "If the mix were that of those who live there, %(weighted)s%% would %(answer)s, not %(plain)s%% (between "
        "%(lower)s%% and %(upper)s%%)."
    ),
    "reading.same": _(
        "If the mix were that of those who live there, still about %(weighted)s%% would %(answer)s."
    ),
    "reading.noisier": _("We keep %(plain)s%%: weights would add more doubt than they take away."),
    "reading.thin": _("We keep %(plain)s%%: too few people would have to speak for too many."),
    "reading.none": _("Nobody answered."),
}


def sentence(finding: Finding) -> str:
    """``finding`` in the language of the moment, its numbers in the reader's notation."""
    values = {name: _told(value) for name, value in finding.values.items()}
    return str(WORDS[finding.key]) % values


def _told(value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return value if isinstance(value, str) else number_format(value, use_l10n=True)
