"""The record of an allocation of seats: written out in plain values, read again, and checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from concerted.analysis.matching.seats import (
    Applicant,
    ReserveOrder,
    SeatEntry,
    SeatOutcome,
    SeatRecord,
    SeatRule,
    allocate_seats,
)

_CHECKED = ("points", "tier", "digest", "rank", "outcome", "reserve", "waiting_position")


def verify(record: SeatRecord) -> tuple[str, ...]:
    """What of a record does not follow from its rule, seed and applicants; empty when all of it does.

    Everything is computed anew: each lot, points, tier, rank, seat and place on the waiting list.

    Parameters
    ----------
    record : as published

    Returns
    -------
    One sentence for each thing that differs.

    References
    ----------
    Our own definition: everything is computed again by ``allocate_seats``, whose sources stand there.

    Examples
    --------
    >>> record = allocate_seats([Applicant("A"), Applicant("B")], SeatRule(1), "2026-03-01")
    >>> verify(record)
    ()
    """
    withdrawn = {
        entry.applicant.id for entry in record.entries if entry.outcome is SeatOutcome.WITHDRAWN
    }
    try:
        again = allocate_seats(
            [entry.applicant for entry in record.entries],
            record.rule,
            record.seed,
            withdrawn=withdrawn,
        )
    except ValueError as error:
        return (str(error),)
    found = []
    if again.list_digest != record.list_digest:
        found.append("The list of applicants is not the one whose digest was published.")
    right = {entry.applicant.id: entry for entry in again.entries}
    for entry in record.entries:
        expected = right[entry.applicant.id]
        found += [
            f"{name} of {entry.applicant.id!r} is {getattr(entry, name)}, "
            f"and should be {getattr(expected, name)}."
            for name in _CHECKED
            if getattr(entry, name) != getattr(expected, name)
        ]
    if not found and again.entries != record.entries:
        found.append("The entries do not stand in the order of their ranks.")
    return tuple(found)


def published(record: SeatRecord) -> dict[str, Any]:
    """The record as dicts, lists, strings and numbers, ready to be written as JSON.

    Criteria and groups can tell much about a person: give them to auditors, and to the public what
    stands under ``digest``, ``rank`` and ``outcome``.

    Parameters
    ----------
    record : as allocated

    Returns
    -------
    Mapping with ``rule``, ``seed``, ``list_digest`` and ``entries``; ``read_published`` reads it.

    References
    ----------
    Our own definition.

    Examples
    --------
    >>> written = published(allocate_seats([Applicant("A")], SeatRule(1), "2026-03-01"))
    >>> written["entries"][0]["outcome"], written["entries"][0]["rank"]
    ('open_seat', 1)
    """
    rule = record.rule
    return {
        "rule": {
            "seats": rule.seats,
            "points": dict(rule.points),
            "tiers": None if rule.tiers is None else list(rule.tiers),
            "reserves": dict(rule.reserves),
            "order": rule.order.value,
        },
        "seed": record.seed,
        "list_digest": record.list_digest,
        "entries": [
            {
                "applicant": entry.applicant.id,
                "criteria": sorted(entry.applicant.criteria),
                "groups": sorted(entry.applicant.groups),
                **{name: getattr(entry, name) for name in _CHECKED},
                "outcome": entry.outcome.value,
            }
            for entry in record.entries
        ],
    }


def read_published(written: Mapping[str, Any]) -> SeatRecord:
    """The record that ``published`` wrote, to be verified by anyone.

    Parameters
    ----------
    written : mapping as ``published`` returns it, for instance read from JSON

    Returns
    -------
    SeatRecord, equal to the one that was published.

    Raises
    ------
    ValueError: a part is missing, or is no value that a rule, an applicant or an outcome can have.

    References
    ----------
    Our own definition.

    Examples
    --------
    >>> record = allocate_seats([Applicant("A"), Applicant("B")], SeatRule(1), "2026-03-01")
    >>> verify(read_published(published(record)))
    ()
    """
    try:
        rule = dict(written["rule"])
        rule["order"] = ReserveOrder(rule["order"])
        entries = tuple(_entry(dict(line)) for line in written["entries"])
        return SeatRecord(
            SeatRule(**rule), str(written["seed"]), str(written["list_digest"]), entries
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(
            f"The record is not whole: {error} is missing or out of place."
        ) from error


def _entry(line: dict[str, Any]) -> SeatEntry:
    applicant = Applicant(line["applicant"], line["criteria"], line["groups"])
    values = {name: line[name] for name in _CHECKED}
    return SeatEntry(applicant, **{**values, "outcome": SeatOutcome(line["outcome"])})
