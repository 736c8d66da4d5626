"""The expressions that sum a table of individual rows, the same on every engine.

Nothing runs but two aggregations: one says what the rows lack, one adds up those that lack nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from concerted.base.tables.answering import Answer, Question, answer_of, check_columns, label
from concerted.base.tables.engine import EngineTable, first_line
from concerted.base.tables.files import Unreadable
from concerted.base.tables.numbers import NO_VALUE, Mark, NotNumbers, mark_of
from concerted.base.tables.progress import Progress

SAMPLE = 10_000
MOST_SUBGROUPS = 2_000_000
_SHAPES = {
    Mark.POINT: r"^[+-]?([0-9]+|[1-9][0-9]{0,2}(,[0-9]{3})+)?([.][0-9]*)?([eE][+-]?[0-9]+)?$",
    Mark.COMMA: r"^[+-]?([0-9]+|[1-9][0-9]{0,2}([.][0-9]{3})+)?(,[0-9]*)?([eE][+-]?[0-9]+)?$",
}
_BLANKS = "[ %\u00a0\u202f\u2009]"


def sum_table(table: EngineTable, question: Question, progress: Progress | None = None) -> Answer:
    """The sums that ``question`` needs, computed where the table is.

    Raises ``Unreadable`` when a column is not there or a weight is negative, ``NotNumbers`` when the
    outcome or the weight holds something else.
    """
    check_columns(question.columns, table.columns, table.name)
    try:
        rows = _prepared(table, question)
        if table.can_try:
            # Texts become numbers once; what is too much for memory, DuckDB writes to a file.
            name = import_module("ibis.util").gen_name("rows")
            rows = rows.get_backend().create_table(name, rows, temp=True)
        told = rows.aggregate(**_facts(rows, question)).to_pyarrow().to_pylist()[0]
        _refuse_bad(table, told, question)
        if progress is not None:
            progress.now(f"Adding up {int(told['rows']):,} rows")
        cells = _summed(rows, question).to_pyarrow()
    except (Unreadable, NotNumbers):
        raise
    except Exception as error:  # noqa: BLE001 - drivers share no error
        raise Unreadable(f"“{table.name}” cannot be summed: {first_line(error)}") from None
    return _answer(cells, told, question)


def read_columns(table: EngineTable, wanted: Sequence[str]) -> dict[str, list[str]]:
    """Columns of a small table as texts, empty where nothing is given.

    Raises ``Unreadable`` when it has more rows than a table of subgroups can have.
    """
    misplaced = _beyond(import_module("ibis"), table)
    expression = table.expression.select(*wanted, **misplaced).limit(MOST_SUBGROUPS + 1)
    try:
        read = expression.to_pyarrow()
    except Exception as error:  # noqa: BLE001 - drivers share no error
        raise Unreadable(f"“{table.name}” cannot be read: {first_line(error)}") from None
    if read.num_rows > MOST_SUBGROUPS:
        raise Unreadable(
            f"“{table.name}” has more than {MOST_SUBGROUPS:,} rows. If each is a person, give"
            " --outcome instead of --estimate."
        )
    for name in misplaced:
        cells = read[name].drop_null()
        table.refuse_beyond(len(cells), cells[0].as_py() if len(cells) else None)
    return {name: [_text(value) for value in read[name].to_pylist()] for name in wanted}


def _beyond(ibis: Any, table: EngineTable) -> dict[str, Any]:
    """The first cell of each row that stands under no header, null where there is none."""
    if not table.beyond:
        return {}
    cells = (table.expression[name].strip().nullif("") for name in table.beyond)
    return {"beyond": ibis.coalesce(*cells)}


def _text(value: object) -> str:
    if value is None or value != value:
        return ""
    return str(int(value)) if isinstance(value, bool) else label(value)


def _prepared(source: EngineTable, question: Question) -> Any:
    """Each row as numbers and labels under the names of their roles, and the first thing it lacks."""
    ibis, table = import_module("ibis"), source.expression
    columns: dict[str, Any] = {}
    columns["outcome"], columns["bad_outcome"] = _number(ibis, source, question.outcome)
    if question.weight is not None:
        columns["weight"], columns["bad_weight"] = _number(ibis, source, question.weight)
    for role, column in question.keys.items():
        columns[role] = _label(ibis, table[column])
    rows = table.select(**columns, **_beyond(ibis, source))
    conditions = [rows[role].isnull() for role in question.roles]
    if question.weight is not None:
        conditions.append(rows.weight == 0)
    lack = ibis.cases(*((condition, at) for at, condition in enumerate(conditions)), else_=-1)
    return rows.mutate(lack=lack.cast("int8"))


def _label(ibis: Any, key: Any) -> Any:
    kind = key.type()
    if kind.is_string():
        return key.strip().nullif("")
    if kind.is_floating():
        return key.isnan().ifelse(ibis.null(kind), key)
    return key


def _number(ibis: Any, table: EngineTable, column: str) -> tuple[Any, Any]:
    """A column as numbers, null where nothing is given; and whether a cell holds no number."""
    given = table.expression[column]
    kind = given.type()
    if kind.is_floating() or kind.is_decimal():
        value = given.cast("float64")
        known = value.isnan().ifelse(ibis.null("float64"), value)
        return known, known.abs() > sys.float_info.max
    if kind.is_boolean():
        return ibis.cases((given, 1.0), (~given, 0.0)), ibis.literal(False)
    if kind.is_numeric():
        return given.cast("float64"), ibis.literal(False)
    if kind.is_string():
        plain = _plain(given) if table.can_try else None
        if plain is not None and not _is_hard(table, column, plain):
            return plain, ibis.literal(False)
        return _typed(ibis, given, _mark(table, column))
    raise NotNumbers(f"“{column}” must hold numbers; it holds values of type {kind}.")


def _mark(table: EngineTable, column: str) -> Mark:
    source = table.expression
    sample = source.select(cell=source[column]).limit(SAMPLE).to_pyarrow()
    return mark_of([cell or "" for cell in sample["cell"].to_pylist()], column, table.usual)


def _typed(ibis: Any, given: Any, mark: Mark) -> tuple[Any, Any]:
    """Texts as numbers, by the rules of ``numbers`` as far as an engine knows them."""
    text = given.strip()
    text = text.lower().isin(sorted(NO_VALUE)).ifelse(ibis.null("string"), text)
    text = text.re_replace(_BLANKS, "").replace("\u2212", "-")
    is_number = text.re_search(_SHAPES[mark]) & text.re_search("[0-9]")
    plain = is_number.ifelse(text, ibis.null("string"))
    plain = plain.replace(mark.other.value, "").replace(mark.value, ".")
    return plain.cast("float64"), ~is_number.fill_null(True)


def _plain(given: Any) -> Any:
    """Texts that are numbers as they stand, the others null."""
    cast = given.try_cast("float64")
    return (cast.isnan() | cast.isinf()).ifelse(None, cast)


def _is_hard(table: EngineTable, column: str, plain: Any) -> bool:
    """Whether a column holds more than plain numbers and words for nothing, or its points are open."""
    given = table.expression[column]
    if table.usual is not Mark.POINT:
        return True
    words = given.strip().lower().isin(sorted(NO_VALUE))
    return bool(table.expression.filter(plain.isnull(), ~words).count().to_pyarrow().as_py())


def _facts(rows: Any, question: Question) -> dict[str, Any]:
    """Aggregates that say how many rows there are, what they lack, and their range."""
    is_known = rows.lack == -1
    asked = {
        "rows": rows.count(),
        "bad_outcome": rows.bad_outcome.sum(),
        "lowest": rows.outcome.min(where=is_known),
        "highest": rows.outcome.max(where=is_known),
    }
    if "beyond" in rows.columns:
        asked |= {"beyond": rows.beyond.count(), "cell_beyond": rows.beyond.min()}
    for at in range(len(question.lacks)):
        asked[f"lack_{at}"] = (rows.lack == at).sum()
    if question.weight is not None:
        asked["bad_weight"] = rows.bad_weight.sum()
        asked["lightest"] = rows.weight.min()
    return asked


def _refuse_bad(table: EngineTable, told: Mapping[str, Any], question: Question) -> None:
    table.refuse_beyond(told.get("beyond", 0), told.get("cell_beyond"))
    columns = {"bad_outcome": question.outcome, "bad_weight": question.weight}
    for fact, column in columns.items():
        count = told.get(fact)
        if column is not None and count:
            raise _not_numbers(table, column, count)
    lightest = told.get("lightest")
    if lightest is not None and lightest < 0:
        raise Unreadable(f"“{question.weight}” must not be negative, but holds {lightest:g}.")


def _not_numbers(table: EngineTable, column: str, count: int) -> NotNumbers:
    source, is_bad = table.expression, _number(import_module("ibis"), table, column)[1]
    rows = source.select(cell=source[column], is_bad=is_bad)
    first = rows.filter(rows.is_bad).limit(1).to_pyarrow()
    cell = str(first["cell"][0].as_py())[:40]
    more = f" {count - 1:,} more rows are like it." if count > 1 else ""
    return NotNumbers(f"“{column}” must hold numbers, but a row has “{cell}”.{more}")


def _summed(rows: Any, question: Question) -> Any:
    """One row for each cell: its labels, its count, and the sums of ``Sums``."""
    known = rows.filter(rows.lack == -1)
    y = known.outcome
    if question.weight is None:
        sums = {"outcome": y.sum(), "outcome_squares": (y * y).sum()}
    else:
        w = known.weight
        sums = {"weight": w.sum(), "outcome": (w * y).sum(), "outcome_squares": (w * y * y).sum()}
        if question.units is None:
            sums["weight_squares"] = (w * w).sum()
            sums["weight_squares_outcome"] = (w * w * y).sum()
            sums["weight_squares_outcome_squares"] = (w * w * y * y).sum()
    return known.group_by(list(question.keys)).aggregate(count=known.count(), **sums)


def _answer(cells: Any, told: Mapping[str, Any], question: Question) -> Answer:
    sums = {
        name: cells[name].to_numpy() for name in cells.column_names if name not in question.keys
    }
    encoded = {role: cells[role].combine_chunks().dictionary_encode() for role in question.keys}
    keys = {role: column.indices.to_numpy() for role, column in encoded.items()}
    labels = {role: column.dictionary.to_pylist() for role, column in encoded.items()}
    left_out = {lack: int(told[f"lack_{at}"] or 0) for at, lack in enumerate(question.lacks)}
    return answer_of(
        keys=keys,
        labels=labels,
        sums=sums,
        row_count=int(told["rows"]),
        left_out=left_out,
        extent=(told["lowest"], told["highest"]),
    )
