"""Which column of a file holds what, and a wide table told as a long one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from concerted.measure.indicators.importing.cells import Cell, state_of
from concerted.measure.indicators.importing.grids import Grid
from concerted.measure.indicators.importing.periods import read_span
from concerted.measure.indicators.importing.roles import (
    NUMBERS,
    REPEATABLE,
    Role,
    is_aside,
    is_exact,
    named,
    plain,
    role_of,
)

SAMPLE = 200
_EDGES = re.compile(r"^[\s()\[\]:;,./_-]+|[\s()\[\]:;,./_-]+$")


@dataclass(frozen=True)
class Record:
    """One figure with what is told about it, by role; a row of a wide table gives several."""

    row: int
    texts: Mapping[Role, str]

    def text(self, role: Role) -> str:
        return self.texts.get(role, "")


@dataclass(frozen=True)
class Heading:
    """What the header of a column of figures says: a period, a group or both, and which figure it is."""

    period: str
    subgroup: str
    role: Role


def guess_roles(grid: Grid, *, groups: Collection[str] = (), by: str = "") -> tuple[Role, ...]:
    """What each column of ``grid`` likely holds.

    ``groups`` are the names of known groups, as bare words; ``by`` is the column of groups, or a name that a
    column of groups may bear, such as “race”.
    """
    roles = [_role(header, groups) for header in grid.headers]
    if by:
        wanted = plain(by)
        roles = [
            Role.SUBGROUP if plain(header) == wanted else role
            for header, role in zip(grid.headers, roles, strict=True)
        ]
    _settle_groups(roles, grid, by)
    _settle_rates(roles, grid.headers)
    _settle_years(roles)
    roles = _once(roles, grid.headers, by)
    if Role.VALUE not in roles and Role.NUMERATOR not in roles:
        roles = _wide(roles, grid, groups)
    return tuple(roles)


def _role(header: str, groups: Collection[str]) -> Role:
    """“Rate” is a column of figures, “rate 2021” and “rate of renters” are columns of a wide table."""
    told = None if is_exact(header) else heading(header)
    is_wide = told is not None and bool(told.period or plain(told.subgroup) in groups)
    return Role.NOTHING if is_wide else role_of(header)


def _settle_groups(roles: list[Role], grid: Grid, by: str) -> None:
    """A “category” beside a “group” tells what kind of groups they are."""
    if by or roles.count(Role.SUBGROUP) < 2 or Role.DIMENSION in roles:
        return
    for at, header in enumerate(grid.headers):
        if plain(header) in ("category", "categoria") and roles[at] is Role.SUBGROUP:
            roles[at] = Role.DIMENSION


def _settle_rates(roles: list[Role], headers: Sequence[str]) -> None:
    """“White rate” beside “Black rate” are figures of groups, where no column names the group."""
    rates = [
        at for at, role in enumerate(roles) if role is Role.VALUE and not is_exact(headers[at])
    ]
    if len(rates) > 1 and Role.SUBGROUP not in roles:
        for at in rates:
            roles[at] = Role.NOTHING


def _settle_years(roles: list[Role]) -> None:
    """A quarter or a month alone is the period; beside a year it is a part of it."""
    if Role.PERIOD not in roles:
        for at, role in enumerate(roles):
            if role in (Role.QUARTER, Role.MONTH):
                roles[at] = Role.PERIOD


def _once(roles: Sequence[Role], headers: Sequence[str], by: str) -> list[Role]:
    """One column for each role: the one that bears its whole name before one that only has it within."""
    found = list(roles)
    for role in set(roles) - REPEATABLE:
        places = [at for at, one in enumerate(roles) if one is role]
        best = min(
            places, key=lambda at: (plain(headers[at]) != plain(by), not is_exact(headers[at]), at)
        )
        for at in places:
            if at != best:
                found[at] = Role.NOTHING
    return found


def _wide(roles: Sequence[Role], grid: Grid, groups: Collection[str]) -> list[Role]:
    """Columns whose headers are periods or groups become columns of figures."""
    found = list(roles)
    for at, header in enumerate(grid.headers):
        if found[at] in (Role.NOTHING, *NUMBERS) and _is_heading(header, groups, grid, at, roles):
            found[at] = Role.FIGURES
    return found


def _is_heading(
    header: str, groups: Collection[str], grid: Grid, at: int, roles: Sequence[Role]
) -> bool:
    told = heading(header)
    states = _states(grid, at)
    if told is None or states is None:
        return False
    if told.period or plain(told.subgroup) in groups:
        return True
    has_time = Role.PERIOD in roles or Role.START in roles
    is_group = has_time and Role.SUBGROUP not in roles and roles[at] is Role.NOTHING
    return is_group and not is_aside(header) and states != {Cell.MISSING}


def _states(grid: Grid, at: int) -> set[Cell] | None:
    """What the first cells of a column hold; nothing where one of them is no figure."""
    cells = [cells[at] for _number, cells in grid.rows[:SAMPLE]]
    found = {cell: state_of(cell) for cell in cells}
    is_text = any(
        state is Cell.KNOWN and not any(character.isdigit() for character in cell)
        for cell, state in found.items()
    )
    return None if is_text else set(found.values())


def heading(header: str) -> Heading | None:
    """What ``header`` of a column of figures says; nothing where it names neither a period nor a group.

    >>> heading("2021 n")
    Heading(period='2021', subgroup='', role=<Role.N: 'n'>)
    >>> heading("Black (2021-2022)")
    Heading(period='2021-2022', subgroup='Black', role=<Role.VALUE: 'value'>)
    """
    rest, role = _without_measure(_EDGES.sub("", header.replace("_", " ")))
    if not rest:
        return None
    if read_span(rest) is not None:
        return Heading(rest, "", role)
    words = rest.split()
    for count in range(len(words) - 1, 0, -1):
        for period, group in (
            (words[-count:], words[:-count]),
            (words[:count], words[count:]),
        ):
            text = _EDGES.sub("", " ".join(period))
            if read_span(text) is not None:
                return Heading(text, _EDGES.sub("", " ".join(group)), role)
    return Heading("", rest, role)


def _without_measure(header: str) -> tuple[str, Role]:
    """A header without the word at its end or start that says which figure it is."""
    words = header.split()
    for count in (2, 1):
        if len(words) > count:
            for named_part, rest in (
                (words[-count:], words[:-count]),
                (words[:count], words[count:]),
            ):
                role = named(" ".join(named_part))
                if role in NUMBERS:
                    return _EDGES.sub("", " ".join(rest)), role
    return header, Role.VALUE


def records_of(grid: Grid, roles: Sequence[Role]) -> Iterator[Record]:
    """The figures of ``grid``, one by one, read with ``roles``."""
    fixed = {role: at for at, role in enumerate(roles) if role not in REPEATABLE}
    spread = _spread(grid.headers, roles)
    for number, cells in grid.rows:
        told = {role: cells[at] for role, at in fixed.items()}
        if not spread:
            yield Record(number, told)
        for (period, subgroup), places in spread.items():
            named_by_header = {Role.PERIOD: period, Role.SUBGROUP: subgroup}
            given = {role: text for role, text in named_by_header.items() if text}
            yield Record(number, told | given | {role: cells[at] for role, at in places.items()})


def _spread(
    headers: Sequence[str], roles: Sequence[Role]
) -> dict[tuple[str, str], dict[Role, int]]:
    found: dict[tuple[str, str], dict[Role, int]] = {}
    for at, role in enumerate(roles):
        told = heading(headers[at]) if role is Role.FIGURES else None
        if told is not None:
            found.setdefault((told.period, told.subgroup), {})[told.role] = at
    return found
