"""Protecting a table beside those that are already out: what their differences would tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from concerted.analysis.arrays import Floats
from concerted.analysis.options import Option
from concerted.analysis.privacy.moves import System
from concerted.analysis.privacy.protected import (
    Protected,
    assemble,
    check_limits,
    small_cells,
    table_system,
)
from concerted.analysis.privacy.suppression import suppress
from concerted.analysis.privacy.tables import Flags, Wholes, lay_out, whole_counts

FREE = 2**40  # further than any count can fall: a change may be of either sign

Place = tuple[int, ...]


class Relation(Option):
    """Whom a new table counts, beside an earlier one."""

    SAME = "same"
    """The same people, laid out in another way."""
    PART = "part"
    """A part of them, as after a filter: what was left out can be worked out."""
    WHOLE = "whole"
    """All of them and others: what was added can be worked out."""
    LATER = "later"
    """People at another time: how many came or went can be worked out."""


@dataclass(frozen=True, eq=False)
class Earlier:
    """A table that is already out.

    Attributes
    ----------
    counts : its true counts without margins, as they were given to :func:`protect`
    protected : what was published of it
    relation : whom the new table counts, beside this one
    pairs : places (new, earlier) of cells that count the same category, margins included, as indices
        into the shown tables; None when both have one shape and every cell has its counterpart
    """

    counts: ArrayLike
    protected: Protected
    relation: Relation
    pairs: Sequence[tuple[Place, Place]] | None = None

    def __post_init__(self) -> None:
        # A text equals its member but is not it.
        object.__setattr__(self, "relation", Relation(self.relation))


@dataclass(frozen=True, eq=False)
class ProtectedRelease:
    """A table that may be shown beside the earlier ones.

    Attributes
    ----------
    table : the new table
    exposed : (shown shape) hidden cells of it that earlier tables leave less uncertain than asked,
        whatever is hidden here; they are as uncertain as can be
    exposed_earlier : for each earlier table, hidden cells of which the same is true
    exposed_differences : for each earlier table, then for each relation ``between`` them, (K,) pairs
        whose small difference is left so
    """

    table: Protected
    exposed: Flags
    exposed_earlier: tuple[Flags, ...]
    exposed_differences: tuple[Flags, ...]

    @property
    def safe(self) -> bool:
        """Whether all stay as uncertain as asked; if not, the new table should not be published."""
        parts = (self.exposed, *self.exposed_earlier, *self.exposed_differences)
        return not any(bool(part.any()) for part in parts)


def protect_release(
    counts: ArrayLike,
    earlier: Sequence[Earlier],
    *,
    threshold: int = 11,
    width: int | None = None,
    suppress_zeros: bool = False,
    margins: bool | Sequence[int] = True,
    groups: Mapping[int, Sequence[ArrayLike]] | None = None,
    between: Sequence[tuple[int, int, Relation]] = (),
) -> ProtectedRelease:
    """Protect a table so that no difference to an earlier one tells of fewer than ``threshold`` people.

    For each earlier table and each pair of cells the difference is a hidden cell of its own,

        difference = earlier - new (PART), new - earlier (WHOLE, LATER), 0 (SAME),

    small when 1 ≤ |difference| < ``threshold``. Cells of the new table are hidden until every hidden
    cell of every table and every small difference keeps its width, over all tables of whole numbers
    that fit all that is published, now or earlier. For PART and WHOLE readers know that the difference
    is not negative; a part of a published whole then need not be wider than that whole. A LATER table hides every small change; leave the earlier table out if changes
    over time may be known.

    Parameters
    ----------
    counts : the new table, as for :func:`protect`
    earlier : tables that are out; what they show cannot be taken back
    threshold, width, suppress_zeros, margins, groups : as for :func:`protect`
    between : (i, j, relation): earlier table i was released with this relation to earlier table j, of
        the same shape; their small differences must not come out through the new table either

    Returns
    -------
    ProtectedRelease; where it is not ``safe``, earlier tables already tell too much: a total that
    would have to be hidden is out, say, or they had another threshold. Then use coarser categories,
    hide zeros too (``suppress_zeros``), or do not publish the new one.

    Raises
    ------
    ValueError: as :func:`protect`; an earlier table does not belong to its counts; shapes differ and no
        pairs are given; or the counts contradict the relation (a part larger than its whole).

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, Wiley, section 4.4 (linked tables).

    Examples
    --------
    Leaving two people of one group out of a table gives them away, unless their cells are hidden.

    >>> from concerted.analysis.privacy import protect
    >>> everyone = [[20, 30], [40, 50]]
    >>> shown = protect(everyone, threshold=5)
    >>> without = [[18, 30], [40, 50]]
    >>> new = protect_release(without, [Earlier(everyone, shown, Relation.PART)], threshold=5)
    >>> print(new.table.marks)
    [['*' '30' '*']
     ['40' '50' '90']
     ['*' '80' '*']]
    """
    table = whole_counts(counts)
    width = check_limits(threshold, width)
    layout = lay_out(table.shape, margins, groups)
    shown = layout.expand(table)
    small = small_cells(shown, threshold, suppress_zeros)
    new = table_system(layout, shown, small, width, suppress_zeros)
    rule = (threshold, width, suppress_zeros)
    before = [_earlier_table(one, number) for number, one in enumerate(earlier)]
    known = [shown, *before]
    links = [_link(one, (0, k + 1), known, rule) for k, one in enumerate(earlier)]
    for i, j, relation in between:
        _check_named((i, j), len(earlier))
        one = replace(earlier[j], relation=relation, pairs=None)
        links.append(_link(one, (i + 1, j + 1), known, rule))
    tables = [new, *map(_earlier_system, earlier, before)]
    _limit_by_wholes(tables, links)
    parts = [*tables, *(link.system for link in links)]
    found = suppress(_joined(tables, links))
    cuts = np.cumsum([len(part.values) for part in parts])[:-1]
    hidden, exposed = np.split(found.hidden, cuts), np.split(found.exposed, cuts)
    shaped = [part.reshape(table.shape) for part, table in zip(exposed, known, strict=False)]
    return ProtectedRelease(
        assemble(layout, shown, small, hidden[0], rule, tables[0].widths),
        shaped[0],
        tuple(shaped[1:]),
        tuple(exposed[len(known) :]),
    )


def _check_named(numbers: tuple[int, int], count: int) -> None:
    for number in numbers:
        if not 0 <= number < count:
            raise ValueError(
                f"between names earlier table {number}, and there are {count}, counted from 0."
            )


@dataclass(frozen=True, eq=False)
class _Link:
    """Differences between two tables: new - earlier, or earlier - new for a part.

    ``tables`` are the numbers of the two (0 is the new table), ``new`` and ``before`` places in them.
    """

    system: System
    relation: Relation
    tables: tuple[int, int]
    new: Wholes
    before: Wholes

    @property
    def sign(self) -> int:
        return -1 if self.relation is Relation.PART else 1


def _earlier_table(one: Earlier, number: int) -> Floats:
    protected = one.protected
    counts = whole_counts(one.counts, f"counts of earlier table {number}")
    if counts.shape != protected.layout.inside:
        raise ValueError(
            f"earlier table {number} shows counts of shape {protected.layout.inside},"
            f" got counts of shape {counts.shape}."
        )
    shown = protected.layout.expand(counts)
    published = ~np.isnan(protected.values)
    if not np.array_equal(shown[published], protected.values[published]):
        raise ValueError(f"earlier table {number} does not show the counts that are given for it.")
    return shown


def _earlier_system(one: Earlier, shown: Floats) -> System:
    protected = one.protected
    small = small_cells(shown, protected.threshold, protected.suppress_zeros) & protected.hidden
    system = table_system(
        protected.layout, shown, small, protected.width, protected.suppress_zeros
    )
    hidden = protected.hidden.ravel()
    return replace(system, fixed=~hidden, hidden=hidden.copy())


def _link(
    one: Earlier, tables: tuple[int, int], known: list[Floats], rule: tuple[int, int, bool]
) -> _Link:
    threshold, width, suppress_zeros = rule
    shown, before, number = known[tables[0]], known[tables[1]], tables[1] - 1
    new_at, before_at = _places(one, number, shown, before)
    sign = -1 if one.relation is Relation.PART else 1
    change = sign * (shown.ravel()[new_at] - before.ravel()[before_at])
    counted = ~np.isnan(change)
    new_at, before_at = new_at[counted], before_at[counted]
    step: Wholes = change[counted].astype(np.int64)
    _check_relation(one.relation, step, number)
    one_sided = one.relation in (Relation.PART, Relation.WHOLE)
    small = np.abs(step) < threshold
    if not (suppress_zeros and one_sided):
        small = small & (step != 0)
    system = System(
        values=step,
        floors=np.zeros_like(step) if one_sided else step - FREE,
        relations=sparse.csr_array((0, len(step))),
        fixed=np.full(len(step), one.relation is Relation.SAME),
        hidden=np.ones(len(step), dtype=np.bool_),
        sensitive=small,
        widths=np.where(small, width, 0).astype(np.int64),
        costs=np.ones(len(step)),
    )
    return _Link(system, one.relation, tables, new_at, before_at)


def _places(one: Earlier, number: int, shown: Floats, before: Floats) -> tuple[Wholes, Wholes]:
    if one.pairs is None:
        if shown.shape != before.shape:
            raise ValueError(
                f"earlier table {number} has shape {before.shape} with its margins and the new one"
                f" {shown.shape}; say in pairs which cells count the same category."
            )
        every = np.arange(shown.size)
        return every, every
    try:
        new = [int(np.ravel_multi_index(place, shown.shape)) for place, _ in one.pairs]
        old = [int(np.ravel_multi_index(place, before.shape)) for _, place in one.pairs]
    except ValueError as error:
        raise ValueError(
            f"a pair of earlier table {number} lies outside a table: {error}."
        ) from None
    return np.array(new, dtype=np.int64), np.array(old, dtype=np.int64)


def _check_relation(relation: Relation, change: Wholes, number: int) -> None:
    if relation is Relation.SAME and change.any():
        raise ValueError(f"earlier table {number} counts other people: its numbers differ.")
    if relation in (Relation.PART, Relation.WHOLE) and (change < 0).any():
        raise ValueError(
            f"earlier table {number} contradicts {relation.name}: a part is larger than its whole."
        )


def _limit_by_wholes(tables: list[System], links: list[_Link]) -> None:
    """Ask of no part, and of no rest, to be more uncertain than its published whole leaves it.

    Replaces systems in ``tables`` and ``links``, which are the caller's own lists.
    """
    for number, link in enumerate(links):
        ends = [(link.tables[0], link.new), (link.tables[1], link.before)]
        if link.relation is Relation.WHOLE:
            ends.reverse()
        elif link.relation is not Relation.PART:
            continue
        (part, part_at), (whole, whole_at) = ends
        range_ = tables[whole].values[whole_at] - tables[part].floors[part_at]
        limit = np.where(tables[whole].fixed[whole_at], np.maximum(range_, 0), FREE)
        widths = tables[part].widths.copy()
        np.minimum.at(widths, part_at, limit)
        tables[part] = replace(tables[part], widths=widths)
        rest = replace(link.system, widths=np.minimum(link.system.widths, limit))
        links[number] = replace(link, system=rest)


def _joined(tables: list[System], links: list[_Link]) -> System:
    parts = [*tables, *(link.system for link in links)]
    starts = np.cumsum([0, *(len(part.values) for part in parts)])
    size = int(starts[-1])
    rows = [sparse.block_diag([part.relations for part in parts], format="csr")]
    for place, link in enumerate(links):
        count = len(link.new)
        row = np.tile(np.arange(count), 3)
        column = np.concatenate(
            [
                starts[link.tables[0]] + link.new,
                starts[link.tables[1]] + link.before,
                starts[len(tables) + place] + np.arange(count),
            ]
        )
        entries = np.repeat([link.sign, -link.sign, -1.0], count)
        rows.append(sparse.csr_array((entries, (row, column)), shape=(count, size)))
    fields = ("values", "floors", "fixed", "hidden", "sensitive", "widths", "costs")
    joined = {name: np.concatenate([getattr(part, name) for part in parts]) for name in fields}
    return System(relations=sparse.csr_array(sparse.vstack(rows, format="csr")), **joined)
