"""What ``concerted measure`` can be asked. Imports nothing heavy: help answers at once."""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from dataclasses import dataclass

CODES = [
    "d",
    "r",
    "bgv",
    "bgsd",
    "cov",
    "mdmu",
    "mdmw",
    "mdbu",
    "mdbw",
    "mdru",
    "mdrw",
    "idisu",
    "idisw",
    "ti",
    "mld",
    "par",
    "paf",
    "aci",
    "rci",
    "sii",
    "rii",
]

_DESCRIPTION = """\
Summary measures of inequality between groups, with their intervals, from any table.

A table of individuals has a row for each person:
  concerted measure survey.csv --outcome vaccinated --by quintile --ordered \\
      --weight weight --strata stratum --psu cluster
A table of groups has a row for each group:
  concerted measure regions.xlsx --estimate rate --se se --population people --by region

Groups in a natural order (income, education) need --ordered: the list of their values from the
most disadvantaged to the most advantaged, as in --ordered "poorest,poor,middle,rich,richest"
(separated by | if values hold commas), or nothing when the values count upwards by themselves
(1, 2, 3; Q1, Q2; "Quintile 1 (poorest)"). --order COLUMN takes the order from a column of numbers.
"""
_EPILOG = """\
Measures: d difference, r ratio, bgv/bgsd between-group variance and standard deviation, cov
coefficient of variation, mdmu/mdmw mean difference from the mean (unweighted, weighted), mdbu/mdbw
from the best, mdru/mdrw from a reference, idisu/idisw index of disparity, ti Theil index, mld mean
log deviation, par/paf population attributable risk and fraction, aci/rci absolute and relative
concentration index, sii/rii slope and relative index of inequality. docs/measures.md has the
formulas, docs/measuring-tables.md examples.

Ends with 0 when something was measured, 1 when the data cannot be, 2 when the question is wrong.
"""


@dataclass(frozen=True)
class Asked:
    """The command line, checked as far as it can be without the table."""

    data: str
    by: str
    outcome: str | None
    weight: str | None
    strata: str | None
    psu: str | None
    estimate: str | None
    se: str | None
    population: str | None
    setting: str | None
    period: str | None
    ordered: str | None
    order: str | None
    is_favourable: bool | None
    reference: str | None
    indicator: str | None
    average: float | None
    scale: float | None
    per: float
    measures: tuple[str, ...] | None
    is_linear: bool
    normalisation: str
    bounds: tuple[float, float] | None
    confidence: float
    draws: int
    seed: int | None
    engine: str | None
    format: str

    @property
    def is_ordered(self) -> bool:
        return self.ordered is not None or self.order is not None

    @property
    def value(self) -> str:
        """The column that is measured."""
        return self.outcome or self.estimate or ""


def ask(arguments: Sequence[str]) -> Asked:
    """The question in ``arguments``; ends the program with 2 and a sentence when it is none."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return _asked(options)
    except ValueError as wrong:
        parser.error(str(wrong))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="concerted measure",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "data", metavar="DATA", help="a CSV, XLSX or Parquet file, or a table of --engine"
    )
    parser.add_argument("--by", required=True, metavar="COLUMN", help="the groups to compare")
    _add_columns(parser)
    _add_meaning(parser)
    _add_way(parser)
    return parser


def _add_columns(parser: argparse.ArgumentParser) -> None:
    people = parser.add_argument_group("a table of individuals")
    people.add_argument("--outcome", metavar="COLUMN", help="0 or 1, or a quantity")
    people.add_argument("--weight", metavar="COLUMN", help="sampling weights")
    people.add_argument("--strata", metavar="COLUMN", help="strata of the sample")
    people.add_argument("--psu", metavar="COLUMN", help="primary sampling units (clusters)")
    people.add_argument(
        "--per", metavar="N", type=float, default=1.0,
        help="tell shares per N people, as 100 for per cent (of outcomes 0 and 1)",
    )  # fmt: skip
    groups = parser.add_argument_group("a table of groups")
    groups.add_argument("--estimate", metavar="COLUMN", help="the rate of each group")
    groups.add_argument("--se", metavar="COLUMN", help="its standard error, for intervals")
    groups.add_argument("--population", metavar="COLUMN", help="how many people are in it")
    groups.add_argument(
        "--scale", metavar="N", type=float,
        help="rates are per N: 100 per cent (if nothing is said), 1 shares, 1000, 100000",
    )  # fmt: skip
    groups.add_argument(
        "--average", metavar="RATE", type=float, help="the known average of the whole setting"
    )
    both = parser.add_argument_group("both")
    both.add_argument("--setting", metavar="COLUMN", help="measure each of its values apart")
    both.add_argument("--period", metavar="COLUMN", help="measure each of its values apart")


def _add_meaning(parser: argparse.ArgumentParser) -> None:
    meaning = parser.add_argument_group("what the values mean")
    order = meaning.add_mutually_exclusive_group()
    order.add_argument(
        "--ordered", nargs="?", const="", metavar="VALUES",
        help="groups have a natural order; VALUES from the most disadvantaged (see above)",
    )  # fmt: skip
    order.add_argument(
        "--order", metavar="COLUMN", help="numbers that order the groups, 1 the most disadvantaged"
    )
    direction = meaning.add_mutually_exclusive_group()
    direction.add_argument(
        "--favourable", action="store_true", help="more is better (if nothing is said)"
    )
    direction.add_argument("--adverse", action="store_true", help="less is better")
    meaning.add_argument(
        "--reference", metavar="VALUE", help="the group that others are compared with"
    )
    meaning.add_argument(
        "--indicator", metavar="TEXT", help="its name in sentences; the column's if left out"
    )


def _add_way(parser: argparse.ArgumentParser) -> None:
    way = parser.add_argument_group("how")
    way.add_argument(
        "--measures", nargs="+", metavar="CODE", help="only these (see below); all if left out"
    )
    way.add_argument(
        "--linear", action="store_true", help="sii and rii by a line, not a logistic curve"
    )
    way.add_argument(
        "--normalisation", choices=("none", "wagstaff", "erreygers"), default="none",
        help="of rci; needs --bounds",
    )  # fmt: skip
    way.add_argument(
        "--bounds", nargs=2, type=float, metavar=("LOW", "HIGH"),
        help="lowest and highest possible value, for aci and rci",
    )  # fmt: skip
    way.add_argument(
        "--confidence", type=float, default=0.95, metavar="P", help="of intervals; 0.95"
    )
    way.add_argument(
        "--draws",
        type=int,
        default=20_000,
        metavar="N",
        help="of simulated intervals; 20000, or 0 for none",
    )
    way.add_argument(
        "--seed", type=int, metavar="N", help="of simulated intervals; the same gives the same"
    )
    way.add_argument(
        "--engine",
        metavar="URL",
        help="where DATA is a table, as postgres://…, pyspark://…, duckdb://FILE",
    )
    way.add_argument("--format", choices=("table", "csv", "json"), default="table")


def _asked(options: argparse.Namespace) -> Asked:
    """Refuses, with a ValueError, what contradicts itself."""
    _check_kind(options)
    _check_numbers(options)
    direction = True if options.favourable else False if options.adverse else None
    return Asked(
        **{
            name: getattr(options, name)
            for name in (
                "data", "by", "outcome", "weight", "strata", "psu", "estimate", "se", "population",
                "setting", "period", "ordered", "order", "reference", "indicator", "average", "scale", "per",
                "normalisation", "confidence", "draws", "seed", "engine", "format",
            )
        },
        is_favourable=direction,
        measures=_codes(options.measures),
        is_linear=options.linear,
        bounds=None if options.bounds is None else (options.bounds[0], options.bounds[1]),
    )  # fmt: skip


def _check_kind(options: argparse.Namespace) -> None:
    if not options.data.strip():
        raise ValueError("DATA must name a file, or a table of --engine")
    if (options.outcome is None) == (options.estimate is None):
        raise ValueError(
            "say --outcome COLUMN for a table of individuals, or --estimate COLUMN for a table of"
            " groups; exactly one of them"
        )
    mine, others = ("--outcome", "--estimate") if options.outcome else ("--estimate", "--outcome")
    foreign = (
        {"--se": options.se, "--population": options.population, "--average": options.average,
         "--scale": options.scale}
        if options.outcome
        else {"--weight": options.weight, "--strata": options.strata, "--psu": options.psu,
              "--per": None if options.per == 1 else options.per}
    )  # fmt: skip
    for name, given in foreign.items():
        if given is not None:
            raise ValueError(f"{name} goes with {others}, not with {mine}")


def _check_numbers(options: argparse.Namespace) -> None:
    if not 0 < options.confidence < 1:
        raise ValueError(
            f"--confidence must be between 0 and 1, as 0.95; got {options.confidence:g}"
        )
    if options.draws < 0 or options.draws == 1:
        raise ValueError(f"--draws must be 0 or at least 2, got {options.draws}")
    if options.seed is not None and options.seed < 0:
        raise ValueError(f"--seed must be at least 0, got {options.seed}")
    _check_scales(options)


def _check_scales(options: argparse.Namespace) -> None:
    for name in ("scale", "per"):
        given = getattr(options, name)
        if given is not None and not (given > 0 and math.isfinite(given)):
            raise ValueError(f"--{name} must be above 0, got {given:g}")
    if options.average is not None and not math.isfinite(options.average):
        raise ValueError("--average must be a finite number")
    if options.normalisation != "none" and options.bounds is None:
        raise ValueError(f"--normalisation {options.normalisation} needs --bounds LOW HIGH")
    if options.bounds is not None and not options.bounds[0] < options.bounds[1]:
        raise ValueError("--bounds must be two numbers, the lower first")


def _codes(given: Sequence[str] | None) -> tuple[str, ...] | None:
    if given is None:
        return None
    asked = [code.strip().lower() for item in given for code in item.split(",") if code.strip()]
    for code in asked:
        if code not in CODES:
            raise ValueError(f"no measure is called “{code}”; there are {', '.join(CODES)}")
    return tuple(dict.fromkeys(asked)) or None
