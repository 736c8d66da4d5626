"""What a change or a pace says, in one sentence of plain words, ready to be translated.

As ``finding``: a key and values; ``SENTENCES`` has the English sentence of each key. A change ends in
``.clear`` (its interval leaves no change out), ``.unclear`` (it does not) or ``.bare`` (there is no
interval); a pace in ``.chance`` or ``.bare``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from concerted.analysis.findings import Finding, Value, told
from concerted.analysis.inequality.change import Change
from concerted.analysis.inequality.measures import MEASURES
from concerted.analysis.inequality.pace import Pace

_CHANGES = {
    "change.narrowed": "{indicator}: the {measure} went from {before} to {after}, nearer to equality",
    "change.widened": "{indicator}: the {measure} went from {before} to {after}, away from equality",
    "change.same": "{indicator}: the {measure} stayed at {after}",
}
_SURE = {
    "clear": " (change {difference}, {confidence} % interval: {lower} to {upper}; chance that it "
    "narrowed: {chance} %).",
    "unclear": ", but no change cannot be ruled out (change {difference}, {confidence} % interval: "
    "{lower} to {upper}; chance that it narrowed: {chance} %).",
    "bare": ".",
}
_GOES_ON = "{indicator}: if it goes on like this it is at {expected} in {by}"
_PACES = {
    "pace.on_time": _GOES_ON + ", which meets the target of {target}",
    "pace.late": _GOES_ON
    + ", which misses the target of {target}: it moves by {seen} per {period} "
    "where {needed} is needed",
    "pace.late.percent": _GOES_ON
    + ", which misses the target of {target}: it moves by {seen} % per "
    "{period} where {needed} % is needed",
    "pace.away": _GOES_ON + " and never meets the target of {target}: it moves by {seen} per "
    "{period} where {needed} is needed",
    "pace.away.percent": _GOES_ON
    + " and never meets the target of {target}: it moves by {seen} % "
    "per {period} where {needed} % is needed",
}
_CHANCE = {"chance": " (chance to meet it: {chance} %).", "bare": "."}

SENTENCES: Mapping[str, str] = MappingProxyType(
    {f"{key}.{sure}": text + end for key, text in _CHANGES.items() for sure, end in _SURE.items()}
    | {
        f"{key}.{sure}": text + end
        for key, text in _PACES.items()
        for sure, end in _CHANCE.items()
    }
)


def change_finding(change: Change, *, indicator: str = "The indicator") -> Finding:
    """What a change says, as the key and the values of one sentence.

    Parameters
    ----------
    change : of any measure between two periods
    indicator : how the sentence calls the indicator

    Returns
    -------
    Finding; *nearer to equality* compares the distances from 0, of ratios from 1 on the log scale.

    References
    ----------
    Our own definition: words for the figures of ``change``, whose sources stand there.

    Examples
    --------
    >>> from concerted.analysis.inequality.change import change
    >>> from concerted.analysis.inequality.pairs import difference
    >>> moved = change(difference([40.0, 70.0]), difference([50.0, 70.0]))
    >>> change_finding(moved, indicator="Literacy").text
    'Literacy: the difference went from 30 to 20, nearer to equality.'
    """
    way = "narrowed" if change.has_narrowed else "widened"
    known = MEASURES.get(change.measure)
    values: dict[str, Value] = {
        "indicator": indicator,
        "measure": change.measure if known is None else known.name,
        "before": told(change.before),
        "after": told(change.after),
        "difference": told(change.difference),
    }
    sure = "bare"
    lower, upper = change.difference_lower, change.difference_upper
    if lower is not None and upper is not None and change.probability_narrowed is not None:
        values["lower"], values["upper"] = told(lower), told(upper)
        values["confidence"] = told(100 * change.confidence)
        values["chance"] = percentage(change.probability_narrowed)
        sure = "unclear" if lower <= 0 <= upper else "clear"
    key = f"change.{'same' if change.difference == 0 else way}.{sure}"
    return Finding(key, values, SENTENCES[key])


def pace_finding(
    pace: Pace,
    *,
    target: float,
    by: float,
    indicator: str = "The indicator",
    period: str = "year",
) -> Finding:
    """What a pace says, as the key and the values of one sentence.

    Parameters
    ----------
    pace : of a series of values
    target, by : the value to meet and the date, as the pace was asked for
    indicator : how the sentence calls the indicator
    period : how it calls one unit of time

    Returns
    -------
    Finding; of a series on the log scale the steps are told in per cent.

    References
    ----------
    Our own definition: words for the figures of ``pace``, whose sources stand there.

    Examples
    --------
    >>> from concerted.analysis.inequality.pace import pace
    >>> seen = pace([2015, 2018, 2021], [30.0, 27.0, 24.0], [1.0, 1.0, 1.0], target=10, by=2030)
    >>> print(pace_finding(seen, target=10, by=2030, indicator="Gap").text)
    Gap: if it goes on like this it is at 15 in 2030, which misses the target of 10: it moves by -1 per year where -1.56 is needed (chance to meet it: 4 %).
    """
    times = 100 if pace.is_logarithmic else 1
    values: dict[str, Value] = {
        "indicator": indicator,
        "period": period,
        "target": told(target),
        "by": int(by) if float(by).is_integer() else by,
        "expected": told(pace.expected),
        "seen": told(times * pace.seen),
        "needed": told(times * pace.needed),
    }
    if pace.probability is not None:
        values["chance"] = percentage(pace.probability)
    key = "pace.on_time"
    if not pace.is_expected:
        way = "away" if pace.meets_at is None else "late"
        key = f"pace.{way}.percent" if pace.is_logarithmic else f"pace.{way}"
    key = f"{key}.{'bare' if pace.probability is None else 'chance'}"
    return Finding(key, values, SENTENCES[key])


def percentage(probability: float) -> int | str:
    """A probability in whole per cent; what would round to 0 or 100 without being it, as a bound.

    Examples
    --------
    >>> percentage(0.956), percentage(0.0001), percentage(0.9999), percentage(1.0)
    (96, '< 1', '> 99', 100)
    """
    if 0 < probability < 0.005:
        return "< 1"
    if 0.995 <= probability < 1:
        return "> 99"
    return round(100 * probability)
