"""Why this match, and why none: as keys and values that can be said in any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import index
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from concerted.analysis.findings import Finding, Value
from concerted.analysis.matching.criteria import Compatibility, Hard, Profile, Soft
from concerted.analysis.matching.inputs import whole_matching

# No sentence depends on whether a number is one or many, so each needs but one translation.
ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "language.met": "Languages you share: {shared}.",
        "language.unmet": "You share no language.",
        "state.met": "States you share: {shared}.",
        "state.unmet": "You share no state.",
        "availability.met": "Hours that suit you both: {shared}.",
        "availability.unmet": "Hours that suit you both: {count}, and {needed} are needed.",
        "conflict.met": "No conflict of interest is known.",
        "conflict.unmet": "There is a conflict of interest.",
        "topics.part": "Topics covered: {shared} ({count} of {stated}). Adds {points:.0%} of {possible:.0%}.",
        "wishes.part": "Wishes met: {shared} ({count} of {stated}). Adds {points:.0%} of {possible:.0%}.",
        "availability.part": "Hours in common: {count}. Adds {points:.0%} of {possible:.0%}.",
        "languages.part": "Languages in common: {shared} ({count} of {stated}). Adds {points:.0%} of {possible:.0%}.",
        "states.part": "States in common: {shared}. Adds {points:.0%} of {possible:.0%}.",
        "extra.part": "{criterion}: {quality:.0%}. Adds {points:.0%} of {possible:.0%}.",
        "unasked": "Nothing was asked for, so every permitted mentor fits.",
        "unknown": "Nothing is known of how well this mentor fits.",
        "no_mentors": "There are no mentors.",
        "none_permitted": "Mentors who may be matched with you: 0 of {mentors}.",
        "language.blocks": "Mentors who share no language with you: {count}. For {alone} of them nothing else stands in the way.",
        "state.blocks": "Mentors who share no state with you: {count}. For {alone} of them nothing else stands in the way.",
        "availability.blocks": "Mentors without enough hours in common with you: {count}. For {alone} of them nothing else stands in the way.",
        "conflict.blocks": "Mentors with a conflict of interest: {count}. For {alone} of them nothing else stands in the way.",
        "all_taken": "Mentors who may be matched with you: {permitted} of {mentors}. None has a place left.",
    }
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a mentee and a mentor are, or could be, a match.

    Attributes
    ----------
    is_permitted : every requirement in force is met
    quality : the weighted quality of the pair, in [0, 1]
    requirements : each requirement in force, met (``….met``) or not (``….unmet``)
    contributions : each criterion that applies, with its ``quality``, the ``points`` that it adds and
        the ``possible`` ones; points add up to ``quality``, possible ones to 1
    """

    is_permitted: bool
    quality: float
    requirements: tuple[Finding, ...]
    contributions: tuple[Finding, ...]


def why(found: Compatibility, mentee: int, mentor: int) -> Explanation:
    """Why this match: the requirements it meets and what each criterion adds to its quality.

    Criterion c adds wᶜ qᶜ / Σ wᶜ, the sum over the criteria that apply to the mentee; these parts
    add up to the quality of the pair.

    Parameters
    ----------
    found : what ``compatibility`` gave
    mentee, mentor : positions in it, from 0

    Returns
    -------
    Explanation. Of a pair that is not permitted, the requirements say what stands in the way.

    Raises
    ------
    ValueError: there is no such mentee or mentor.

    References
    ----------
    Our own definition: the parts of the weighted mean of ``compatibility``.

    Examples
    --------
    >>> from concerted.analysis.matching.criteria import Profile, compatibility
    >>> ana = Profile("ana", ["es"], ["MA"], ["mon-18"], ["housing", "grief"])
    >>> bo = Profile("bo", ["es", "en"], ["MA"], ["mon-18"], ["housing"])
    >>> reasons = why(compatibility([ana], [bo], weights={"topics": 1}), 0, 0)
    >>> print(reasons.requirements[0].text, reasons.contributions[0].text)
    Languages you share: es. Topics covered: housing (1 of 2). Adds 50% of 100%.
    """
    row = _position(mentee, len(found.mentees), "mentee")
    column = _position(mentor, len(found.mentors), "mentor")
    pair = found.mentees[row], found.mentors[column]
    requirements = tuple(
        _requirement(name, bool(met[row, column]), pair, found) for name, met in found.hard.items()
    )
    applying = {
        name: float(quality[row, column])
        for name, quality in found.soft.items()
        if not np.isnan(quality[row, column])
    }
    whole = sum(found.weights[name] for name in applying)
    contributions = tuple(
        _contribution(name, quality, found.weights[name] / whole, pair)
        for name, quality in applying.items()
    )
    return Explanation(
        bool(found.permitted[row, column]),
        float(found.total[row, column]),
        requirements,
        contributions or (_said("unasked" if found.total[row, column] > 0 else "unknown", {}),),
    )


def why_not(
    found: Compatibility, mentee: int, matching: ArrayLike | None = None
) -> tuple[Finding, ...]:
    """Why a mentee has no mentor: what stands in the way, mentor by mentor counted; or all are taken.

    Parameters
    ----------
    found : what ``compatibility`` gave
    mentee : position in it, from 0
    matching : (N,) the mentor of each mentee, -1 for none, to make sure that this one has none

    Returns
    -------
    Findings. When no mentor is permitted: ``none_permitted``, then for each requirement how many
    mentors it keeps away (``count``) and how many it alone does (``alone``), most decisive first.
    Otherwise ``all_taken``. Without any mentors ``no_mentors``.

    Raises
    ------
    ValueError: there is no such mentee, or ``matching`` gives this one a mentor.

    References
    ----------
    Our own definition: requirements that are not met, counted.

    Examples
    --------
    >>> from concerted.analysis.matching.criteria import Profile, compatibility
    >>> ana = Profile("ana", ["es"], ["MA"], ["mon-18"])
    >>> cy = Profile("cy", ["en"], ["MA"], ["mon-18"])
    >>> for finding in why_not(compatibility([ana], [cy]), 0):
    ...     print(finding.text)
    Mentors who may be matched with you: 0 of 1.
    Mentors who share no language with you: 1. For 1 of them nothing else stands in the way.
    """
    row = _position(mentee, len(found.mentees), "mentee")
    mentors = len(found.mentors)
    if matching is not None:
        held = whole_matching(matching, mentors)
        if len(held) != len(found.mentees):
            raise ValueError(
                f"The matching is of {len(held)} mentees, the criteria of {len(found.mentees)}."
            )
        if held[row] >= 0:
            raise ValueError(f"Mentee {row} is matched with mentor {held[row]}.")
    if mentors == 0:
        return (_said("no_mentors", {}),)
    permitted = int(found.permitted[row].sum())
    if permitted > 0:
        return (_said("all_taken", {"permitted": permitted, "mentors": mentors}),)
    unmet = {name: ~met[row] for name, met in found.hard.items()}
    hurdles = np.sum(list(unmet.values()), axis=0)
    blocks = [
        _said(
            f"{name}.blocks", {"count": int(no.sum()), "alone": int((no & (hurdles == 1)).sum())}
        )
        for name, no in unmet.items()
        if no.any()
    ]
    blocks.sort(key=_decisiveness, reverse=True)
    return (_said("none_permitted", {"mentors": mentors}), *blocks)


def _decisiveness(reason: Finding) -> tuple[Value, Value]:
    return reason.values["alone"], reason.values["count"]


def _position(given: int, size: int, who: str) -> int:
    try:
        place = index(given)
    except TypeError:
        raise ValueError(f"A {who} is named by position, got {given!r}.") from None
    if not 0 <= place < size:
        raise ValueError(f"There is no {who} {given}: there are {size}, counted from 0.")
    return place


def _requirement(
    name: Hard, is_met: bool, pair: tuple[Profile, Profile], found: Compatibility
) -> Finding:
    key = f"{name}.{'met' if is_met else 'unmet'}"
    if name is Hard.CONFLICT:
        return _said(key, {})
    part = {Hard.LANGUAGE: "languages", Hard.STATE: "states", Hard.AVAILABILITY: "slots"}[name]
    shared = _in_common(pair, part, part)
    values: dict[str, Value] = {"shared": shared, "count": len(shared)}
    if name is Hard.AVAILABILITY:
        values["needed"] = found.requirements.shared_slots
    return _said(key, values)


def _contribution(
    name: str, quality: float, possible: float, pair: tuple[Profile, Profile]
) -> Finding:
    values: dict[str, Value] = {
        "criterion": name,
        "quality": quality,
        "points": possible * quality,
        "possible": possible,
    }
    if name not in set(Soft):
        return _said("extra.part", values)
    criterion = Soft(name)
    ours = {Soft.AVAILABILITY: "slots"}.get(criterion, str(criterion))
    theirs = {Soft.WISHES: "identities"}.get(criterion, ours)
    shared = _in_common(pair, ours, theirs)
    stated = len(getattr(pair[0], ours))
    return _said(
        f"{name}.part", {**values, "shared": shared, "count": len(shared), "stated": stated}
    )


def _in_common(pair: tuple[Profile, Profile], ours: str, theirs: str) -> tuple[str, ...]:
    return tuple(sorted(set(getattr(pair[0], ours)) & set(getattr(pair[1], theirs))))


def _said(key: str, values: Mapping[str, Value]) -> Finding:
    return Finding(key, values, ENGLISH[key])
