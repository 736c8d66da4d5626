"""A table in memory and one on an engine give the same sums, and measures of sums those of rows."""

from __future__ import annotations

import csv
import os
import shutil
import sys
from pathlib import Path

import numpy as np
import openpyxl
import psycopg
import pytest

from concerted.analysis.inequality.concentration import individual_absolute_concentration_index
from concerted.analysis.inequality.individuals import from_sums, individuals
from concerted.analysis.inequality.slope import individual_slope_index_of_inequality
from concerted.base.tables import expressions, reading
from concerted.base.tables.answering import Misasked, Question
from concerted.base.tables.engine import EngineTable, engine_table, without_password
from concerted.base.tables.expressions import read_columns, sum_table
from concerted.base.tables.files import Unreadable
from concerted.base.tables.numbers import NotNumbers
from concerted.base.tables.progress import Progress

# ibis 12 asks DuckDB 2 by a name that is about to go.
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

HEADERS = ("place", "year", "stratum", "cluster", "weight", "quintile", "ill", "income")
DESIGNED = Question("ill", "quintile", weight="weight", strata="stratum", units="cluster")
QUESTIONS = {
    "simple": Question("ill", "quintile"),
    "weighted": Question("income", "quintile", weight="weight"),
    "designed": DESIGNED,
    "stratified": Question("ill", "quintile", strata="stratum"),
    "apart": Question(
        "income", "quintile", weight="weight", units="cluster", setting="place", period="year"
    ),
}


def survey(size=600):
    """People with a few gaps: rows of texts, as a file has them."""
    random = np.random.default_rng(7)
    for at in range(size):
        stratum = int(random.integers(4))
        quintile = int(random.integers(1, 6))
        yield (
            ("Lynn", "Salem")[at % 2],
            str(2019 + at % 3),
            f"s{stratum}",
            f"{stratum}-{random.integers(6)}",
            "" if at == 5 else "0" if at == 6 else f"{random.uniform(0.2, 4):.6f}",
            " " if at == 7 else f"Q{quintile}",
            "n/a" if at in (8, 9) else str(int(random.random() < quintile / 8)),
            f"{random.uniform(900, 5000):.2f}",
        )


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    path = tmp_path_factory.mktemp("tables") / "survey.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([HEADERS, *survey()])
    return path


@pytest.fixture(scope="module")
def parquet(texts):
    duckdb = pytest.importorskip("duckdb", reason="the data engine is not installed")
    path = texts.with_suffix(".parquet")
    with duckdb.connect() as connection:
        connection.execute(
            "copy (select place, year::int as year, stratum, cluster, weight::double as weight,"
            " nullif(trim(quintile), '') as quintile, nullif(ill, 'n/a')::int::boolean as ill,"
            " income::decimal(9, 2) as income"
            f" from read_csv('{texts}', all_varchar=true)) to '{path}' (format parquet)"
        )
    return path


def in_memory(path, question):
    with Progress("reading") as progress, reading.source(str(path), None, progress) as table:
        return table.sums(question)


def on_engine(data, question, url=None):
    with engine_table(str(data), url) as table:
        return sum_table(table, question)


def assert_same(one, other):
    assert one.subgroups == other.subgroups
    assert one.left_out == other.left_out
    assert (one.row_count, one.lowest, one.highest) == pytest.approx(
        (other.row_count, other.lowest, other.highest)
    )
    assert list(one.sums) == list(other.sums)
    for place, sums in one.sums.items():
        first, second = (as_rows(answer) for answer in (sums, other.sums[place]))
        np.testing.assert_allclose(first, second, rtol=1e-9)


def as_rows(sums):
    names = ["subgroup", "strata", "count", "weight", "outcome", "outcome_squares"]
    if sums.units is None:
        names += ["weight_squares", "weight_squares_outcome", "weight_squares_outcome_squares"]
    columns = np.array([getattr(sums, name) for name in names], float)
    # Strata are numbered as they come; their weight tells them apart.
    columns[1] = np.bincount(sums.strata, sums.weight)[sums.strata]
    columns = columns.round(9)
    return columns[:, np.lexsort(columns)]


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_texts_sum_alike_in_memory_and_on_the_engine(texts, question):
    pytest.importorskip("duckdb", reason="the data engine is not installed")

    assert_same(in_memory(texts, question), on_engine(texts, question))


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_parquet_with_types_sums_as_the_texts_do(texts, parquet, question):
    assert_same(in_memory(texts, question), in_memory(parquet, question))


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_postgres_answers_the_same_expressions_alike(texts, question):
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        pytest.skip("DATABASE_URL names no PostgreSQL.")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("drop schema if exists measured cascade")
        connection.execute("create schema measured")
        connection.execute(
            "create table measured.survey (place text, year int, stratum text, cluster text,"
            " weight float8, quintile text, ill text, income numeric)"
        )
        with connection.cursor().copy("copy measured.survey from stdin") as copy:
            for row in survey():
                copy.write_row([cell if cell.strip() else None for cell in row])
        try:
            assert_same(in_memory(texts, question), on_engine("measured.survey", question, url))
        finally:
            connection.execute("drop schema measured cascade")


@pytest.mark.parametrize(
    "engine", ["postgres", "trino", "bigquery", "snowflake", "clickhouse", "mysql", "databricks"]
)
def test_the_same_expressions_are_sayable_to_other_engines(engine):
    ibis = pytest.importorskip("ibis", reason="the data engine is not installed")
    columns = {"ill": "float64", "weight": "decimal(9, 2)", "income": "string", "cluster": "int64"}
    columns |= dict.fromkeys(("quintile", "stratum", "place", "year"), "string")
    table = EngineTable("survey", ibis.table(columns, name="survey"))

    for question in (DESIGNED, Question("ill", "quintile", weight="weight", setting="place")):
        rows = expressions._prepared(table, question)
        facts = rows.aggregate(**expressions._facts(rows, question))
        for expression in (facts, expressions._summed(rows, question)):
            assert "survey" in ibis.to_sql(expression, dialect=engine)


def test_infinite_outcomes_are_no_numbers(tmp_path):
    duckdb = pytest.importorskip("duckdb", reason="the data engine is not installed")
    path = tmp_path / "x.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            "copy (from (values ('a', 1e0), ('b', 'inf'::double), ('b', 'nan'::double)) t(g, y))"
            f" to '{path}' (format parquet)"
        )

    with pytest.raises(NotNumbers, match="“y” must hold numbers, but a row has “inf”"):
        in_memory(path, Question("y", "g"))


@pytest.mark.parametrize("read", [in_memory, on_engine])
def test_values_too_large_to_be_summed_are_refused(tmp_path, read):
    path = tmp_path / "x.csv"
    path.write_text("g,y\na,1e200\na,1e200\nb,1\n")

    with pytest.raises(ValueError, match="too large"):
        read(path, Question("y", "g"))


def test_a_database_of_duckdb_answers_alike(texts, parquet, tmp_path):
    duckdb = pytest.importorskip("duckdb", reason="the data engine is not installed")
    with duckdb.connect(tmp_path / "own.duckdb") as connection:
        connection.execute(f"create table survey as from '{parquet}'")

    answer = on_engine("survey", DESIGNED, f"duckdb://{tmp_path}/own.duckdb")

    assert_same(in_memory(texts, DESIGNED), answer)


def test_a_workbook_sums_as_the_texts_do(texts, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(HEADERS)
    for row in survey():
        book.active.append([as_cell(cell) for cell in row])
    book.save(tmp_path / "survey.xlsx")

    assert_same(in_memory(texts, DESIGNED), in_memory(tmp_path / "survey.xlsx", DESIGNED))


def as_cell(text):
    try:
        return float(text)
    except ValueError:
        return text.strip() or None


def test_measures_of_the_sums_are_those_of_the_rows(texts):
    rows = [row for row in survey() if row[4] not in ("", "0") and row[5].strip()]
    columns = dict(zip(HEADERS, zip(*rows, strict=True), strict=True))
    people = individuals(
        [float(cell) if cell != "n/a" else np.nan for cell in columns["ill"]],
        [float(cell[1:]) for cell in columns["quintile"]],
        weight=np.array(columns["weight"], float),
        strata=columns["stratum"],
        psu=columns["cluster"],
    )

    summed = from_sums(in_memory(texts, DESIGNED).sums["", ""])

    for measure in (individual_absolute_concentration_index, individual_slope_index_of_inequality):
        ours, theirs = measure(summed), measure(people)
        assert (ours.estimate, ours.se, ours.lower) == pytest.approx(
            (theirs.estimate, theirs.se, theirs.lower), rel=1e-9
        )


def test_what_rows_lack_is_counted_once_each(texts):
    answer = in_memory(texts, DESIGNED)

    assert answer.left_out == {
        "without “quintile”": 1,
        "without “ill”": 2,
        "without “weight”": 1,
        "with a “weight” of 0": 1,
    }
    assert sum(int(sums.count.sum()) for sums in answer.sums.values()) == 600 - 5


def test_each_setting_and_period_is_summed_apart(texts):
    answer = in_memory(texts, QUESTIONS["apart"])

    assert list(answer.sums) == [
        (place, year) for place in ("Lynn", "Salem") for year in ("2019", "2020", "2021")
    ]


def test_a_large_text_file_goes_through_the_engine(texts, monkeypatch):
    pytest.importorskip("duckdb", reason="the data engine is not installed")
    expected = in_memory(texts, DESIGNED)
    monkeypatch.setattr(reading, "MAX_BYTES", 1000)

    with Progress("reading") as progress, reading.source(str(texts), None, progress) as table:
        assert isinstance(table, reading.LargeTable)
        assert_same(table.sums(DESIGNED), expected)


def test_a_large_text_file_with_a_row_split_in_the_wrong_place_is_refused(tmp_path, monkeypatch):
    pytest.importorskip("duckdb", reason="the data engine is not installed")
    path = tmp_path / "large.csv"
    path.write_text("g,y\n" + "a,1\n" * 5000 + "Lynn, MA,2\n" + "b,3\n" * 5000)
    monkeypatch.setattr(reading, "MAX_BYTES", 1000)

    with Progress("reading") as progress, reading.source(str(path), None, progress) as table:
        assert isinstance(table, reading.LargeTable)
        with pytest.raises(Unreadable, match="cells beyond its 2 headers in 1 of its rows"):
            table.sums(Question("y", "g"))


def test_without_the_engine_a_sentence_says_what_to_install(parquet, monkeypatch):
    monkeypatch.setitem(sys.modules, "ibis", None)

    with pytest.raises(Unreadable, match=r"pip install 'concerted\[data\]'"):
        in_memory(parquet, DESIGNED)


@pytest.mark.parametrize("read", [in_memory, on_engine])
def test_a_column_that_is_not_there_is_answered_with_the_nearest(texts, read):
    with pytest.raises(Misasked, match=r"no column “quintil”. Did you mean “quintile”"):
        read(texts, Question("ill", "quintil"))


@pytest.mark.parametrize("read", [in_memory, on_engine])
def test_names_where_numbers_are_needed_are_refused(texts, read):
    with pytest.raises(NotNumbers, match=r"“place” must hold numbers.*“Lynn”.* 599 more rows"):
        read(texts, Question("place", "quintile"))


@pytest.mark.parametrize("read", [in_memory, on_engine])
def test_a_negative_weight_is_refused(tmp_path, read):
    path = tmp_path / "x.csv"
    path.write_text("w,g,y\n1,a,1\n-2,b,0\n")

    with pytest.raises(Unreadable, match="“w” must not be negative, but holds -2"):
        read(path, Question("y", "g", weight="w"))


def test_decimal_commas_are_read_alike_by_the_engine(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Our list\n\n\ng;y;z\na;1.234,5;1.234\nb;12,5;2.345\na;n/a;\nb;7 %;1\n")

    for column in ("y", "z"):
        question = Question(column, "g")
        assert_same(in_memory(path, question), on_engine(path, question))
    assert in_memory(path, Question("z", "g")).highest == 2345


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("x.parquet", b"not parquet", "“x.parquet” is not a Parquet file"),
        ("x.parquet", b"PAR1 broken", "“x.parquet” cannot be read"),
        ("x.csv", b"", "“x.csv” is empty"),
        ("x.csv", b"g,y\n", "has headers but no rows"),
        ("x.csv", b"g,y\na,1\nb,2,3\n", "Row 2 of “x.csv”.* has 3 cells, but there are 2 headers"),
        ("x.json", b"{}", "“x.json” is not a table that can be read"),
        ("x.csv", b"%PDF-1.4", "“x.csv” is a PDF"),
        ("x.xlsx", b"PK\x03\x04 broken", "“x.xlsx” is a damaged workbook"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_sentence(tmp_path, name, content, sentence):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(Unreadable, match=sentence):
        in_memory(tmp_path / name, Question("y", "g"))


def test_quoted_cells_and_ragged_rows_are_read_alike_by_the_engine(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(
        'g,y,note\n"Lynn, MA","1,234",a\n"say ""no""",2,"two\nlines"\nLynn 5" pipe,3\n"Lynn, MA",,\nx,4,a,\nz,5,b, \n'
    )

    assert_same(in_memory(path, Question("y", "g")), on_engine(path, Question("y", "g")))


@pytest.mark.parametrize(
    ("row", "cell"), [("b,2,3", "3"), ("b,2,,,3 ", "3"), ('b,1,"5,0"', "5,0"), ("b,2,3,4", "3")]
)
def test_rows_with_cells_under_no_header_are_refused_by_the_engine_too(row, cell, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(f"g,y\na,1\n{row}\n" + "a,1,, \n" * 2000)

    with pytest.raises(Unreadable, match=rf"beyond its 2 headers in 1 of .* instance “{cell}”"):
        on_engine(path, Question("y", "g"))
    with (
        engine_table(str(path)) as table,
        pytest.raises(Unreadable, match="beyond its 2 headers in 1 of its rows"),
    ):
        read_columns(table, ["g", "y"])
    with pytest.raises(Unreadable, match=r"Row 2 of “x\.csv”"):
        in_memory(path, Question("y", "g"))


def test_columns_of_one_name_or_none_move_no_others_on_the_engine(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("g,y,y,,z,\na,1,7,8,2,\nb,3,7,8,4,\n")

    assert_same(in_memory(path, Question("z", "g")), on_engine(path, Question("z", "g")))
    for read in (in_memory, on_engine):
        with pytest.raises(Misasked, match="several columns “y”"):
            read(path, Question("y", "g"))


def test_a_survey_of_two_thousand_columns_is_read(tmp_path):
    names = [f"v{at}" for at in range(2000)]
    path = tmp_path / "x.csv"
    path.write_text(f"{','.join(names)}\n{','.join('12' * 1000)}\n{','.join('31' * 1000)}\n")

    assert in_memory(path, Question("v1998", "v1999")).subgroups == ("1", "2")


def test_a_folder_of_parquet_files_is_one_table(parquet, tmp_path):
    for part in ("year=2023", "year=2024"):
        (tmp_path / part).mkdir()
        shutil.copy(parquet, tmp_path / part / "part-0.parquet")

    assert in_memory(parquet.parent, DESIGNED).row_count == 600
    assert in_memory(tmp_path, DESIGNED).row_count == 1200


def test_a_folder_without_parquet_files_is_refused(tmp_path):
    (tmp_path / "notes").mkdir()

    with pytest.raises(Unreadable, match="holds no Parquet files"):
        in_memory(tmp_path, DESIGNED)


def test_the_folder_one_stands_in_is_called_by_its_name(tmp_path, monkeypatch):
    (tmp_path / "survey").mkdir()
    monkeypatch.chdir(tmp_path / "survey")

    with pytest.raises(Unreadable, match="The folder “survey” holds no Parquet files"):
        in_memory(Path(), DESIGNED)

    Path("part.parquet").write_bytes(b"broken")
    with pytest.raises(Unreadable, match=r"“part\.parquet” is not a Parquet file"):
        in_memory(Path(), DESIGNED)

    Path("part.parquet").write_bytes(b"PAR1 broken")
    with pytest.raises(Unreadable, match="“survey” cannot be read"):
        in_memory(Path(), DESIGNED)


def test_an_engine_that_does_not_answer_is_told_without_its_password():
    with (
        pytest.raises(Unreadable) as refused,
        engine_table("t", "postgres://ana:secret@127.0.0.1:1/x"),
    ):
        pass

    assert "does not answer" in str(refused.value)
    assert "secret" not in str(refused.value)
    assert without_password("duckdb://file") == "duckdb://file"


def test_the_engine_adds_nothing_to_the_working_folder(parquet, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    in_memory(parquet, DESIGNED)

    assert list(tmp_path.iterdir()) == []
