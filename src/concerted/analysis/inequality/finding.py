"""What a result says, in one sentence of plain words, ready to be translated.

``finding`` gives a key and values; ``SENTENCES`` has the English sentence of each key, with named
placeholders for ``str.format``. A translation keeps the keys and the names. Every key ends in how sure
the result is: ``.clear`` (the interval leaves equality out), ``.unclear`` (it does not), ``.spread``
(an interval of a measure that cannot fall below equality) or ``.bare`` (there is no interval).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from concerted.analysis.findings import Finding, Value, told
from concerted.analysis.inequality.groups import REFUSALS, Refusal
from concerted.analysis.inequality.measures import MEASURES
from concerted.analysis.inequality.result import Estimate

_SURE = {
    "clear": " ({confidence} % interval: {lower} to {upper}).",
    "unclear": ", but equality cannot be ruled out ({confidence} % interval: {lower} to {upper}).",
    "spread": " ({confidence} % interval: {lower} to {upper}).",
    "bare": ".",
}
_TIMES = "{indicator}: {first} has {size} times the rate of {second}"
_PLAIN = {
    "d.higher": "{indicator}: {first} is {size} {unit} above {second}",
    "d.lower": "{indicator}: {first} is {size} {unit} below {second}",
    "d.equal": "{indicator}: {first} and {second} do not differ",
    "r.higher": _TIMES,
    "r.lower": _TIMES,
    "r.equal": "{indicator}: {first} and {second} have the same rate",
    "par.higher": "{indicator}: if all fared as {first} does, the whole would rise by {size} {unit}",
    "par.lower": "{indicator}: if all fared as {first} does, the whole would fall by {size} {unit}",
    "par.equal": "{indicator}: the whole would not improve if all fared as {first} does",
    "paf.higher": "{indicator}: if all fared as {first} does, the whole would rise by {size} %",
    "paf.lower": "{indicator}: if all fared as {first} does, the whole would fall by {size} %",
    "paf.equal": "{indicator}: the whole would not improve if all fared as {first} does",
    "aci.higher": "{indicator}: it gathers among the more advantaged, by {size} {unit} of "
    "concentration",
    "aci.lower": "{indicator}: it gathers among the less advantaged, by {size} {unit} of "
    "concentration",
    "aci.equal": "{indicator}: it is spread evenly from the least to the most advantaged",
    "rci.higher": "{indicator}: it gathers among the more advantaged, by {size} on a scale to 1",
    "rci.lower": "{indicator}: it gathers among the less advantaged, by {size} on a scale to 1",
    "rci.equal": "{indicator}: it is spread evenly from the least to the most advantaged",
    "sii.higher": "{indicator}: it rises by {size} {unit} from the least to the most advantaged",
    "sii.lower": "{indicator}: it falls by {size} {unit} from the least to the most advantaged",
    "sii.equal": "{indicator}: it does not change from the least to the most advantaged",
    "rii.higher": "{indicator}: the most advantaged have {size} times the rate of the least",
    "rii.lower": "{indicator}: the most advantaged have {size} times the rate of the least",
    "rii.equal": "{indicator}: the most and the least advantaged have the same rate",
}
_SPREAD = {
    "bgv": "{indicator}: weighed by population, subgroups vary around the mean with a variance of {size}",
    "bgsd": "{indicator}: weighed by population, subgroups typically differ from the mean by {size} {unit}",
    "cov": "{indicator}: weighed by population, subgroups typically differ from the mean by {size} % of it",
    "mdmu": "{indicator}: subgroups differ from the mean by {size} {unit} on average",
    "mdmw": "{indicator}: weighed by population, subgroups differ from the mean by {size} {unit} on average",
    "mdbu": "{indicator}: subgroups are {size} {unit} away from the best one on average",
    "mdbw": "{indicator}: weighed by population, subgroups are {size} {unit} away from the best one on average",
    "mdru": "{indicator}: subgroups are {size} {unit} away from {first} on average",
    "mdrw": "{indicator}: weighed by population, subgroups are {size} {unit} away from {first} on average",
    "idisu": "{indicator}: subgroups differ from the mean by {size} % of it on average",
    "idisw": "{indicator}: weighed by population, subgroups differ from the mean by {size} % of it on average",
    "ti": "{indicator}: the Theil index between subgroups is {size} thousandths, where 0 is equality",
    "mld": "{indicator}: the mean log deviation between subgroups is {size} thousandths, where 0 is "
    "equality",
}


def _sentences() -> dict[str, str]:
    found = {
        f"{key}.{sure}": text + _SURE[sure]
        for key, text in _PLAIN.items()
        for sure in ("clear", "unclear", "bare")
    }
    for code, text in _SPREAD.items():
        found[f"{code}.spread"], found[f"{code}.bare"] = text + _SURE["spread"], text + "."
        equal = "{indicator}: all {subgroups} subgroups have the same rate"
        found[f"{code}.equal.spread"], found[f"{code}.equal.bare"] = (
            equal + _SURE["spread"],
            equal + ".",
        )
    for reason, why in REFUSALS.items():
        found[f"refused.{reason}"] = f"{{indicator}}: no {{measure}}, because {why}."
    return found


SENTENCES: Mapping[str, str] = MappingProxyType(_sentences())


def finding(
    result: Estimate | Refusal,
    *,
    measure: str | None = None,
    indicator: str = "The indicator",
    unit: str = "units",
    subgroups: Sequence[str] | None = None,
) -> Finding:
    """What a result says, as the key and the values of one sentence.

    Parameters
    ----------
    result : of any measure, or why there is none
    measure : the code of a refused measure; of an estimate it is known
    indicator, unit : how the sentence calls the indicator and its unit
    subgroups : (G,) names of the subgroups, by the positions of ``Estimate.compared``; their number,
        from 1, if None

    Returns
    -------
    Finding; its numbers are those of the result, below equality turned round (10 lower, not -10
    higher), and rounded for reading.

    Raises
    ------
    ValueError: a refusal is given without a known measure, an estimate is not finite or of no known
    measure, or a compared subgroup has no name.

    References
    ----------
    Schlotheuber & Hosseinpoor (2022), doi:10.3390/ijerph19063697.

    Examples
    --------
    >>> from concerted.analysis.inequality.pairs import difference
    >>> found = difference([60.0, 85.0], se=[2.0, 1.5], ordered=True)
    >>> finding(found, indicator="Literacy", unit="points", subgroups=["Poorest", "Richest"]).text
    'Literacy: Richest is 25 points above Poorest (95 % interval: 20.1 to 29.9).'
    """
    if isinstance(result, Refusal):
        if measure is None or measure not in MEASURES:
            raise ValueError(f"A refusal needs its measure's code to be told, got {measure}.")
        name = MEASURES[measure].name
        return _said(f"refused.{result}", {"indicator": indicator, "measure": name})
    _check(result, subgroups)
    way, shown = _towards(result)
    values: dict[str, Value] = {
        "indicator": indicator,
        "unit": unit,
        "size": told(shown.estimate),
        "subgroups": result.subgroups,
    }
    for place, position in zip(("first", "second"), result.compared, strict=False):
        values[place] = f"subgroup {position + 1}" if subgroups is None else subgroups[position]
    if shown.lower is not None and shown.upper is not None:
        values["confidence"] = told(100 * result.confidence)
        values["lower"], values["upper"] = told(shown.lower), told(shown.upper)
    return _said(f"{result.measure}{way}.{_sure(result)}", values)


def _check(result: Estimate, subgroups: Sequence[str] | None) -> None:
    if result.measure not in MEASURES:
        raise ValueError(f"No measure is called {result.measure}; nothing can be told of it.")
    if not math.isfinite(result.estimate):
        raise ValueError(f"An estimate must be finite to be told, got {result.estimate}.")
    last = max(result.compared, default=-1)
    if subgroups is not None and last >= len(subgroups):
        raise ValueError(f"subgroups must name all that are compared, got {len(subgroups)} names.")


def _said(key: str, values: Mapping[str, Value]) -> Finding:
    return Finding(key, values, SENTENCES[key])


def _towards(result: Estimate) -> tuple[str, Estimate]:
    """Which way the result points, and the result with its sign turned where words carry it."""
    level = MEASURES[result.measure].at_equality
    is_equal = math.isclose(result.estimate, level, abs_tol=1e-12)
    if result.measure in _SPREAD:
        return ".equal" if is_equal else "", result
    if is_equal:
        return ".equal", result
    if result.estimate > level:
        return ".higher", result
    return ".lower", result if level else _turned(result)


def _turned(result: Estimate) -> Estimate:
    ends = result.lower, result.upper
    turned = [None if end is None else -end for end in reversed(ends)]
    return replace(result, estimate=-result.estimate, lower=turned[0], upper=turned[1])


def _sure(result: Estimate) -> str:
    if result.lower is None or result.upper is None:
        return "bare"
    if result.measure in _SPREAD:
        return "spread"
    level = MEASURES[result.measure].at_equality
    return "unclear" if result.lower <= level <= result.upper else "clear"
