"""``concerted measure``: right values from any kind of table, and a sentence for whatever is wrong."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from concerted.analysis.inequality.measures import MEASURES
from concerted.site import command_line
from concerted.site.measuring import run
from concerted.site.measuring.asking import CODES

# ibis 12 asks DuckDB 2 by a name that is about to go.
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

INEQUALITY = Path(__file__).parents[5] / "shared" / "data" / "inequality"
needs_references = pytest.mark.skipif(
    not INEQUALITY.is_dir(), reason="the shared data are not here: ../shared/data/inequality"
)

GROUPS = """\
wealth,rate,error,people
middle,80.0,2,300
poorest,60.0,3,200
richest,95.0,1,100
"""
ORDERED = ("--ordered", "poorest,middle,richest")
OF_GROUPS = ("--estimate", "rate", "--se", "error", "--population", "people", "--by", "wealth")
PEOPLE = "area,well\n" + "north,1\n" * 3 + "north,0\n" + "south,1\n" + "south,0\n" * 3


@pytest.fixture
def groups(tmp_path):
    path = tmp_path / "groups.csv"
    path.write_text(GROUPS)
    return str(path)


@pytest.fixture
def people(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE)
    return str(path)


def measured(capsys, *arguments):
    """The results by their codes, from JSON."""
    code = run([*arguments, "--format", "json", "--favourable"])
    out = capsys.readouterr().out
    assert code == 0
    return {result["measure"]: result for result in json.loads(out)["results"]}


def refused(capsys, *arguments, code=1):
    """The sentence on the error output; nothing may stand on the other."""
    assert run(arguments) == code
    written = capsys.readouterr()
    assert written.out == ""
    return written.err


def misused(capsys, *arguments):
    """The sentence for a question that contradicts itself."""
    with pytest.raises(SystemExit) as ended:
        run(arguments)
    assert ended.value.code == 2
    return capsys.readouterr().err.rpartition("error: ")[2]


def test_help_answers_in_half_a_second_and_loads_nothing_heavy():
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "concerted.site.command_line", "measure", "--help"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, contextlib, io\n"
            "from concerted.site.command_line import main\n"
            "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):\n"
            "    main(['measure', '--help'])\n"
            "print([name for name in ('django', 'numpy', 'ibis') if name in sys.modules])",
        ],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "--ordered" in done.stdout
    assert loaded.stdout.strip() == "[]"
    assert time.monotonic() - began < 5, "half a second on a machine that does nothing else"


def test_the_command_line_hands_over_without_django(groups, capsys):
    assert command_line.main(["measure", groups, *OF_GROUPS, "--measures", "d"]) == 0
    assert "difference" in capsys.readouterr().out


def test_help_names_every_measure():
    assert list(MEASURES) == CODES


def test_groups_in_order_have_the_values_of_their_formulas(groups, capsys):
    found = measured(capsys, groups, *OF_GROUPS, *ORDERED)

    assert found["d"]["estimate"] == 35
    assert found["d"]["se"] == pytest.approx(10**0.5)
    assert found["d"]["compared"] == ["richest", "poorest"]
    assert found["par"]["estimate"] == pytest.approx(95 - 455 / 6)
    assert found["bgv"]["reason"] == "the measure is for subgroups without a natural order"
    assert found["bgv"]["estimate"] is None


def test_groups_without_an_order_have_theirs(groups, capsys):
    found = measured(capsys, groups, *OF_GROUPS, "--reference", "poorest", "--draws", "500")

    mean = 455 / 6
    spread = (200 * (60 - mean) ** 2 + 300 * (80 - mean) ** 2 + 100 * (95 - mean) ** 2) / 600
    assert found["bgv"]["estimate"] == pytest.approx(spread)
    assert found["mdru"]["estimate"] == pytest.approx((20 + 35) / 3)
    assert found["mdru"]["draws"] == 500
    assert found["sii"]["reason"] == "the measure needs subgroups in a natural order"


def test_individuals_are_measured_by_their_own_means(people, capsys):
    found = measured(capsys, people, "--outcome", "well", "--by", "area", "--measures", "d", "r")

    assert found["d"]["estimate"] == pytest.approx(0.5)
    assert found["d"]["se"] == pytest.approx((2 * 0.75 * 0.25 / 3) ** 0.5)
    assert found["r"]["estimate"] == pytest.approx(3)


def test_shares_can_be_told_per_hundred(people, capsys):
    asked = (people, "--outcome", "well", "--by", "area", "--ordered", "south,north")
    one = measured(capsys, *asked)
    hundred = measured(capsys, *asked, "--per", "100")

    for code in ("d", "sii", "aci", "par"):
        assert hundred[code]["estimate"] == pytest.approx(100 * one[code]["estimate"])
        assert hundred[code]["unit"] == "percentage points"
    for code in ("r", "rii", "rci", "paf"):
        assert hundred[code]["estimate"] == pytest.approx(one[code]["estimate"])


def test_quantities_cannot_be_told_per_hundred(tmp_path, capsys):
    path = tmp_path / "x.csv"
    path.write_text("g,y\na,10\nb,20\n")

    assert "--per is for outcomes from 0 to 1" in refused(
        capsys, str(path), "--outcome", "y", "--by", "g", "--per", "100", code=2
    )


def test_workbook_parquet_and_text_give_the_same(groups, tmp_path, capsys):
    duckdb = pytest.importorskip("duckdb", reason="the data engine is not installed")
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(GROUPS)):
        book.active.append([float(cell) if cell[0].isdigit() else cell for cell in row])
    book.save(tmp_path / "groups.xlsx")
    parquet = tmp_path / "groups.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"copy (from '{groups}') to '{parquet}' (format parquet)")

    first, *others = (
        measured(capsys, str(path), *OF_GROUPS, *ORDERED)
        for path in (groups, tmp_path / "groups.xlsx", parquet)
    )

    assert all(other == first for other in others)


def test_decimal_commas_thousands_and_per_cent_signs_are_read(tmp_path, groups, capsys):
    path = tmp_path / "german.csv"
    path.write_text(
        "wealth;rate;error;people\nmiddle;80,0 %;2;300\npoorest;60,0 %;3;200\nrichest;95,0 %;1;100\n"
    )

    assert measured(capsys, str(path), *OF_GROUPS, *ORDERED) == measured(
        capsys, groups, *OF_GROUPS, *ORDERED
    )


def test_each_setting_and_period_is_measured_in_one_call(tmp_path, capsys):
    path = tmp_path / "many.csv"
    path.write_text(
        "town,year,area,rate\nLynn,2020,a,10\nLynn,2020,b,30\nLynn,2021,a,10\nLynn,2021,b,20\n"
    )

    assert run([str(path), "--estimate", "rate", "--by", "area", "--setting", "town", "--period",
                "year", "--measures", "d", "--format", "csv"]) == 0  # fmt: skip

    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["setting"], row["period"], row["estimate"]) for row in rows] == [
        ("Lynn", "2020", "20.0"),
        ("Lynn", "2021", "10.0"),
    ]


def test_the_same_seed_gives_the_same_interval_and_another_another(groups, capsys):
    def interval(seed):
        asked = (*OF_GROUPS, "--measures", "bgsd", "--draws", "300", "--seed", seed)
        return measured(capsys, groups, *asked)["bgsd"]["lower"]

    assert interval("1") == interval("1") != interval("2")


def test_a_table_for_reading_has_words_units_and_sentences(groups, capsys):
    assert run([groups, *OF_GROUPS, *ORDERED, "--adverse", "--indicator", "Waiting"]) == 0

    told = capsys.readouterr()
    assert told.err == ""
    assert (
        "Groups from the most disadvantaged: poorest, middle, richest; less is better" in told.out
    )
    assert "95 % interval" in told.out
    assert "Waiting: poorest is 35 percentage points below richest" in told.out
    assert "Not given: bgv, bgsd" in told.out


def test_missing_values_are_counted_and_said(tmp_path, capsys):
    path = tmp_path / "gaps.csv"
    path.write_text(PEOPLE + "south,\n,1\nnorth,n/a\n")

    run([str(path), "--outcome", "well", "--by", "area", "--measures", "d", "--favourable"])

    assert "3 of 11 rows were left out: 1 without “area”, 2 without “well”." in (
        capsys.readouterr().err
    )


def test_groups_without_a_rate_are_said_and_left_out(tmp_path, capsys):
    path = tmp_path / "gaps.csv"
    path.write_text("area,rate\na,10\nb,\nc,30\n")

    run([str(path), "--estimate", "rate", "--by", "area", "--favourable"])

    told = capsys.readouterr()
    assert "1 of 3 groups have no “rate”" in told.err
    assert "Not given: bgv, bgsd, cov, mdmu" in told.out
    assert "more than 15 % of the subgroups have no rate" in told.out


def test_order_by_a_column_is_the_order_by_a_list(tmp_path, groups, capsys):
    path = tmp_path / "numbered.csv"
    path.write_text(
        "wealth,rate,error,people,n\nmiddle,80,2,300,2\npoorest,60,3,200,1\nrichest,95,1,100,3\n"
    )

    assert measured(capsys, str(path), *OF_GROUPS, "--order", "n") == measured(
        capsys, groups, *OF_GROUPS, *ORDERED
    )


def test_order_by_a_column_of_individuals_is_the_order_by_a_list(tmp_path, people, capsys):
    path = tmp_path / "numbered.csv"
    path.write_text(
        PEOPLE.replace("north,", "north,2,")
        .replace("south,", "south,1,")
        .replace("area,", "area,n,")
    )
    asked = ("--outcome", "well", "--by", "area")

    assert measured(capsys, str(path), *asked, "--order", "n") == measured(
        capsys, people, *asked, "--ordered", "south,north"
    )


def test_values_that_count_order_themselves(tmp_path, capsys):
    path = tmp_path / "x.csv"
    path.write_text("q,rate\nQ10,90\nQ2,50\nQ1,10\n")

    found = measured(capsys, str(path), "--estimate", "rate", "--by", "q", "--ordered")

    assert found["d"]["compared"] == ["Q10", "Q1"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--estimate", "rat", "--by", "wealth"), "has no column “rat”. Did you mean “rate”?"),
        (("--estimate", "rate", "--by", "zzz"), "has no column “zzz”. There are: “wealth”, “rate”"),
        (("--estimate", "rate", "--by", "wealth", "--ordered", "poorest,middle"), "lacks “richest”"),
        (("--estimate", "rate", "--by", "wealth", "--ordered", "poor,middle,richest"),
         "has no value “poor”. Did you mean “poorest”?"),
        (("--estimate", "rate", "--by", "wealth", "--ordered"), "do not count by themselves"),
        (("--estimate", "rate", "--by", "wealth", "--reference", "rich"),
         "has no value “rich”. Did you mean “richest”?"),
        (("--estimate", "rate", "--by", "wealth", "--order", "wealth"), "holds “"),
    ],
)  # fmt: skip
def test_a_question_that_does_not_fit_the_table_ends_with_2(groups, capsys, arguments, sentence):
    assert sentence in refused(capsys, groups, *arguments, code=2)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--by", "wealth", ""), "unrecognized arguments"),
        (("--by", "wealth"), "say --outcome COLUMN for a table of individuals, or --estimate"),
        (("--by", "a", "--outcome", "b", "--estimate", "c"), "exactly one of them"),
        (("--by", "a", "--estimate", "c", "--weight", "w"), "--weight goes with --outcome"),
        (("--by", "a", "--outcome", "c", "--se", "w"), "--se goes with --estimate"),
        (("--by", "a", "--estimate", "c", "--favourable", "--adverse"), "not allowed with"),
        (("--by", "a", "--estimate", "c", "--measures", "gini"), "no measure is called “gini”"),
        (("--by", "a", "--estimate", "c", "--confidence", "95"), "must be between 0 and 1"),
        (("--by", "a", "--estimate", "c", "--draws", "-1"), "--draws must be 0 or at least 2"),
        (("--by", "a", "--estimate", "c", "--scale", "0"), "--scale must be above 0"),
        (("--by", "a", "--estimate", "c", "--normalisation", "wagstaff"), "needs --bounds"),
        (("--by", "a", "--estimate", "c", "--bounds", "1", "0"), "the lower first"),
        (("--by", "a", "--estimate", "c", "--average", "nan"), "must be a finite number"),
    ],
)
def test_a_question_that_contradicts_itself_ends_with_2(groups, capsys, arguments, sentence):
    assert sentence in misused(capsys, groups, *arguments)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("g,y\na,10\na,20\n", "“g” holds one group only"),
        ("g,y\na,10\na,20\nb,3\n", "“a” of “g” has more than one row"),
        ("g,y\na,10\nb,many\n", "“y” must hold numbers, but row 2 has “many”."),
        ("g,y\n", "has headers but no rows"),
        ("", "is empty"),
        ("g,y\n,1\n,2\n", "has no row that can be used: 2 without “g”"),
    ],
)
def test_a_table_that_cannot_be_measured_ends_with_1(tmp_path, capsys, text, sentence):
    path = tmp_path / "x.csv"
    path.write_text(text)

    assert sentence in refused(capsys, str(path), "--estimate", "y", "--by", "g")


def test_negative_errors_are_refused_with_their_row(tmp_path, capsys):
    path = tmp_path / "x.csv"
    path.write_text("g,y,e\na,10,1\nb,20,-1\n")

    assert "“e” must not be negative, but row 2 has -1" in refused(
        capsys, str(path), "--estimate", "y", "--by", "g", "--se", "e"
    )


def test_when_no_measure_can_be_given_it_ends_with_1_and_says_why(tmp_path, capsys):
    path = tmp_path / "x.csv"
    path.write_text("g,y\na,10\nb,\n")

    assert run([str(path), "--estimate", "y", "--by", "g"]) == 1
    assert "fewer than two subgroups have a known rate" in capsys.readouterr().out


def test_rates_beyond_a_hundred_ask_for_their_scale(tmp_path, capsys):
    path = tmp_path / "x.csv"
    path.write_text("q,y,n\n1,340,50\n2,120,60\n")
    asked = [str(path), "--estimate", "y", "--population", "n", "--by", "q", "--ordered"]

    run([*asked, "--adverse"])
    told = capsys.readouterr()
    found = measured(capsys, *asked, "--scale", "1000")

    assert "say what it is per, as --scale 1000" in told.err
    assert found["sii"]["unit"] == "per 1,000"


def test_the_page_on_tables_shows_a_real_run(tmp_path, monkeypatch, capsys):
    page = (Path(__file__).parents[4] / "docs" / "measuring-tables.md").read_text()
    table, command, output = (
        re.search(rf"```{kind}\n(.*?)```", page, re.DOTALL).group(1)
        for kind in ("csv", "sh", "text")
    )
    (tmp_path / "towns.csv").write_text(table)
    monkeypatch.chdir(tmp_path)

    assert command_line.main(shlex.split(command.replace("\\\n", ""))[1:]) == 0
    assert capsys.readouterr().out == output


def expected_cases():
    if not INEQUALITY.is_dir():
        return []
    with (INEQUALITY / "expected.csv").open() as file:
        cases = csv.DictReader(file)
        return [case for case in cases if case["dataset"] in AS_COLUMNS and case["estimate"]]


AS_COLUMNS = {
    "ordered_sba": (
        "--estimate", "estimate", "--se", "se", "--population", "population", "--order",
        "subgroup_order",
    ),
    "nonordered_sba": ("--estimate", "estimate", "--se", "se", "--population", "population"),
    "individual_sba": ("--outcome", "sba", "--order", "subgroup_order"),
}  # fmt: skip
AS_OPTIONS = {
    "linear": ("--linear",),
    "weight": ("--weight", "weight"),
    "psu": ("--psu", "psu"),
    "strata": ("--strata", "strata"),
}


@needs_references
@pytest.mark.parametrize("dataset", AS_COLUMNS)
def test_the_command_gives_the_reference_values(dataset, capsys):
    path = str(INEQUALITY / "input" / f"{dataset}.csv")
    known = {}
    for case in expected_cases():
        options = json.loads(case["options"])
        asked = [
            key for key in options if key not in ("outcome", "weight", "psu", "strata", "linear")
        ]
        if case["dataset"] == dataset and not asked and case["ci_method"] == "analytic":
            arguments = tuple(
                part for key in AS_OPTIONS if key in options for part in AS_OPTIONS[key]
            )
            known.setdefault(arguments, {})[case["measure"]] = case

    assert known
    for arguments, cases in known.items():
        found = measured(
            capsys,
            path,
            *AS_COLUMNS[dataset],
            "--by",
            "subgroup",
            *arguments,
            "--measures",
            *cases,
        )
        for code, case in cases.items():
            for mine, theirs in (("estimate", "estimate"), ("se", "se"), ("lower", "lower_ci")):
                if case[theirs]:
                    assert found[code][mine] == pytest.approx(float(case[theirs]), rel=1e-7), case
