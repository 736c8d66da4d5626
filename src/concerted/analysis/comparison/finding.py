"""What a comparison says in plain words, and what must hold to believe it; ready to be translated."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from concerted.analysis.comparison.differences import DifferenceInDifferences
from concerted.analysis.comparison.fitting import Effect
from concerted.analysis.comparison.refusals import REFUSALS, Refusal
from concerted.analysis.comparison.series import InterruptedTimeSeries
from concerted.analysis.findings import Finding, Value, told

_CLEAR = " ({confidence} % interval: {lower} to {upper})."
_UNCLEAR = ", but it may also be no change at all ({confidence} % interval: {lower} to {upper})."
_PLAIN = {
    "did.higher": "{indicator}: {first} moved {size} {unit} further up than {second} after {event}",
    "did.lower": "{indicator}: {first} moved {size} {unit} further down than {second} after {event}",
    "did.equal": "{indicator}: {first} and {second} moved alike after {event}",
    "its.higher": "{indicator}: at the end {first} is {size} {unit} above its path from before {event}",
    "its.lower": "{indicator}: at the end {first} is {size} {unit} below its path from before {event}",
    "its.equal": "{indicator}: at the end {first} is where its path from before {event} led",
    "its_ratio.higher": "{indicator}: at the end {first} is {size} times what its path from before "
    "{event} led to",
    "its_ratio.lower": "{indicator}: at the end {first} is {size} times what its path from before "
    "{event} led to",
    "its_ratio.equal": "{indicator}: at the end {first} is where its path from before {event} led",
}


def _sentences() -> dict[str, str]:
    found = {}
    for key, text in _PLAIN.items():
        found[f"{key}.clear"], found[f"{key}.unclear"] = text + _CLEAR, text + _UNCLEAR
    found["trend.alike"] = (
        "Before {event}, {first} and {second} moved alike as far as these figures can tell: the gap "
        "changed by {size} {unit} {per} ({confidence} % interval: {lower} to {upper})."
    )
    found["trend.apart"] = (
        "Before {event}, {first} and {second} already moved apart: the gap changed by {size} {unit} "
        "{per} ({confidence} % interval: {lower} to {upper})."
    )
    for reason, why in REFUSALS.items():
        found[f"refused.{reason}"] = f"{{indicator}}: no comparison, because {why}."
    return found


SENTENCES: Mapping[str, str] = MappingProxyType(_sentences())
ASSUMPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "parallel": "Without the change, both groups would have moved alike.",
        "parallel_seen": "Before the change they moved alike, as far as these figures can tell.",
        "parallel_doubtful": "Before the change they did not move alike, so be careful.",
        "parallel_unseen": "There are too few figures from before to see whether they moved alike.",
        "path": "Without the change, the figures would have kept to their path from before.",
        "no_other": "Nothing else changed at that time for one group and not for the other.",
        "no_other_time": "Nothing else changed at that time.",
        "no_spill": "The change did not reach the group it is compared with.",
        "same_people": "Who was counted, and how, stayed the same.",
        "no_season": "The time of year makes no difference.",
        "few_periods": "There are only a few periods, so this can still turn out otherwise.",
        "no_cause": "This does not prove what caused what.",
    }
)


def comparison_finding(
    result: DifferenceInDifferences | InterruptedTimeSeries,
    *,
    indicator: str = "The indicator",
    unit: str = "units",
    first: str = "the group",
    second: str = "the other group",
    event: str = "the change",
) -> Finding:
    """What a comparison says, as the key and the values of one sentence.

    Parameters
    ----------
    result : of ``difference_in_differences`` or ``interrupted_time_series``, of which the last period
        is told
    indicator, unit, first, second, event : how the sentence calls the indicator, its unit, the group
        where it began, the one without, and what began

    Returns
    -------
    Finding; its key ends in ``.clear`` (the interval leaves no change out) or ``.unclear``. Below no
    change the number is turned round (2 further down, not -2 further up); a ratio is not.

    Raises
    ------
    ValueError: the effect has no interval.

    References
    ----------
    Our own wording.

    Examples
    --------
    >>> from concerted.analysis.comparison import difference_in_differences
    >>> found = difference_in_differences([[50, 60], [52, 54.0]], [1, 2], since=2, se=[[1, 1], [1, 1]])
    >>> comparison_finding(found, indicator="Pass rate", unit="points", event="study seats").text
    'Pass rate: the group moved 8 points further up than the other group after study seats (95 % interval: 4.08 to 11.9).'
    """
    names: dict[str, Value] = {
        "indicator": indicator,
        "unit": unit,
        "first": first,
        "event": event,
    }
    if isinstance(result, DifferenceInDifferences):
        kind, effect = "did", result.effect
        names["second"] = second
    else:
        effect = result.last
        kind = "its_ratio" if effect.is_logarithmic else "its"
    values, way = _values(effect)
    key = f"{kind}.{way}.{'clear' if effect.is_clear else 'unclear'}"
    return Finding(key, names | values, SENTENCES[key])


def trend_finding(
    trend: Effect,
    *,
    unit: str = "units",
    per: str = "per period",
    first: str = "the group",
    second: str = "the other group",
    event: str = "the change",
) -> Finding:
    """Whether two groups moved alike before the change, as the key and the values of one sentence.

    Parameters
    ----------
    trend : of a DifferenceInDifferences
    unit, per, first, second, event : how the sentence calls the unit, the unit of time ("per year"),
        the groups, and what began

    Returns
    -------
    Finding with the key ``trend.alike`` or ``trend.apart``.

    Raises
    ------
    ValueError: the trend has no interval.

    References
    ----------
    Our own wording.

    Examples
    --------
    >>> print(trend_finding(Effect(0.2, 0.3, -0.4, 0.8, 0.95, 6.0), unit="points").text[:60])
    Before the change, the group and the other group moved alike
    """
    low, high = _interval(trend)
    values: dict[str, Value] = {
        "unit": unit,
        "per": per,
        "first": first,
        "second": second,
        "event": event,
        "size": told(trend.estimate),
        "confidence": told(100 * trend.confidence),
        "lower": told(low),
        "upper": told(high),
    }
    key = "trend.apart" if trend.is_clear else "trend.alike"
    return Finding(key, values, SENTENCES[key])


def refusal_finding(reason: Refusal, *, indicator: str = "The indicator") -> Finding:
    """Why there is no comparison, as the key and the values of one sentence.

    Parameters
    ----------
    reason : of a CannotCompare
    indicator : how the sentence calls the indicator

    Returns
    -------
    Finding with the key ``refused.<reason>``.

    Raises
    ------
    ValueError: no refusal is called so.

    References
    ----------
    Our own wording.

    Examples
    --------
    >>> refusal_finding(Refusal.NO_AFTER, indicator="Wait").text
    'Wait: no comparison, because no period after the change is known for both groups.'
    """
    key = f"refused.{Refusal(reason)}"
    return Finding(key, {"indicator": indicator}, SENTENCES[key])


def _interval(effect: Effect) -> tuple[float, float]:
    if effect.lower is None or effect.upper is None:
        raise ValueError("An effect needs its interval to be told.")
    return effect.lower, effect.upper


def _values(effect: Effect) -> tuple[dict[str, Value], str]:
    """The numbers of a sentence, and which way they point."""
    low, high = _interval(effect)
    size = effect.estimate
    way = "higher" if size > effect.at_none else "lower" if size < effect.at_none else "equal"
    if way == "lower" and not effect.is_logarithmic:
        size, low, high = -size, -high, -low
    return {
        "size": told(size),
        "confidence": told(100 * effect.confidence),
        "lower": told(low),
        "upper": told(high),
    }, way
