"""The command that brings figures: whole or not at all, once, with what they need; and what comes out of it."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from concerted.analysis.inequality.table import measure_table
from concerted.measure.indicators.models import (
    Dimension,
    Figure,
    Indicator,
    Intake,
    Observation,
    Subgroup,
)
from concerted.measure.indicators.operations.releasing import release_indicator
from concerted.measure.indicators.tests.factories import make_indicator

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning"),
]
SHARED = Path(__file__).parents[6] / "shared" / "data"
NEW = ("--create", "--favourable")


@pytest.fixture
def bring(union, tmp_path, capsys):
    def bringing(text, *options, indicator="pass-rate"):
        path = text if isinstance(text, Path) else tmp_path / "figures.csv"
        if not isinstance(text, Path):
            path.write_text(text, encoding="utf-8")
        given = ["--organization", union.slug, "--indicator", indicator, "--json", *options]
        try:
            call_command("import_observations", str(path), *given)
        finally:
            out = capsys.readouterr().out
            bringing.told = json.loads(out) if out else {}
        return bringing.told

    return bringing


LONG = "year,race,value,n\n2024,Black,45,60\n2024,White,84,90\n2024,all,68.4,150\n"


def test_a_file_brings_its_indicator_groups_and_figures_and_waits_for_approval(union, bring):
    told = bring(LONG, *NEW)

    assert (told["stored"], told["state"], told["figures"]) == (True, "draft", 3)
    indicator = Indicator.objects.get(slug="pass-rate")
    assert (indicator.unit, indicator.favourable, indicator.title) == (
        "per_cent",
        True,
        "Pass rate",
    )
    assert [one.code for one in Subgroup.objects.all()] == ["black", "white"]
    values = dict(Observation.objects.values_list("subgroup__code", "value"))
    assert values == {"black": 45.0, "white": 84.0, None: 68.4}
    assert not Observation.objects.current().exists()


def test_the_same_file_twice_is_one_intake(bring):
    first = bring(LONG, *NEW)
    again = bring(LONG, *NEW)
    other = bring(LONG.replace("45", "46"), *NEW)

    assert (first["is_new"], again["is_new"], other["is_new"]) == (True, False, True)
    assert first["intake"] == again["intake"] != other["intake"]
    assert Intake.objects.count() == 2


def test_one_bad_row_and_nothing_is_stored_not_even_the_indicator(bring):
    with pytest.raises(CommandError, match="Nothing was stored"):
        bring(LONG + "2024,Asian,lots,9\n", *NEW)

    assert bring.told["problems"][0]["row"] == 4
    assert not Indicator.objects.exists()
    assert not Dimension.objects.exists()
    assert not Intake.objects.exists()


def test_a_dry_run_changes_nothing(bring):
    told = bring(LONG, *NEW, "--dry-run", "--approve")

    assert (told["stored"], told["figures"]) == (False, 3)
    assert not Indicator.objects.exists()


def test_figures_approved_at_once_count_and_can_be_released(bring):
    bring(LONG, *NEW, "--approve")

    release_indicator(indicator=Indicator.objects.get(), by=None)

    shown = dict(Figure.objects.values_list("subgroup__code", "value"))
    assert shown == {"black": 45.0, "white": 84.0, None: 68.4}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "has no indicator “pass-rate”. Give --create"),
        (("--create",), "Say whether more is better"),
        ((*NEW, "--column", "value=rates"), "has no column “rates”"),
        ((*NEW, "--only", "race=Blak"), "Did you mean “Black”?"),
        ((*NEW, "--partner", "nobody"), "“nobody” is no member"),
        ((*NEW, "--public-already"), "Say where the figures are published"),
        ((*NEW, "--reference", "Red"), "No group of the file is called “Red”"),
    ],
)
def test_a_wrong_question_is_answered_with_a_sentence_and_stores_nothing(bring, options, words):
    with pytest.raises(CommandError, match=words.split("“")[0].strip() or words) as refused:
        bring(LONG, *options)

    assert words in str(refused.value)
    assert not Indicator.objects.exists()


def test_the_order_and_the_reference_of_new_groups_can_be_said(bring):
    bring(LONG, *NEW, "--ordered", "White,Black", "--reference", "White")

    assert Dimension.objects.get().is_ordered
    groups = Subgroup.objects.values_list("code", "position", "is_reference")
    assert list(groups) == [("white", 1, True), ("black", 2, False)]


def test_figures_for_an_indicator_that_says_the_opposite_are_refused(union, bring):
    make_indicator(union, "Pass rate", favourable=False)

    with pytest.raises(CommandError):
        bring("year,group,value,favourable_indicator\n2024,all,3,1\n")

    assert "less is better" in bring.told["problems"][0]["problem"]


def test_rows_of_people_become_so_many_of_so_many(bring):
    rows = "".join(
        f"{group},{int(n < passed)}\n"
        for group, passed, of in (("a", 9, 20), ("b", 30, 40))
        for n in range(of)
    )

    bring(
        "cohort,passed\n" + rows,
        *NEW,
        "--outcome",
        "passed",
        "--by",
        "cohort",
        "--period",
        "2024",
        "--dimension",
        "cohort",
    )

    found = Observation.objects.values_list("subgroup__code", "numerator", "denominator", "value")
    assert set(found) == {("a", 9, 20, 45.0), ("b", 30, 40, 75.0), (None, 39, 60, 65.0)}


def test_a_table_of_an_engine_is_read_like_a_file(bring, tmp_path):
    ibis = pytest.importorskip("ibis")
    connection = ibis.duckdb.connect(tmp_path / "health.duckdb")
    connection.raw_sql(
        "create table rates as select 2024 as year, 'a' as grp, 45.5 as value, 60 as n"
    )
    connection.disconnect()

    bring(
        Path("rates"), *NEW, "--engine", f"duckdb://{tmp_path}/health.duckdb", "--by", "grp", "--dimension", "cohort"
    )  # fmt: skip

    assert Observation.objects.get().value == 45.5
    assert Intake.objects.get().via == "engine"


def _released(bring, path, *options):
    """An indicator and its figures after import, approval and release of the file at ``path``."""
    slug = path.stem.replace("_", "-")
    public = ("--public-already", "--source", "Cases of the test")
    bring(path, "--create", "--approve", *public, *options, indicator=slug)
    indicator = Indicator.objects.get(slug=slug)
    release_indicator(indicator=indicator, by=None)
    figures = Figure.objects.filter(release__indicator=indicator, subgroup__isnull=False)
    return indicator, list(figures.select_related("subgroup__dimension"))


def _page(client, indicator, **asked):
    """What everybody reads of ``indicator``: the text of its page and its document, each as another visitor."""
    Indicator.objects.filter(pk=indicator.pk).update(published_at=timezone.now())
    path = indicator.get_absolute_url()
    visitor = {"REMOTE_ADDR": f"10.{indicator.pk.bytes[-2]}.{indicator.pk.bytes[-1]}.1"}
    html = client.get(path, asked, **visitor).content.decode()
    document = client.get(f"{path}figures.json", **visitor).json()
    return " ".join(re.sub(r"<[^>]+>", " ", html).split()), document


def _measured(indicator, figures):
    """Every measure of the figures that left the office."""

    def column(name):
        return [float("nan") if (one := getattr(row, name)) is None else one for row in figures]

    is_ordered = figures[0].subgroup.dimension.is_ordered
    table = measure_table(
        column("value"),
        se=column("se"),
        population=column("population"),
        order=[float(one.subgroup.position) for one in figures] if is_ordered else None,
        favourable=indicator.favourable,
        scale=float(indicator.scale),
    )
    return {code: told for _place, code, told in table.results()}


OWN = """subgroup,subgroup_order,estimate,se,population,favourable_indicator,ordered_dimension,indicator_scale
poorest,1,{0},1,100,{2},{3},{4}
poor,2,{1},2,300,{2},{3},{4}
rich,3,30,1,100,{2},{3},{4}
"""


@pytest.mark.parametrize(
    ("given", "difference", "ratio", "between"),
    [
        (("20", "20", 1, 1, 100), 10.0, 1.5, 16.0),
        (("20", "20", 0, 1, 100), -10.0, 2 / 3, 16.0),
        (("0", "25", 1, 0, 100), 30.0, None, 114.0),
        (("0.5", "0.25", 1, 1, 100), 29.5, 60.0, 141.61),
        (("200", "20", 0, 0, 1000), 180.0, 10.0, 5056.0),
        (("20", "", 1, 0, 100), 10.0, 1.5, None),
    ],
)
def test_measures_of_what_was_imported_and_released_are_those_of_a_calculation_by_hand(
    bring, tmp_path, given, difference, ratio, between
):
    (tmp_path / "own_case.csv").write_text(OWN.format(*given), encoding="utf-8")

    told = _measured(
        *_released(bring, tmp_path / "own_case.csv", "--period", "2024", "--dimension", "wealth")
    )

    wanted = {"d": difference, "r": ratio, "bgv": between if given[3] == 0 else None}
    for code, value in wanted.items():
        if value is not None and hasattr(told[code], "estimate"):
            assert told[code].estimate == pytest.approx(value)


@pytest.fixture(scope="module")
def cases():
    """The shared cases whose question is the plain one, by data set."""
    path = SHARED / "inequality" / "expected.csv"
    if not path.exists():
        pytest.skip("../shared/data/inequality is not here")
    found = {}
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            is_plain = row["options"] == "{}" and row["ci_method"] in ("analytic", "none")
            if is_plain and "individual" not in row["dataset"] and row["estimate"]:
                found.setdefault(row["dataset"], []).append(row)
    return found


def test_shared_cases_pass_through_import_approval_release_and_page(bring, cases, client):
    compared = read = 0
    for dataset, rows in cases.items():
        path = SHARED / "inequality" / "input" / f"{dataset}.csv"
        indicator, figures = _released(bring, path, "--period", "2024", "--dimension", dataset)
        measured = _measured(indicator, figures)
        text, document = _page(client, indicator)
        shown = {one["code"]: one for one in document["measures"]}
        has_reference = any(one.subgroup.is_reference for one in figures)
        assert "Summary measures" in text
        for row in rows:
            if row["measure"] in ("ti", "mld") and 0.0 in [one.value for one in figures]:
                continue  # The cases put a small number for a rate of 0; ours take the limit, or refuse.
            for name in ("estimate", "se", "lower", "upper"):
                wanted = row.get(name) or row.get(f"{name}_ci")
                if wanted:
                    found = getattr(measured[row["measure"]], name)
                    assert found == pytest.approx(float(wanted), rel=1e-6, abs=1e-9), row["case"]
            compared += 1
            told = shown.get(row["measure"])
            # The page compares with the reference group, where one is marked.
            if told is None or (has_reference and row["measure"] in ("d", "r")):
                continue
            assert told["estimate"] == pytest.approx(float(row["estimate"]), rel=1e-6, abs=1e-9)
            read += 1
    assert compared >= read >= 20


@pytest.mark.parametrize(
    ("exam", "first", "difference", "ratio"),
    [
        ("Clinical", "first_time", 38.9, 1.86),
        ("Clinical", "eventual", 33.7, 1.59),
        ("Masters", "eventual", 38.9, 1.75),
        ("Bachelors", "eventual", 43.3, 2.13),
        ("Bachelors", "first_time", 43.2, 2.31),
    ],
)
def test_published_pass_rates_give_the_gaps_of_their_worked_figures(
    bring, client, exam, first, difference, ratio
):
    path = SHARED / "licensure" / "aswb_pass_rates.csv"
    if not path.exists():
        pytest.skip("../shared/data/licensure is not here")
    of_it = ("--only", f"exam={exam}", "--only", f"measure={first}")
    whole = ("--read", "United States (national)=whole", "--dimension", "race-ethnicity")

    bring(path, *NEW, "--approve", "--public-already", *of_it, *whole)

    indicator = Indicator.objects.get()
    release_indicator(indicator=indicator, by=None)
    rows = Figure.objects.filter(place="", subgroup__isnull=False).order_by("period_start")
    found = {one.subgroup.code: one for one in reversed(rows.select_related("subgroup"))}
    white, black = found["white"], found["black"]
    assert round(white.value - black.value, 1) == difference
    assert round(white.value / black.value, 2) == ratio
    assert white.source
    text, document = _page(client, indicator, by="race-ethnicity")
    told = {one["code"]: one for one in document["measures"] if not one["place"]}
    assert (
        {*told["d"]["compared"].split()} == {*told["r"]["compared"].split()} == {"black", "white"}
    )
    assert round(abs(told["d"]["estimate"]), 1) == difference
    assert round(told["r"]["estimate"], 2) == ratio
    assert re.search(rf"Difference \(White − Black\) .{{0,40}}{difference}", text), text[:200]
    assert re.search(rf"Ratio \(White ÷ Black\) .{{0,40}}{ratio}", text)
