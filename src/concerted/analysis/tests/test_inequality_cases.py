"""The runner of cases: reference values, and a sentence for what cannot be computed."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path

import pytest

from concerted.analysis.cases import HEADER, rows_of, run

CARRIED = Path(__file__).parent / "data" / "inequality"
SHARED = next(
    (
        folder
        for parent in Path(__file__).resolve().parents
        if (folder := parent / "shared" / "data" / "inequality").is_dir()
    ),
    None,
)
FIELDS = ("estimate", "se", "lower_ci", "upper_ci")

SUBGROUPS = """\
subgroup,subgroup_order,estimate,se,population,favourable_indicator,ordered_dimension,indicator_scale
c,3,70,2,100,1,1,100
a,1,30,2,300,1,1,100
b,2,45,3,200,1,1,100
"""
REGIONS = """\
subgroup,estimate,se,population,favourable_indicator,ordered_dimension,indicator_scale,reference_subgroup
n,70,2,100,1,0,100,1
s,30,2,300,1,0,100,0
w,45,3,200,1,0,100,0
e,,,250,1,0,100,0
"""
PEOPLE = """\
id,psu,strata,weight,subgroup,subgroup_order,y,amount
1,p1,north,1.5,Q1,1,0,1200
2,p1,north,1.0,Q2,2,1,1500
3,p2,north,2.0,Q1,1,1,900
4,p2,north,1.0,Q3,3,1,2500
5,p3,south,1.0,Q2,2,0,1100
6,p3,south,0.5,Q3,3,1,2600
7,p4,south,1.0,Q1,1,0,
8,p4,south,1.0,Q3,3,0,1800
9,p4,south,1.0,Q3,3,,1900
"""


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def disagreements(expected, computed):
    """Each field that differs by more than the tolerance of the specification."""
    found = []
    for case, row in zip(expected, computed, strict=True):
        seen = dict(zip(HEADER, row, strict=True))
        assert seen["case"] == case["case"]
        if case["estimate"] == "" and not seen["error"]:
            found.append((case["case"], "no sentence"))
        for field in FIELDS:
            if not agree(case, field, seen[field]):
                found.append((case["case"], field, case[field], seen[field], seen["error"]))
    return found


def agree(case, field, seen):
    wanted = case[field]
    if wanted == "" or seen == "":
        return wanted == seen
    if case["ci_method"] == "mc" and field.endswith("_ci"):
        width = float(case["upper_ci"]) - float(case["lower_ci"])
        return abs(float(seen) - float(wanted)) <= 0.02 * width
    return math.isclose(float(seen), float(wanted), rel_tol=1e-7)


def computed(tmp_path, cases, **files):
    """The output for ``(dataset, measure, options)`` rows over data sets given as text."""
    folder = tmp_path / "input"
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    rows = [
        {"case": str(number), "dataset": dataset, "measure": measure, "options": options}
        for number, (dataset, measure, options) in enumerate(cases)
    ]
    return [dict(zip(HEADER, row, strict=True)) for row in rows_of(rows, folder)]


def test_every_carried_case_agrees_with_its_reference():
    cases = read(CARRIED / "expected.csv")

    assert len(cases) == 235
    assert disagreements(cases, rows_of(cases, CARRIED / "input")) == []


def test_every_shared_case_agrees_with_its_reference():
    if SHARED is None:
        pytest.skip("the shared data are not here: no shared/data/inequality beside the project")
    cases = [
        row for row in read(SHARED / "expected.csv") if not row["dataset"].startswith("synth")
    ]

    assert len(cases) > 100
    assert disagreements(cases, rows_of(cases, SHARED / "input")) == []


def test_what_is_expected_is_never_read(tmp_path):
    cases = [row for row in read(CARRIED / "expected.csv") if row["ci_method"] == "analytic"][::7]
    poisoned = [row | dict.fromkeys(FIELDS, "77") | {"ci_method": "mc"} for row in cases]

    honest = list(rows_of(cases, CARRIED / "input"))

    assert list(rows_of(poisoned, CARRIED / "input")) == honest


def test_the_same_cases_give_the_same_digits_twice():
    cases = [row for row in read(CARRIED / "expected.csv") if row["ci_method"] == "mc"][:2]

    assert list(rows_of(cases, CARRIED / "input")) == list(rows_of(cases, CARRIED / "input"))


def test_a_run_prints_csv_for_every_case(tmp_path):
    cases = tmp_path / "cases.csv"
    cases.write_text(
        '\ufeffcase,dataset,measure,options\none,g,d,{}\ntwo,g,d,"{""conf_level"": 0.9}"\nthree,x,d,\n',
        encoding="utf-8",
    )
    (tmp_path / "input").mkdir()
    (tmp_path / "input" / "g.csv").write_text(SUBGROUPS, encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()

    assert run([str(cases), str(tmp_path / "input")], out, err) == 0

    rows = list(csv.reader(io.StringIO(out.getvalue())))
    assert rows[0] == ["case", "estimate", "se", "lower_ci", "upper_ci", "error"]
    assert rows[1][:2] == ["one", "40"]
    assert float(rows[2][3]) > float(rows[1][3])
    assert rows[3] == [
        "three", "", "", "", "", "There is no data set x.csv in the input folder.",
    ]  # fmt: skip
    assert err.getvalue() == ""


@pytest.mark.parametrize("arguments", [[], ["only"], ["nowhere.csv", "."], ["a", "b", "c"]])
def test_a_run_that_cannot_start_says_what_it_needs(arguments):
    out, err = io.StringIO(), io.StringIO()

    assert run(arguments, out, err) == 2

    assert out.getvalue() == ""
    assert err.getvalue().endswith("\n")


REFUSED = [
    ("g", "nonsense", "{}", "No measure is called nonsense"),
    ("../g", "d", "{}", "There is no data set"),
    ("g", "d", "{", "must be JSON"),
    ("g", "d", "[1]", "JSON object"),
    ("g", "d", '{"colour": 1}', "No option is called colour"),
    ("g", "d", '{"conf_level": "high"}', "must be a number"),
    ("g", "d", '{"conf_level": null}', "must be a number"),
    ("g", "d", '{"conf_level": 95}', "confidence must be between 0 and 1"),
    ("g", "d", '{"reference": true}', "no column reference_subgroup"),
    ("g", "rci", '{"method": "wagstaff"}', "needs bounds"),
    ("g", "rci", '{"method": "gini", "lmin": 0, "lmax": 100}', "gini"),
    ("g", "aci", '{"lmin": 0}', "together"),
    ("g", "aci", '{"lmin": 0, "lmax": 50}', "within"),
    ("people", "d", '{"outcome": "y"}', "needs subgroups"),
    ("people", "aci", '{"outcome": "z"}', "no column z"),
    ("people", "aci", '{"outcome": "subgroup"}', "must hold numbers"),
    ("people", "aci", '{"outcome": "y", "weight": true, "fpc": true}', "no column fpc"),
    ("people", "sii", '{"outcome": "amount"}', "beyond the scale"),
    ("empty", "d", "{}", "has no rows"),
    ("ragged", "d", "{}", "longer or shorter"),
    ("regions", "bgv", "{}", "More than 15 %"),
]


@pytest.mark.parametrize(("dataset", "measure", "options", "words"), REFUSED)
def test_a_case_that_has_no_value_gets_a_sentence(tmp_path, dataset, measure, options, words):
    files = {
        "g": SUBGROUPS, "people": PEOPLE, "regions": REGIONS, "empty": "estimate\n",
        "ragged": "estimate,se\n1\n",
    }  # fmt: skip
    (row, after) = computed(tmp_path, [(dataset, measure, options), ("g", "d", "{}")], **files)

    assert words in row["error"]
    assert row["error"].endswith(".")
    assert [row[field] for field in FIELDS] == [""] * 4
    assert after["estimate"] == "40"


def test_rows_are_ranked_by_their_order_wherever_they_stand(tmp_path):
    header, c, a, b = SUBGROUPS.splitlines()
    sorted_ = "\n".join([header, a, b, c])
    cases = [
        (name, measure, "{}")
        for measure in ("aci", "rci", "sii", "rii", "d", "r", "par", "paf")
        for name in ("sorted", "mixed")
    ]

    rows = computed(tmp_path, cases, sorted=sorted_, mixed=SUBGROUPS)

    for first, again in zip(rows[::2], rows[1::2], strict=True):
        for field in FIELDS:
            assert float(first[field]) == pytest.approx(float(again[field]), rel=1e-9)


def test_missing_estimates_leave_an_ordered_dimension_with_all_that_is_theirs(tmp_path):
    gap = SUBGROUPS + "d,4,,,5000,1,1,100\n"
    cases = [(name, measure, "{}") for measure in ("sii", "aci", "par") for name in ("gap", "g")]

    rows = computed(tmp_path, cases, gap=gap, g=SUBGROUPS)

    for with_gap, without in zip(rows[::2], rows[1::2], strict=True):
        assert [with_gap[field] for field in FIELDS] == [without[field] for field in FIELDS]


def test_the_setting_average_is_made_where_the_data_have_none(tmp_path):
    regions = REGIONS.replace("e,,,250", "e,50,1,400")
    stated = regions.replace("reference_subgroup", "reference_subgroup,setting_average")
    stated = "\n".join(
        line if at == 0 else f"{line},46.2" for at, line in enumerate(stated.splitlines())
    )
    options = '{"setting_average": true, "no_pop": true, "no_se": true}'

    made, given = computed(
        tmp_path,
        [("made", "idisu", options), ("given", "idisu", options)],
        made=regions,
        given=stated,
    )

    # The weighted mean of 70, 30, 45, 50 is 45; 1.05 times that 47.25.
    distances = [70 - 47.25, 47.25 - 30, 47.25 - 45, 50 - 47.25]
    assert float(made["estimate"]) == pytest.approx(100 * sum(distances) / 4 / 47.25)
    distances = [70 - 46.2, 46.2 - 30, 46.2 - 45, 50 - 46.2]
    assert float(given["estimate"]) == pytest.approx(100 * sum(distances) / 4 / 46.2)


def test_individual_cases_take_texts_any_outcome_and_missing_ones(tmp_path):
    full = '"weight": true, "psu": true, "strata": true'
    cases = [
        ("people", "aci", f'{{"outcome": "y", {full}}}'),
        ("people", "aci", f'{{"outcome": "amount", {full}}}'),
        ("people", "sii", f'{{"outcome": "amount", "linear": true, {full}}}'),
        ("people", "aci", '{"outcome": "y"}'),
        ("people", "aci", '{"outcome": "y", "psu": true}'),
    ]

    rows = computed(tmp_path, cases, people=PEOPLE)

    assert [row["error"] for row in rows] == [""] * 5
    assert all(float(row["se"]) > 0 for row in rows)
    assert rows[3] | {"case": ""} == rows[4] | {"case": ""}


def test_a_data_set_of_another_encoding_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "input").mkdir()
    (tmp_path / "input" / "old.csv").write_bytes("subgroup,estimate\né,10\n".encode("latin-1"))

    (row,) = rows_of([{"dataset": "old", "measure": "d"}], tmp_path / "input")

    assert row[-1] == "The data set old.csv must be in UTF-8; it is not."


def test_a_file_of_cases_that_is_no_text_ends_the_run_with_a_sentence(tmp_path):
    cases = tmp_path / "cases.csv"
    cases.write_bytes(b"\xff\xfe\x00")
    out, err = io.StringIO(), io.StringIO()

    assert run([str(cases), str(tmp_path)], out, err) == 2
    assert "UTF-8" in err.getvalue()
