"""Every case of a file of inequality cases, computed: ``python -m concerted.analysis.cases CASES.csv INPUT_DIR``.

CASES.csv has the columns ``case``, ``dataset``, ``measure`` and ``options`` (JSON); whatever else it
has is never read. INPUT_DIR has one CSV per data set. Out comes CSV: ``case,estimate,se,lower_ci,
upper_ci,error``, with 17 significant digits, empty where a value is not defined, and a sentence in
``error`` where a case has none. The options are those of WHO's toolkit; see ``OPTIONS``.
"""

from __future__ import annotations

import csv
import json
import math
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from concerted.analysis.arrays import Floats
from concerted.analysis.inequality.concentration import (
    individual_absolute_concentration_index,
    individual_relative_concentration_index,
)
from concerted.analysis.inequality.entropy import Zeros
from concerted.analysis.inequality.fit import Model
from concerted.analysis.inequality.individuals import Individuals, individuals
from concerted.analysis.inequality.measures import MEASURES, Dimension
from concerted.analysis.inequality.result import Estimate, Interval
from concerted.analysis.inequality.slope import (
    individual_relative_index_of_inequality,
    individual_slope_index_of_inequality,
)

HEADER = ("case", "estimate", "se", "lower_ci", "upper_ci", "error")
DRAWS = 100_000
SEED = 20_220_318

# What each option means, as in the published specification of the cases.
OPTIONS = {
    "conf_level": "confidence level of the interval (0.95)",
    "no_se": "leave the standard errors out: an estimate alone where they are needed",
    "no_pop": "leave the sizes out: equal sizes for the rank-based measures, the setting average for "
    "mdmu, idisu, paf and par",
    "setting_average": "give the setting average: its column, else 1.05 times the weighted mean",
    "reference": "the subgroup marked reference_subgroup is the reference of d and r",
    "flip_favourable": "take more for worse and the reverse",
    "lmin": "lower bound of the indicator, for aci and rci",
    "lmax": "upper bound of the indicator, for aci and rci",
    "method": "wagstaff or erreygers, for rci",
    "linear": "linear instead of logistic model, for sii and rii",
    "outcome": "individual data: the column of the outcome",
    "weight": "individual data: use the sampling weights",
    "psu": "individual data: use the primary sampling units",
    "strata": "individual data: use the strata",
    "fpc": "individual data: use the finite population correction",
    "force": "compute with missing estimates, as is always done here",
}
INDIVIDUAL: dict[str, Callable[..., Estimate]] = {
    "aci": individual_absolute_concentration_index,
    "rci": individual_relative_concentration_index,
    "sii": individual_slope_index_of_inequality,
    "rii": individual_relative_index_of_inequality,
}
AVERAGED = frozenset({"mdmu", "idisu", "paf", "par"})
FROM_REFERENCE = frozenset({"mdru", "mdrw"})
TRUNCATED_ENTROPY = frozenset({"ti", "mld"})

Column = list[str]
Options = dict[str, Any]


@dataclass
class Inputs:
    """The data sets of a folder, read once each.

    Attributes
    ----------
    folder : where the data sets are, each NAME.csv there or in its folder ``input``
    tables : by name, the columns of a data set as texts; filled when first asked for
    people : by data set and columns, individual rows made ready; filled when first asked for
    """

    folder: Path
    tables: dict[str, dict[str, Column]] = field(default_factory=dict)
    people: dict[tuple[str, ...], Individuals] = field(default_factory=dict)

    def table(self, name: str) -> dict[str, Column]:
        """The columns of a data set as text.

        Raises
        ------
        ValueError: there is no such file, or it has no rows.
        """
        if name not in self.tables:
            self.tables[name] = _read_table(self.folder, name)
        return self.tables[name]


def _read_table(folder: Path, name: str) -> dict[str, Column]:
    paths = (folder / f"{name}.csv", folder / "input" / f"{name}.csv")
    path = next((path for path in paths if path.is_file()), None)
    if path is None or Path(name).name != name:
        raise ValueError(f"There is no data set {name}.csv in the input folder.")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file) if row]
    except UnicodeDecodeError:
        raise ValueError(f"The data set {name}.csv must be in UTF-8; it is not.") from None
    if len(rows) < 2:
        raise ValueError(f"The data set {name}.csv has no rows.")
    header, *body = rows
    if any(len(row) != len(header) for row in body):
        raise ValueError(f"A row of the data set {name}.csv is longer or shorter than its header.")
    columns = zip(*body, strict=True)
    return dict(zip((title.strip() for title in header), map(list, columns), strict=True))


def _numbers(table: dict[str, Column], name: str) -> Floats | None:
    """A column as floats, empty fields and R's NA as NaN; None when there is no such column."""
    texts = table.get(name)
    if texts is None:
        return None
    try:
        return np.array([_number(text) for text in texts])
    except ValueError:
        raise ValueError(f"The column {name} must hold numbers; one field does not.") from None


def _number(text: str) -> float:
    bare = text.strip()
    return math.nan if bare in ("", "NA", "NaN", "nan") else float(bare)


def _needed(table: dict[str, Column], name: str) -> Floats:
    found = _numbers(table, name)
    if found is None:
        raise ValueError(f"The data set has no column {name}; the measure needs it.")
    return found


def _first(table: dict[str, Column], name: str, otherwise: float) -> float:
    """The first known value of a column that is the same in all rows."""
    found = _numbers(table, name)
    if found is None or np.isnan(found).all():
        return otherwise
    return float(found[~np.isnan(found)][0])


def _options(text: str) -> Options:
    try:
        found = json.loads(text) if text.strip() else {}
    except json.JSONDecodeError:
        raise ValueError(f"The options must be JSON, got {text}.") from None
    if not isinstance(found, dict):
        raise ValueError(f"The options must be a JSON object, got {text}.")
    unknown = sorted(set(found) - OPTIONS.keys())
    if unknown:
        raise ValueError(f"No option is called {unknown[0]}; known are {', '.join(OPTIONS)}.")
    return found


def _real(options: Options, name: str, otherwise: float = math.nan) -> float:
    value = options.get(name, otherwise)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"The option {name} must be a number, got {json.dumps(value)}.")
    return float(value)


def _shared(measure: str, options: Options) -> dict[str, Any]:
    """The arguments that subgroups and individuals have in common."""
    given: dict[str, Any] = {"confidence": _real(options, "conf_level", 0.95)}
    if measure in ("aci", "rci") and ("lmin" in options or "lmax" in options):
        if "lmin" not in options or "lmax" not in options:
            raise ValueError("lmin and lmax must be given together; one is missing.")
        given["bounds"] = (_real(options, "lmin"), _real(options, "lmax"))
    if measure == "rci" and options.get("method"):
        given["normalisation"] = str(options["method"]).lower()
    if measure in ("sii", "rii") and options.get("linear"):
        given["model"] = Model.LINEAR
    return given


def computed(measure: str, dataset: str, options: Options, inputs: Inputs) -> Estimate:
    """The estimate of one case.

    Parameters
    ----------
    measure : its code, one of ``MEASURES``
    dataset : name of a data set of ``inputs``, without .csv
    options : by name, those of ``OPTIONS``
    inputs : the folder of data sets

    Returns
    -------
    Estimate; se and interval are None where the data or options give none.

    Raises
    ------
    ValueError: the measure cannot be given for such data or options; the message says why.

    References
    ----------
    As the function of the measure in ``concerted.analysis.inequality``; the options are those of the published cases.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> two = chr(10).join(["subgroup,estimate", "a,40", "b,70"])
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "two.csv").write_text(two)
    ...     found = computed("d", "two", {}, Inputs(Path(folder)))
    >>> found.estimate
    30.0
    """
    if measure not in MEASURES:
        named = f"No measure is called {measure}" if measure else "The case names no measure"
        raise ValueError(f"{named}; known are {', '.join(MEASURES)}.")
    table = inputs.table(dataset)
    if "outcome" in options or "estimate" not in table:
        return _of_individuals(measure, dataset, options, inputs)
    return _of_subgroups(measure, table, options)


def _of_individuals(measure: str, dataset: str, options: Options, inputs: Inputs) -> Estimate:
    if measure not in INDIVIDUAL:
        raise ValueError(f"Individual rows give aci, rci, sii and rii; {measure} needs subgroups.")
    table = inputs.table(dataset)
    outcome = str(options.get("outcome", "y"))
    # Without sampling weights the specification takes the rows for a simple sample.
    names = [name for name in ("weight", "strata", "psu", "fpc") if options.get(name)]
    names = names if "weight" in names else []
    key = (dataset, outcome, *names)
    if key not in inputs.people:
        columns: dict[str, Any] = {}
        for name in names:
            is_label = name in ("strata", "psu")
            columns[name] = table.get(name) if is_label else _needed(table, name)
            if columns[name] is None:
                raise ValueError(f"The data set has no column {name}; the option {name} needs it.")
        order = _needed(table, "subgroup_order")
        inputs.people[key] = individuals(_needed(table, outcome), order, **columns)
    return INDIVIDUAL[measure](inputs.people[key], **_shared(measure, options))


def _of_subgroups(measure: str, table: dict[str, Column], options: Options) -> Estimate:
    about = MEASURES[measure]
    given = _shared(measure, options)
    given["se"] = None if options.get("no_se") else _numbers(table, "se")
    given["population"] = None if options.get("no_pop") else _numbers(table, "population")
    rates = _needed(table, "estimate")
    order = _numbers(table, "subgroup_order")
    if about.dimension is Dimension.ORDERED:
        given["order"] = order
        if measure in ("sii", "rii"):
            given["scale"] = _first(table, "indicator_scale", 100)
        return about.function(rates, **given)
    given |= _dimension(table, options, order)
    if options.get("setting_average") or (measure in AVERAGED and options.get("no_pop")):
        given["setting_average"] = _average(table)
    if measure in FROM_REFERENCE or (measure in ("d", "r") and options.get("reference")):
        given["reference"] = _reference(table)
    if measure in TRUNCATED_ENTROPY:
        given["zeros"] = Zeros.REPLACED
    if about.interval is Interval.SIMULATED:
        given |= {"draws": DRAWS, "generator": np.random.default_rng(SEED)}
    rows = np.arange(rates.size)
    if order is not None and given["ordered"]:
        rows = np.argsort(order, kind="stable")
    return about.function(rates[rows], **_in_rows(given, rows))


def _dimension(table: dict[str, Column], options: Options, order: Floats | None) -> dict[str, Any]:
    favourable = _first(table, "favourable_indicator", 1) != 0
    ordered = _first(table, "ordered_dimension", 0 if order is None else 1) != 0
    return {
        "favourable": favourable != bool(options.get("flip_favourable")),
        "ordered": ordered,
        "scale": _first(table, "indicator_scale", 100),
    }


def _in_rows(given: dict[str, Any], rows: np.ndarray[Any, np.dtype[np.intp]]) -> dict[str, Any]:
    """The arguments with subgroups in another order."""
    moved = dict(given)
    for name in ("se", "population"):
        if moved[name] is not None:
            moved[name] = moved[name][rows]
    if moved.get("reference") is not None:
        moved["reference"] = int(np.flatnonzero(rows == moved["reference"])[0])
    return moved


def _average(table: dict[str, Column]) -> float:
    stated = _first(table, "setting_average", math.nan)
    if not math.isnan(stated):
        return stated
    rates, people = _needed(table, "estimate"), _needed(table, "population")
    is_known = ~np.isnan(rates)
    return round(1.05 * float(np.average(rates[is_known], weights=people[is_known])), 3)


def _reference(table: dict[str, Column]) -> int:
    marked = np.flatnonzero(_needed(table, "reference_subgroup") == 1)
    if marked.size != 1:
        raise ValueError(f"One subgroup must be marked as the reference; {marked.size} are.")
    return int(marked[0])


def row_of(case: dict[str, str | None], inputs: Inputs) -> tuple[str, ...]:
    """One row of the output, the fields of ``HEADER``; never an exception for what a file may hold.

    Parameters
    ----------
    case : its ``case``, ``measure``, ``dataset`` and ``options`` (JSON); what is missing is empty
    inputs : the folder of data sets

    Returns
    -------
    The name, estimate, standard error and both ends as texts of 17 digits, empty where there is none, and the error:
    a sentence, or empty.

    References
    ----------
    Our own definition.

    Examples
    --------
    >>> row_of({"case": "1", "measure": "d", "dataset": "none"}, Inputs(Path()))
    ('1', '', '', '', '', 'There is no data set none.csv in the input folder.')
    """
    name = case.get("case") or ""
    try:
        options = _options(case.get("options") or "")
        measure, dataset = (case.get("measure") or "").strip(), case.get("dataset") or ""
        with np.errstate(all="ignore"):
            found = computed(measure, dataset, options, inputs)
        if not math.isfinite(found.estimate):
            raise ValueError(f"Measure {measure} is beyond all numbers for these data.")
    except (ValueError, TypeError, LookupError, ArithmeticError, OSError) as problem:
        return name, "", "", "", "", _sentence(problem)
    values = (found.estimate, found.se, found.lower, found.upper)
    return name, *("" if value is None else f"{value:.17g}" for value in values), ""


def _sentence(problem: Exception) -> str:
    told = " ".join(str(problem).split())
    return (
        told if isinstance(problem, ValueError) and told else f"The case cannot be read: {told}."
    )


def rows_of(cases: Iterable[dict[str, str | None]], folder: Path) -> Iterator[tuple[str, ...]]:
    """The output of every case in turn, as soon as it is computed.

    Parameters
    ----------
    cases : one mapping for each case, as for ``row_of``
    folder : where the data sets are, or its folder ``input``

    Returns
    -------
    Iterator of rows as ``row_of`` gives them; a data set is read once.

    References
    ----------
    Our own definition.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> two = chr(10).join(["subgroup,estimate", "a,40", "b,70"])
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "two.csv").write_text(two)
    ...     rows = list(rows_of([{"case": "1", "measure": "r", "dataset": "two"}], Path(folder)))
    >>> rows[0][:2]
    ('1', '1.75')
    """
    inputs = Inputs(folder)
    for case in cases:
        yield row_of(case, inputs)


def run(arguments: list[str], out: TextIO, err: TextIO) -> int:
    """Read the cases, write the output; 0, or 2 with a sentence on ``err`` when it cannot start.

    Parameters
    ----------
    arguments : the file of cases and the folder of data sets
    out : takes the header and one row for each case, as CSV
    err : takes a sentence when nothing can be computed

    Returns
    -------
    int, the exit code: 0, or 2 when it cannot start.

    References
    ----------
    Our own definition.

    Examples
    --------
    >>> run([], sys.stdout, sys.stdout)
    Usage: python -m concerted.analysis.cases CASES.csv INPUT_DIR
    2
    """
    if len(arguments) != 2:
        err.write("Usage: python -m concerted.analysis.cases CASES.csv INPUT_DIR\n")
        return 2
    cases, folder = (Path(argument) for argument in arguments)
    if not cases.is_file() or not folder.is_dir():
        err.write(f"{cases} must be a file of cases and {folder} a folder of data sets.\n")
        return 2
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    try:
        with cases.open(encoding="utf-8-sig", newline="") as file:
            for row in rows_of(csv.DictReader(file), folder):
                writer.writerow(row)
                out.flush()
    except (UnicodeDecodeError, csv.Error):
        err.write(f"{cases} must be CSV in UTF-8; it is not.\n")
        return 2
    except BrokenPipeError:
        # Whoever read, as ``head``, has had enough; nothing is left to be flushed at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], sys.stdout, sys.stderr))
