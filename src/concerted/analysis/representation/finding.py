"""What a representation, a raking and a reading say, in sentences of plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from concerted.analysis.findings import Finding, Value, told
from concerted.analysis.representation.gaps import Representation
from concerted.analysis.representation.raking import Raking
from concerted.analysis.representation.rereading import Reading, Verdict

_INTERVAL = " ({confidence} % interval: {lower} to {upper})."
_UNSURE = ", which could be chance ({confidence} % interval: {lower} to {upper})."
_CAME = "{group}: for every 10 expected, {came} came"

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "group.fewer": _CAME + _INTERVAL,
        "group.more": _CAME + _INTERVAL,
        "group.unclear": _CAME + _UNSURE,
        "group.unexpected": "{group}: {count} came, though nobody of them is known to live there.",
        "group.nobody": "{group}: nobody is known to live there, and nobody came.",
        "mix.different": "The mix of participants is not that of residents: {share} % of them would"
        " have to be of other groups, where chance alone gives about {chance} %.",
        "mix.unclear": "The mix of participants could be that of residents: {share} % of them would"
        " have to be of other groups, and chance alone gives about {chance} %.",
        "raking.fits": "Weights give all {people} participants the mix of residents; they then tell as"
        " much as {effective} people of equal weight.",
        "raking.thin": "Weights give all {people} participants the mix of residents, but then tell only"
        " as much as {effective} people of equal weight: few people speak for many.",
        "raking.short": "No weights within the bounds give {people} participants the mix of residents: a"
        " share stays {gap} percentage points off. Join thin categories or widen the bounds.",
        "raking.join": "{variable}: only {count} participants are in category {category}, for {target} %"
        " of residents; think of joining it with another one.",
        "reading.moved": "{statement}: {weighted} % of residents, not {plain} %, would answer {answer}, if"
        " others answer as those of their group did" + _INTERVAL,
        "reading.same": "{statement}: {weighted} % would answer {answer}; setting the mix right changes"
        " this by less than a percentage point" + _INTERVAL,
        "reading.noisier": "{statement}: keep the plain {plain} % for {answer}; the weights add more"
        " uncertainty than they take away.",
        "reading.thin": "{statement}: keep the plain {plain} % for {answer}; with weights only {effective}"
        " people of equal weight would speak.",
        "reading.none": "{statement}: nobody answered.",
    }
)

KEPT = 0.5  # below this share of people that weights leave, say so


def _finding(key: str, values: Mapping[str, Value]) -> Finding:
    return Finding(key, values, SENTENCES[key])


def mix_finding(found: Representation, *, confidence: float | None = None) -> Finding:
    """Whether the mix as a whole is that of residents.

    Parameters
    ----------
    found : of :func:`representation`
    confidence : at which a difference is called one, strictly between 0 and 1; that of the intervals if None

    Returns
    -------
    Finding: ``mix.different`` where the p value is below 1 - confidence, else ``mix.unclear``.

    Raises
    ------
    ValueError: ``confidence`` is out of range.

    References
    ----------
    As ``representation``.

    Examples
    --------
    >>> from concerted.analysis.representation import representation
    >>> mix_finding(representation([30, 70], [5000, 5000])).key
    'mix.different'
    """
    level = found.confidence if confidence is None else confidence
    if not 0 < level < 1:
        raise ValueError(f"confidence must be between 0 and 1, got {level}.")
    key = "mix.different" if found.p_value < 1 - level else "mix.unclear"
    values = {
        "share": told(100 * found.dissimilarity),
        "chance": told(100 * found.dissimilarity_by_chance),
    }
    return _finding(key, values)


def group_findings(found: Representation, groups: Sequence[str] | None = None) -> list[Finding]:
    """One sentence for each group: how many came for every 10 expected.

    Parameters
    ----------
    found : of :func:`representation`
    groups : (G,) names; their number, from 1, if None

    Returns
    -------
    list of Finding, one for each group.

    Raises
    ------
    ValueError: there are not as many names as groups.

    References
    ----------
    Our own definition: words for the figures of ``representation``, whose sources stand there.

    Examples
    --------
    >>> from concerted.analysis.representation import representation
    >>> group_findings(representation([30, 70], [5000, 5000]), ["Renters", "Owners"])[0].text
    'Renters: for every 10 expected, 6 came (95 % interval: 4.18 to 8.2).'
    """
    count = len(found.shares)
    names = [f"group {g + 1}" for g in range(count)] if groups is None else list(groups)
    if len(names) != count:
        raise ValueError(f"groups must name each of {count} groups, got {len(names)}.")
    return [_group(found, place, name) for place, name in enumerate(names)]


def _group(found: Representation, place: int, name: str) -> Finding:
    values: dict[str, Value] = {"group": name}
    if found.expected[place] == 0:
        came = int(found.participants[place])
        return _finding("group.unexpected" if came else "group.nobody", {**values, "count": came})
    lower, upper = float(found.per_ten_lower[place]), float(found.per_ten_upper[place])
    values |= {
        "came": told(float(found.per_ten[place])),
        "confidence": told(100 * found.confidence),
        "lower": told(lower),
        "upper": told(upper),
    }
    key = "fewer" if upper < 10 else "more" if lower > 10 else "unclear"
    return _finding(f"group.{key}", values)


def raking_findings(found: Raking) -> list[Finding]:
    """Whether the weights fit and what they cost, then one sentence for each thin category.

    Parameters
    ----------
    found : of :func:`rake`

    Returns
    -------
    list of Finding, of one at least.

    References
    ----------
    As ``rake``.

    Examples
    --------
    >>> from concerted.analysis.representation import rake
    >>> raking_findings(rake([[0] * 40 + [1] * 60], [[50, 50]]))[0].text
    'Weights give all 100 participants the mix of residents; they then tell as much as 96 people of \
equal weight.'
    """
    values: dict[str, Value] = {
        "people": len(found.weights),
        "effective": int(np.floor(found.effective_size)),
        "gap": told(100 * float(found.record[-1])),
    }
    key = "thin" if found.effective_size < KEPT * len(found.weights) else "fits"
    first = _finding(f"raking.{key if found.converged else 'short'}", values)
    return [first] + [
        _finding(
            "raking.join",
            {
                "variable": hint.variable,
                "category": hint.category,
                "count": hint.participants,
                "target": told(100 * hint.target),
            },
        )
        for hint in found.hints
    ]


def reading_findings(
    found: Reading,
    level: float,
    *,
    answer: str,
    statements: Sequence[str] | None = None,
) -> list[Finding]:
    """One sentence for each statement: what the weights change in one answer to it.

    Parameters
    ----------
    found : of :func:`reread`
    level : the answer, one of ``found.levels``
    answer : how the sentence calls it
    statements : (S,) names; their number, from 1, if None

    Returns
    -------
    list of Finding, one for each statement.

    Raises
    ------
    ValueError: no such level, or not as many names as statements.

    References
    ----------
    Our own definition: words for the figures of ``reread``, whose sources stand there.

    Examples
    --------
    >>> from concerted.analysis.representation import reread
    >>> found = reread([1.0] * 60 + [0.0] * 40, [0.5] * 60 + [1.75] * 40)
    >>> reading_findings(found, 1, answer="yes", statements=["A night bus"])[0].text
    'A night bus: 30 % of residents, not 60 %, would answer yes, if others answer as those of their \
group did (95 % interval: 20.7 to 41.3).'
    """
    places = np.flatnonzero(found.levels == level)
    if len(places) != 1:
        raise ValueError(f"level must be one of {found.levels.tolist()}, got {level}.")
    count = len(found.answered)
    names = (
        [f"Statement {s + 1}" for s in range(count)] if statements is None else list(statements)
    )
    if len(names) != count:
        raise ValueError(f"statements must name each of {count} statements, got {len(names)}.")
    return [_read(found, s, int(places[0]), name, answer) for s, name in enumerate(names)]


def _read(found: Reading, s: int, place: int, name: str, answer: str) -> Finding:
    if found.verdict[s] == Verdict.NO_ANSWERS:
        return _finding("reading.none", {"statement": name})
    values: dict[str, Value] = {
        "statement": name,
        "answer": answer,
        "plain": told(100 * float(found.plain[s, place])),
        "weighted": told(100 * float(found.weighted[s, place])),
        "lower": told(100 * float(found.weighted_lower[s, place])),
        "upper": told(100 * float(found.weighted_upper[s, place])),
        "confidence": told(100 * found.confidence),
        "effective": int(np.floor(found.effective[s])),
    }
    if found.verdict[s] == Verdict.TOO_THIN:
        return _finding("reading.thin", values)
    if found.verdict[s] == Verdict.NOISIER:
        return _finding("reading.noisier", values)
    moved = abs(float(found.shifts[s, place])) >= 1
    return _finding("reading.moved" if moved else "reading.same", values)
