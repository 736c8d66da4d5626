"""The order of groups from the most disadvantaged to the most advantaged, as it was asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from concerted.base.tables.answering import Misasked, unknown

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def ordered_labels(labels: Sequence[str], asked: str, column: str) -> tuple[str, ...]:
    """``labels`` in the order that ``--ordered`` gives: a list, or nothing for values that count.

    Raises ``Misasked`` when the list does not name exactly the values, or they do not count.

    >>> ordered_labels(["rich", "poor", "middle"], "poor,middle,rich", "wealth")
    ('poor', 'middle', 'rich')
    >>> ordered_labels(["Q10", "Q2", "Q1 (poorest)"], "", "wealth")
    ('Q1 (poorest)', 'Q2', 'Q10')
    """
    if not asked.strip():
        return _counting(labels, column)
    listed = _listed(asked, labels)
    for item in listed:
        if item not in labels:
            raise Misasked(unknown(item, labels, f"--ordered: “{column}” has no value"))
    if len(set(listed)) < len(listed):
        twice = next(item for item in listed if listed.count(item) > 1)
        raise Misasked(f"--ordered names “{twice}” twice.")
    left = [item for item in labels if item not in listed]
    if left:
        raise Misasked(
            f"--ordered must name every value of “{column}”; it lacks “{left[0]}”"
            + (f" and {len(left) - 1} more." if len(left) > 1 else ".")
        )
    return tuple(listed)


def _listed(asked: str, labels: Sequence[str]) -> list[str]:
    """The parts of the list, split by the first separator that no label needs."""
    for separator in "|;":
        if separator in asked:
            return [part.strip() for part in asked.split(separator) if part.strip()]
    if asked.strip() in labels:
        return [asked.strip()]
    return [part.strip() for part in asked.split(",") if part.strip()]


def _counting(labels: Sequence[str], column: str) -> tuple[str, ...]:
    """Labels by the first number in each."""
    found = {label: _NUMBER.search(label) for label in labels}
    numbers = {label: float(match.group()) for label, match in found.items() if match}
    if len(numbers) == len(labels) == len(set(numbers.values())):
        return tuple(sorted(labels, key=numbers.__getitem__))
    listed = ",".join(labels[:12])
    raise Misasked(
        f"The values of “{column}” do not count by themselves. Give their order from the most"
        f' disadvantaged to the most advantaged: --ordered "{listed}{",…" if len(labels) > 12 else ""}"'
    )


def places_of(labels: Sequence[str]) -> Mapping[str, float]:
    """The place of each label, from 1.

    >>> places_of(["poor", "rich"])
    {'poor': 1.0, 'rich': 2.0}
    """
    return {label: float(place) for place, label in enumerate(labels, 1)}
