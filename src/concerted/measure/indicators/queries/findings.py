"""What the measures say, in the reader's language: a sentence for each key of ``analysis.inequality.finding``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concerted.analysis.findings import Finding, Value
from concerted.analysis.inequality import (
    Change,
    Estimate,
    Refusal,
    change_finding,
    finding,
)
from concerted.analysis.inequality.progress import percentage

Words = Mapping[str, str | Promise]

NAMES: Words = {
    "d": _("Difference"),
    "r": _("Ratio"),
    "bgv": _("Between-group variance"),
    "bgsd": _("Between-group standard deviation"),
    "cov": _("Coefficient of variation"),
    "mdmu": _("Mean difference from the mean"),
    "mdmw": _("Mean difference from the mean, weighted"),
    "mdbu": _("Mean difference from the best"),
    "mdbw": _("Mean difference from the best, weighted"),
    "mdru": _("Mean difference from the reference"),
    "mdrw": _("Mean difference from the reference, weighted"),
    "idisu": _("Index of disparity"),
    "idisw": _("Index of disparity, weighted"),
    "ti": _("Theil index"),
    "mld": _("Mean log deviation"),
    "par": _("Population attributable risk"),
    "paf": _("Population attributable fraction"),
    "aci": _("Absolute concentration index"),
    "rci": _("Relative concentration index"),
    "sii": _("Slope index of inequality"),
    "rii": _("Relative index of inequality"),
}
"""The measures as the field calls them."""

_TIMES = _("%(first)s has %(size)s times the figure of %(second)s")
_MORE = _("If all were as %(first)s, the whole would rise by %(size)s %(unit)s")
_LESS = _("If all were as %(first)s, the whole would fall by %(size)s %(unit)s")
_NO_MORE = _("If all were as %(first)s, the whole would not get better")
_ENDS_TIMES = _("The best placed have %(size)s times the figure of the worst placed")
_EVEN = _("It is spread evenly from the worst to the best placed")
_ALL_EQUAL = _("All %(subgroups)s groups have the same figure")
_APART_MEAN = _("Groups are %(size)s %(unit)s away from the mean, on average")
_APART_BEST = _("Groups are %(size)s %(unit)s away from the best one, on average")
_APART_ONE = _("Groups are %(size)s %(unit)s away from %(first)s, on average")
_WEIGHED_MEAN = _("Each group weighed by its size, they are %(size)s %(unit)s away from the mean")
_WEIGHED_BEST = _(
    "Each group weighed by its size, they are %(size)s %(unit)s away from the best one"
)
_WEIGHED_ONE = _("Each group weighed by its size, they are %(size)s %(unit)s away from %(first)s")

WORDS: Words = {
    "d.higher": _("%(first)s is %(size)s %(unit)s above %(second)s"),
    "d.lower": _("%(first)s is %(size)s %(unit)s below %(second)s"),
    "d.equal": _("%(first)s and %(second)s do not differ"),
    "r.higher": _TIMES,
    "r.lower": _TIMES,
    "r.equal": _("%(first)s and %(second)s have the same figure"),
    "par.higher": _MORE,
    "par.lower": _LESS,
    "par.equal": _NO_MORE,
    "paf.higher": _("If all were as %(first)s, the whole would rise by %(size)s%%"),
    "paf.lower": _("If all were as %(first)s, the whole would fall by %(size)s%%"),
    "paf.equal": _NO_MORE,
    "aci.higher": _("More of it is with the better placed: %(size)s %(unit)s of concentration"),
    "aci.lower": _("More of it is with the worse placed: %(size)s %(unit)s of concentration"),
    "aci.equal": _EVEN,
    "rci.higher": _("More of it is with the better placed: %(size)s on a scale from 0 to 1"),
    "rci.lower": _("More of it is with the worse placed: %(size)s on a scale from 0 to 1"),
    "rci.equal": _EVEN,
    "sii.higher": _("It rises by %(size)s %(unit)s from the worst to the best placed"),
    "sii.lower": _("It falls by %(size)s %(unit)s from the worst to the best placed"),
    "sii.equal": _EVEN,
    "rii.higher": _ENDS_TIMES,
    "rii.lower": _ENDS_TIMES,
    "rii.equal": _EVEN,
    "bgv": _("Each group weighed by its size, they vary around the mean by %(size)s, squared"),
    "bgsd": _("Each group weighed by its size, they are typically %(size)s %(unit)s off the mean"),
    "cov": _("Each group weighed by its size, they are typically %(size)s%% off the mean"),
    "mdmu": _APART_MEAN,
    "mdmw": _WEIGHED_MEAN,
    "mdbu": _APART_BEST,
    "mdbw": _WEIGHED_BEST,
    "mdru": _APART_ONE,
    "mdrw": _WEIGHED_ONE,
    "idisu": _("Groups are %(size)s%% of the mean away from it, on average"),
    "idisw": _("Each group weighed by its size, they are %(size)s%% of the mean away from it"),
    "ti": _("On a scale where 0 means equal shares for all, it is at %(size)s"),
    "mld": _("On a scale where 0 means equal shares for all, it is at %(size)s"),
    "change.narrowed": _("The %(measure)s went from %(before)s to %(after)s, nearer to equality"),
    "change.widened": _("The %(measure)s went from %(before)s to %(after)s, away from equality"),
    "change.same": _("The %(measure)s stayed at %(after)s"),
}
SURE: Words = {
    "clear": _("%(sentence)s (between %(lower)s and %(upper)s)."),
    "spread": _("%(sentence)s (between %(lower)s and %(upper)s)."),
    "unclear": _("%(sentence)s. It could also be equal (between %(lower)s and %(upper)s)."),
    "bare": _("%(sentence)s."),
}
CHANGE_SURE: Words = {
    "clear": _("%(sentence)s. That it narrowed is %(chance)s in 100 sure."),
    "unclear": _(
        "%(sentence)s. This could be chance: that it narrowed is %(chance)s in 100 sure."
    ),
    "bare": _("%(sentence)s."),
}
BOUNDS: Words = {"< 1": _("less than 1"), "> 99": _("more than 99")}
"""Chances that would round to none or to all."""
REASONS: Words = {
    Refusal.TOO_FEW: _("Fewer than two groups have a figure."),
    Refusal.TOO_MANY_MISSING: _("More than 15 of 100 groups have no figure."),
    Refusal.ONLY_ORDERED: _("It needs groups in a natural order."),
    Refusal.ONLY_NOT_ORDERED: _("It is for groups without a natural order."),
    Refusal.NO_POPULATION: _("It needs the size of every group."),
    Refusal.NO_MEAN: _("It needs the size of every group, or the figure of everybody."),
    Refusal.NO_REFERENCE: _("The reference group has no figure."),
    Refusal.NEGATIVE_RATE: _("A figure is below 0."),
    Refusal.ZERO_RATE: _("A figure is 0, and nothing can be divided by it."),
    Refusal.ZERO_DENOMINATOR: _("The figure to divide by is 0."),
    Refusal.MEAN_NOT_POSITIVE: _("The mean is not above 0."),
    Refusal.BEYOND_SCALE: _("A figure lies beyond the scale of the indicator."),
    Refusal.NOT_ESTIMABLE: _("The model finds no answer for these figures."),
    Refusal.TIED_ORDER: _("Two groups have the same place in the order."),
    Refusal.INCONSISTENT: _("The groups do not agree in order, direction or scale."),
    Refusal.INVALID: _("A figure, its error or a size cannot be right."),
    Refusal.OVERFLOW: _("The value is too large to be told."),
}


def sentence_of(found: Estimate, *, unit: str, groups: Sequence[str]) -> str:
    """What an estimate says, as one sentence."""
    return _worded(finding(found, unit=unit, subgroups=groups), SURE, found.measure)


def change_sentence(moved: Change) -> str:
    """How a measure has moved, as one or two sentences."""
    told = change_finding(moved)
    name = str(NAMES[moved.measure])
    values = {**told.values, "measure": name[:1].lower() + name[1:]}
    return _worded(Finding(told.key, values, told.sentence), CHANGE_SURE, moved.measure)


def reason_of(refusal: Refusal) -> str:
    return str(REASONS[refusal])


def _worded(told: Finding, sure: Words, measure: str) -> str:
    base, _dot, how = told.key.rpartition(".")
    values = {name: _told(value) for name, value in told.values.items()}
    spread = base.removesuffix(".equal")
    words = WORDS.get(base) or (_ALL_EQUAL if base != spread else WORDS[measure])
    values["sentence"] = (str(words) % values).replace("  ", " ").strip()
    return str(sure[how]) % values


def chance_of(probability: float) -> str:
    """So many in 100."""
    return _told(percentage(probability))


def _told(value: Value) -> str:
    if isinstance(value, str):
        return str(BOUNDS.get(value, value))
    if isinstance(value, tuple):
        return ", ".join(value)
    text = number_format(value, use_l10n=True)
    return text.replace("-", "−", 1) if text.startswith("-") else text
