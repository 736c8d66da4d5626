"""Ten million Parquet rows measured by the command, beside the bare SQL of its sums in the same run.

``concerted measure`` runs as a person runs it: a process of its own, from starting Python to the last
line. The bare equivalent is a process that starts Python, imports DuckDB and runs the one aggregation.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import duckdb

from benchmarks.analysis import Figure

ROWS = 10_000_000
MOST_SECONDS = 10.0
BARE_SQL = (
    "select stratum, cluster, quintile, count(*), sum(weight), sum(weight * vaccinated),"
    " sum(weight * vaccinated * vaccinated) from '{path}' group by all"
)
MADE_SQL = (
    "copy (select 'Q' || (1 + i % 5) as quintile, (hash(i) % 100 < 40 + 8 * (i % 5))::int as"
    " vaccinated, 0.2 + (hash(i + 1) % 1000) / 300 as weight, (i // 5) % 2000 % 67 as stratum,"
    " (i // 5) % 2000 as cluster from range({rows}) t(i)) to '{path}' (format parquet)"
)


def figures() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ten-million.parquet")
        with duckdb.connect() as connection:
            connection.execute(MADE_SQL.format(rows=ROWS, path=path))
        designed = ("--weight", "weight", "--strata", "stratum", "--psu", "cluster")
        bare, _ = _timed(
            "-c", f"import duckdb; duckdb.sql({BARE_SQL.format(path=path)!r}).fetchall()"
        )
        with_design, spent = _timed(*_command(path, *designed))
        weighted, _ = _timed(*_command(path, "--weight", "weight"))
    return [
        Figure("10 million Parquet rows, weights, strata and units", with_design, MOST_SECONDS),
        Figure("… its processor time", spent, MOST_SECONDS),
        Figure("10 million Parquet rows, weights alone", weighted, MOST_SECONDS),
        Figure(
            "… beside a bare process that runs the SQL of the sums", with_design / bare, 10, "×"
        ),
    ]


def _command(path: Path, *design: str) -> Sequence[str]:
    return (
        *("-m", "concerted.site.command_line", "measure", str(path)),
        *("--outcome", "vaccinated", "--by", "quintile", "--ordered", "--favourable"),
        *design,
    )


def _timed(*arguments: str) -> tuple[float, float]:
    """Seconds on the clock and of the processors, of a Python that runs ``arguments``."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    taken, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
