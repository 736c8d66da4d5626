"""The power map of a policy: how much everybody weighs, by where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.act.officials.models import Official
from concerted.act.policies.models import Influence, Leaning, PolicyItem
from concerted.act.policies.queries.stances import OfficialRow, official_rows
from concerted.base.charts import Chart, Grid, GridName, GridRow, draw_grid
from concerted.base.gates import Viewer

COLUMN = {
    Leaning.AGAINST: 0,
    Leaning.LEANS_AGAINST: 0,
    Leaning.UNDECIDED: 1,
    Leaning.LEANS_FOR: 2,
    Leaning.FOR: 2,
}
SURE = (Leaning.AGAINST, Leaning.UNDECIDED, Leaning.FOR)
"""Three columns, so that names have room on a phone; who leans has a ring, and stands below who is sure."""
GROUP = {
    Leaning.AGAINST: 7,
    Leaning.LEANS_AGAINST: 7,
    Leaning.UNDECIDED: 4,
    Leaning.LEANS_FOR: 8,
    Leaning.FOR: 8,
}
"""The color of each column, of those in the design; the words say it too."""


@dataclass(frozen=True)
class PowerMap:
    chart: Chart
    finding: str
    rows: list[OfficialRow]


def power_map(policy: PolicyItem, viewer: Viewer) -> PowerMap:
    """Drawn for the team: it names what people lean to, so it is never public."""
    rows = official_rows(policy, viewer)
    sure_first = sorted(rows, key=_leans)
    levels = [
        GridRow(str(level.label), [_name(row) for row in sure_first if row.influence == level])
        for level in sorted(Influence, reverse=True)
    ]
    levels.append(
        GridRow(
            _("Influence not said yet"), [_name(row) for row in sure_first if not row.influence]
        )
    )
    grid = Grid(
        title=_("Who weighs how much, and where they stand"),
        columns=tuple(str(one.label) for one in SURE),
        rows=[level for level in levels if level.names],
        unknown=_("Not known where they stand"),
        headings=(_("Official"), _("Influence"), _("Where they stand")),
    )
    return PowerMap(draw_grid(grid), _finding(rows), rows)


def _name(row: OfficialRow) -> GridName:
    latest = row.latest
    return GridName(
        label=row.official.name,
        column=COLUMN[latest.value] if latest is not None else None,
        note=str(latest.value.label) if latest is not None else "",
        group=GROUP[latest.value] if latest is not None else 4,
        short=_short(row.official),
        is_weak=_leans(row),
    )


def _leans(row: OfficialRow) -> bool:
    return row.latest is not None and abs(row.latest.value) == Leaning.LEANS_FOR


def _short(official: Official) -> str:
    """ "M. Rodrigues" for Michael Rodrigues."""
    if not official.family_name:
        return official.name
    given = official.given_name or official.name
    return f"{given[:1]}. {official.family_name}"


def _finding(rows: Sequence[OfficialRow]) -> str:
    """Of those who decide: how many stand where."""
    deciding = [row for row in rows if row.influence == Influence.DECIDES]
    if not deciding:
        return ""
    at = [row.latest.value if row.latest else None for row in deciding]
    told = {
        "count": len(deciding),
        "for": at.count(Leaning.FOR),
        "against": at.count(Leaning.AGAINST),
        "leans_for": at.count(Leaning.LEANS_FOR),
        "leans_against": at.count(Leaning.LEANS_AGAINST),
        "open": at.count(Leaning.UNDECIDED) + at.count(None),
    }
    words = ngettext(
        "%(count)d person decides: %(for)d for it and %(leans_for)d leaning so, %(against)d against it and "
        "%(leans_against)d leaning so, %(open)d open or not known.",
        "%(count)d people decide: %(for)d for it and %(leans_for)d leaning so, %(against)d against it and "
        "%(leans_against)d leaning so, %(open)d open or not known.",
        len(deciding),
    )
    return words % told
