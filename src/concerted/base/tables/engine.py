"""Tables beyond memory: summed where they are, by one set of expressions on any engine.

Without an address the engine is DuckDB inside this process, which reads Parquet and CSV files in
pieces; ``--engine URL`` names another (``postgres://…``, ``pyspark://…``, ``duckdb://file``). Only
sums leave the engine: one row for each subgroup, in each sampling unit where there are any.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from concerted.base.tables.files import Limits, Table, Unreadable, open_table
from concerted.base.tables.numbers import Mark

INSTALL = "pip install 'concerted[data]'"
PARQUET = (".parquet", ".pq")
_UNNAMED = "\x1f"  # begins the names of columns that have none of their own
_BEYOND = 8  # columns to the right of the headers in which misplaced cells are looked for


@dataclass(frozen=True)
class EngineTable:
    """A table that an engine can sum; ``expression`` is an ibis table.

    ``usual`` is the decimal mark of its texts where they could be read both ways; ``can_try`` says
    that the engine casts texts to numbers or to nothing, which is quick. ``headers`` are those of a text
    file, some perhaps alike, and ``beyond`` columns to their right, which must be empty.
    """

    name: str
    expression: Any
    usual: Mark = Mark.POINT
    can_try: bool = False
    headers: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return self.headers or tuple(self.expression.columns)

    def refuse_beyond(self, count: int, cell: str | None) -> None:
        """Raises ``Unreadable`` for ``count`` rows with cells under no header, such as ``cell``.

        They tell that a row is split in the wrong place, and its columns are others.
        """
        if count:
            raise Unreadable(
                f"“{self.name}” has cells beyond its {len(self.columns):,} headers in {count:,} of its rows, for"
                f" instance “{str(cell)[:40]}”. Put what holds a separator in quotation marks."
            )


@contextmanager
def engine_table(data: str, url: str | None = None) -> Iterator[EngineTable]:
    """The table ``data``, a file or the name of a table, on the engine at ``url`` or our own.

    Raises ``Unreadable`` when the engine is not installed, does not answer or lacks the table.
    """
    ibis = _ibis()
    with tempfile.TemporaryDirectory(prefix="concerted-") as folder:
        connection = _connected(ibis, url, folder)
        try:
            yield _opened(connection, data, url is None)
        finally:
            connection.disconnect()


def _ibis() -> Any:
    try:
        return import_module("ibis")
    except ModuleNotFoundError:
        raise Unreadable(
            "Parquet files, very large tables and --engine need the data engine, which is not"
            f" installed. Install it: {INSTALL}"
        ) from None


def _connected(ibis: Any, url: str | None, folder: str) -> Any:
    if url is None:
        return ibis.duckdb.connect(
            temp_directory=folder,
            autoinstall_known_extensions=False,
            preserve_insertion_order=False,
        )
    shown = without_password(url)
    try:
        return ibis.connect(url)
    except ModuleNotFoundError as missing:
        raise Unreadable(
            f"The engine “{shown}” needs “{missing.name}”, which is not installed."
        ) from None
    except Exception as error:  # noqa: BLE001 - drivers share no error
        raise Unreadable(f"The engine “{shown}” does not answer: {first_line(error)}") from None


def without_password(url: str) -> str:
    """An engine's address that can be shown.

    >>> without_password("postgres://ana:secret@db/health")
    'postgres://ana@db/health'
    """
    parts = urlsplit(url)
    if parts.password is None:
        return url
    return parts._replace(
        netloc=parts.netloc.replace(f":{parts.password}@", "@"), query=""
    ).geturl()


def _opened(connection: Any, data: str, is_ours: bool) -> EngineTable:
    name = _name(Path(data)) if is_ours else Path(data).name
    try:
        if is_ours:
            return _own_file(connection, Path(data))
        return EngineTable(name, _foreign(connection, data))
    except Unreadable:
        raise
    except Exception as error:  # noqa: BLE001 - drivers share no error
        if type(error).__name__ == "TableNotFound":
            raise Unreadable(f"The engine has no table “{data}”.") from None
        raise Unreadable(f"“{name}” cannot be read: {first_line(error)}") from None


def _own_file(connection: Any, path: Path) -> EngineTable:
    _check_file(path)
    if path.is_dir():
        return EngineTable(_name(path), connection.read_parquet(str(path / _within(path))))
    if path.suffix.lower() in PARQUET:
        return EngineTable(path.name, connection.read_parquet(str(path)))
    return _texts(connection, path)


def _foreign(connection: Any, data: str) -> Any:
    """A file that the engine reads itself, or a table by its name, after its schema and a point."""
    kind = Path(data).suffix.lower()
    if kind in PARQUET:
        return connection.read_parquet(data)
    if kind == ".csv":
        return connection.read_csv(data)
    schema, _, name = data.rpartition(".")
    return connection.table(name, database=schema or None)


def _name(path: Path) -> str:
    """What sentences call a file or folder; ``.`` and ``..`` by the folder that they are."""
    return path.resolve().name or str(path)


def _check_file(path: Path) -> None:
    if path.is_dir():
        parts = list(path.glob(_within(path)))
        if not parts:
            raise Unreadable(
                f"The folder “{_name(path)}” holds no Parquet files. Name a file, or a folder of Parquet files."
            )
        for part in parts:
            _check_parquet(part)
        return
    if not path.is_file():
        raise Unreadable(f"There is no file “{path.name}”.")
    if path.suffix.lower() in PARQUET:
        _check_parquet(path)


def _check_parquet(path: Path) -> None:
    if path.is_dir():
        raise Unreadable(f"“{path.name}” is a folder, not a Parquet file.")
    with path.open("rb") as file:
        if file.read(4) != b"PAR1":
            raise Unreadable(f"“{path.name}” is not a Parquet file, or is damaged.")


def _within(folder: Path) -> str:
    """Its own Parquet files, or those of parts such as year=2024 within it."""
    return "*.parquet" if next(folder.glob("*.parquet"), None) else "*=*/**/*.parquet"


def _texts(connection: Any, path: Path) -> EngineTable:
    """A text file of any size as a table of texts; cells become numbers where numbers are asked."""
    table = open_table(path, limits=Limits(sys.maxsize, sys.maxsize, sys.maxsize))
    if table.encoding not in ("utf-8", "utf-8-sig"):
        raise Unreadable(
            f"“{path.name}” is too large to be read as {table.description}. Save it as UTF-8."
        )
    beyond = tuple(f"{_UNNAMED}beyond {at}" for at in range(_BEYOND))
    expression = connection.read_csv(
        str(path),
        delim=table.separator,
        header=False,
        skip=_lines_above(table),
        columns=dict.fromkeys([*_distinct(table.headers), *beyond], "VARCHAR"),
        null_padding=True,
        quote='"',
        escape='"',
        strict_mode=False,
        parallel=False,
    )
    usual = Mark.COMMA if table.separator == ";" else Mark.POINT
    return EngineTable(
        path.name, expression, usual, can_try=True, headers=table.headers, beyond=beyond
    )


def _distinct(headers: Sequence[str]) -> list[str]:
    """The headers, each once: of columns with one name, which nobody can ask for, the first has it."""
    first: dict[str, int] = {}
    return [
        header if header and first.setdefault(header, at) == at else f"{_UNNAMED}{at}"
        for at, header in enumerate(headers)
    ]


def _lines_above(table: Table) -> int:
    """The lines before the first row: headers, titles, and blank lines, which are no records."""
    with table.path.open(encoding=table.encoding, newline="") as file:
        reader = csv.reader(file, delimiter=table.separator)
        count = 0
        while count < table.first_record:
            count += bool(next(reader))
        return reader.line_num


def first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0][:300] or type(error).__name__
