"""What somebody says of a file on top of what it says itself: its columns, the order of its groups, the reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from concerted.base.tables.answering import Misasked, check_columns, unknown
from concerted.measure.indicators.importing.grids import Grid
from concerted.measure.indicators.importing.lines import Delivery
from concerted.measure.indicators.importing.roles import REPEATABLE, Role, plain


def with_columns(
    roles: Sequence[Role], headers: Sequence[str], columns: Mapping[str, Role], name: str
) -> tuple[Role, ...]:
    """``roles`` with what was said of some ``columns``; another that held the same holds nothing then.

    Raises ``Misasked`` for a column that is not there.
    """
    check_columns(list(columns), headers, name)
    found = [
        Role.NOTHING if role in set(columns.values()) - REPEATABLE else role for role in roles
    ]
    for header, role in columns.items():
        found[list(headers).index(header)] = role
    return tuple(found)


def only_rows(grid: Grid, wanted: Mapping[str, str]) -> Grid:
    """The rows of ``grid`` that hold what is ``wanted`` in each column. Raises ``Misasked`` where there are none."""
    check_columns(list(wanted), grid.headers, grid.name)
    found = grid.only(wanted)
    if grid.rows and not found.rows:
        for column, word in wanted.items():
            if not grid.only({column: word}).rows:
                words = sorted({cell for cell in grid.column(grid.headers.index(column)) if cell})
                raise Misasked(unknown(word, words, f"“{column}” holds nowhere"))
        raise Misasked("No row holds all that was asked for.")
    return found


def arranged(delivery: Delivery, ordered: Sequence[str], reference: str) -> Delivery:
    """``delivery`` with its new groups in the order given, from the most disadvantaged, and one that is the reference.

    Raises ``Misasked`` for a name that is no group of the file.
    """
    titles = {plain(one.title): one.title for one in delivery.groups}
    for name in (*ordered, *filter(None, [reference])):
        if delivery.groups and plain(name) not in titles:
            raise Misasked(unknown(name, list(titles.values()), "No group of the file is called"))
    places = {plain(name): place for place, name in enumerate(ordered, 1)}
    groups = [
        replace(
            one,
            position=float(places.get(plain(one.title), len(places) + 1))
            if places
            else one.position,
            is_reference=plain(one.title) == plain(reference) if reference else one.is_reference,
        )
        for one in delivery.groups
    ]
    dimensions = [
        replace(one, is_ordered=one.is_ordered or bool(ordered)) for one in delivery.dimensions
    ]
    return replace(delivery, groups=groups, dimensions=dimensions)
