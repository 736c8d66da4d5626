"""Results as a table for people, or as CSV and JSON with every digit for machines."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from concerted.analysis import findings
from concerted.analysis.inequality.measures import MEASURES, Unit
from concerted.analysis.inequality.simulation import SEED
from concerted.base.tables.answering import Place
from concerted.site.measuring.computing import Group, Measured, Result, unit_words

_COLUMNS = (
    "setting", "period", "measure", "name", "estimate", "se", "lower", "upper", "confidence",
    "interval", "unit", "subgroups", "compared", "corrected", "corrected_se", "draws", "finding",
    "reason",
)  # fmt: skip


def told(measured: Measured) -> str:
    """``measured`` in the format that was asked for."""
    write = {"table": as_table, "csv": as_csv, "json": as_json}[measured.asked.format]
    return write(measured)


def remarks(measured: Measured) -> Iterator[str]:
    """What was left out or taken for granted, a sentence each; for the error output."""
    asked = measured.asked
    if measured.left_out:
        count = sum(measured.left_out.values())
        lacks = ", ".join(f"{number:,} {lack}" for lack, number in measured.left_out.items())
        yield f"{count:,} of {measured.row_count:,} rows were left out: {lacks}."
    missing = sum(math.isnan(group.rate) for group in measured.groups)
    if missing:
        yield (
            f"{missing:,} of {len(measured.groups):,} groups have no “{asked.value}” and were left"
            " out; measures of groups without an order are not given when more than 15 % are missing."
        )
    if asked.is_favourable is None:
        yield "More was taken as better; say --adverse if less is better, or --favourable."
    yield from measured.notes


def unit_of(code: str, scale: float | None) -> str:
    """The unit of a measure in words; empty when it has none."""
    words = unit_words(scale)
    kinds = {
        Unit.INDICATOR: words,
        Unit.SQUARED: f"{words}, squared",
        Unit.NONE: "",
        Unit.PER_CENT: "%",
        Unit.THOUSANDTHS: "thousandths",
    }
    return kinds[MEASURES[code].unit]


def _flat(result: Result, measured: Measured) -> dict[str, Any]:
    """A result as plain values; None where there is none."""
    found = result.estimate
    row: dict[str, Any] = dict.fromkeys(_COLUMNS)
    row |= {
        "setting": result.place[0] or None,
        "period": result.place[1] or None,
        "measure": result.code,
        "name": MEASURES[result.code].name,
        "unit": unit_of(result.code, measured.scale) or None,
        "reason": result.reason or None,
        "finding": result.finding or None,
        "compared": list(result.compared),
    }
    if found is not None:
        names = ("estimate", "se", "lower", "upper", "confidence", "subgroups", "draws")
        row |= {name: getattr(found, name) for name in (*names, "corrected", "corrected_se")}
        row["interval"] = str(found.interval)
    return {name: _finite(value) for name, value in row.items()}


def _finite(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def as_csv(measured: Measured) -> str:
    """A line for each setting, period and measure."""
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for result in measured.results:
        row = _flat(result, measured)
        writer.writerow(row | {"compared": " | ".join(row["compared"])})
    return text.getvalue()


def as_json(measured: Measured) -> str:
    """One object: the question, what was read, the groups and the results."""
    asked = measured.asked
    told = {
        "data": measured.name,
        "outcome" if asked.outcome else "estimate": asked.value,
        "by": asked.by,
        "order": list(measured.order) or None,
        "favourable": asked.is_favourable is not False,
        "reference": asked.reference,
        "scale": measured.scale,
        "confidence": asked.confidence,
        "draws": asked.draws,
        "seed": SEED if asked.seed is None else asked.seed,
        "rows": measured.row_count,
        "left_out": dict(measured.left_out),
        "remarks": list(remarks(measured)),
        "groups": [_group(group) for group in measured.groups],
        "results": [_flat(result, measured) for result in measured.results],
    }
    lines = (f" {_json(name)}: {_json_lines(value)}" for name, value in told.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _json_lines(value: object) -> str:
    """A list of objects with a line for each, which is quicker to write than indenting, and to read."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n  " + ",\n  ".join(map(_json, value)) + "\n ]"
    return _json(value)


def _group(group: Group) -> dict[str, Any]:
    row: dict[str, Any] = {
        "setting": group.place[0] or None,
        "period": group.place[1] or None,
        "group": group.label,
        "estimate": group.rate,
        "se": group.se,
        "population": group.population,
        "rows": group.rows,
    }
    return {name: _finite(value) for name, value in row.items()}


def as_table(measured: Measured) -> str:
    """For reading: a block for each setting and period."""
    blocks = [_heading(measured)]
    for place, results in groupby(measured.results, key=lambda result: result.place):
        blocks.append(_block(place, list(results), measured))
    return "\n".join(blocks)


def _heading(measured: Measured) -> str:
    asked = measured.asked
    better = "less is better" if asked.is_favourable is False else "more is better"
    order = (
        f"from the most disadvantaged: {_shortened(measured.order)}"
        if measured.order
        else "without an order"
    )
    return (
        f"{measured.name}: “{asked.value}” by “{asked.by}”, {measured.row_count:,} rows\n"
        f"Groups {order}; {better}\n"
    )


def _shortened(labels: Sequence[str]) -> str:
    return ", ".join(labels if len(labels) <= 12 else [*labels[:5], "…", *labels[-5:]])


def _block(place: Place, results: Sequence[Result], measured: Measured) -> str:
    lines = []
    where = ", ".join(part for part in place if part)
    if where:
        lines += [where, "-" * len(where)]
    given = [result for result in results if result.estimate is not None]
    level = f"{100 * measured.asked.confidence:g} % interval"
    rows = [("measure", "", "estimate", level, "unit")]
    rows += [_row(result, measured.scale) for result in given]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for at, row in enumerate(rows):
        code, name, estimate, interval, unit = row
        lines.append(
            f"{code:<{widths[0]}}  {name:<{widths[1]}}  {estimate:>{widths[2]}}"
            f"  {interval:<{widths[3]}}  {unit}".rstrip()
        )
        if at and given[at - 1].finding:
            lines.append(f"{'':<{widths[0]}}  {given[at - 1].finding}")
    lines += _absent(result for result in results if result.estimate is None)
    return "\n".join(lines) + "\n"


def _row(result: Result, scale: float | None) -> tuple[str, str, str, str, str]:
    found = result.estimate
    if found is None:
        raise ValueError("A result without an estimate has no row.")
    interval = ""
    if found.lower is not None and found.upper is not None:
        interval = f"{_number(found.lower)} to {_number(found.upper)}"
    name = MEASURES[result.code].name
    return result.code, name, _number(found.estimate), interval, unit_of(result.code, scale)


def _number(value: float) -> str:
    """Three digits that count, with thousands apart."""
    return f"{findings.told(value):,}"


def _absent(results: Iterable[Result]) -> Iterator[str]:
    """Why measures are not given, together where the reason is one."""
    reasons: dict[str, list[str]] = {}
    for result in results:
        reasons.setdefault(result.reason, []).append(result.code)
    if reasons:
        yield ""
    for reason, codes in reasons.items():
        yield f"Not given: {', '.join(codes)}: {reason}."
