"""Files of benchmarks: read as people write them, refused row by row, kept whole or not at all."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from concerted.listen.representation.models import BenchmarkShare, Dimension, Place
from concerted.listen.representation.operations.dimensions import add_dimension
from concerted.listen.representation.queries.benchmark_files import read_benchmarks
from concerted.listen.representation.queries.benchmarks import newest_benchmarks
from concerted.listen.representation.queries.known_words import known_words

pytestmark = pytest.mark.django_db
HEAD = "dimension,subgroup,share,source,date\n"


@pytest.fixture
def read(union, tmp_path):
    def reading(text, name="shares.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_benchmarks(path, known_words(union))

    return reading


@pytest.fixture
def bring(union, tmp_path, capsys):
    def bringing(text, place="Riverside"):
        path = tmp_path / "shares.csv"
        path.write_text(text, encoding="utf-8")
        given = [str(path), "--place", place, "--organization", union.slug, "--json"]
        try:
            call_command("import_benchmarks", *given)
        finally:
            told = json.loads(capsys.readouterr().out)
            bringing.told = told
        return told

    return bringing


def tenure(*shares, source="ACS", date="2023"):
    rows = zip(("renter", "owner", "other_home"), shares, strict=False)
    return HEAD + "".join(f'tenure,{group},"{share}",{source},{date}\n' for group, share in rows)


def shares(file):
    return {one.subgroup: round(one.share, 6) for one in file.lines}


@pytest.mark.parametrize(
    "written",
    [
        ("0.6", "0.38", "0.02"),
        ("60", "38", "2"),
        ("60%", "38%", "2%"),
        ("60 %", "0.38", "2%"),
        ("0,60", "0,38", "0,02"),
        ("60,0", "38,0", "2,0"),
        ("60,0 %", "38,0 %", "2,0 %"),
    ],
)
def test_shares_are_read_as_fractions_or_per_cent_with_points_or_commas(read, written):
    file = read(tenure(*written))

    assert file.problems == []
    assert shares(file) == {"renter": 0.6, "owner": 0.38, "other_home": 0.02}


def test_a_file_with_semicolons_and_spanish_headers_and_names_is_read(read):
    text = "dimensión;subgrupo;porcentaje;fuente;fecha\n"
    text += "Idioma en casa;Español;45,5;Censo;2023\nIdioma en casa;Inglés;54,5;Censo;2023\n"

    with override("es"):
        file = read(text)

    assert file.problems == []
    assert shares(file) == {"spanish": 0.455, "english": 0.545}


@pytest.mark.parametrize(
    ("written", "adds_up"),
    [
        (("0.33", "0.33", "0.33"), True),
        (("33.3", "33.3", "33.3"), True),
        (("0.3333", "0.3333", "0.3333"), True),
        (("0.330", "0.330", "0.330"), False),
        (("0.6", "0.38", "0.2"), False),
        (("0.6", "0.2"), False),
        (("60", "38", "12"), False),
        (("0.6", "38", "2"), False),
    ],
)
def test_shares_add_up_within_what_rounding_does(read, written, adds_up):
    file = read(tenure(*written))

    assert (file.problems == []) is adds_up
    if not adds_up:
        assert "add up to" in str(file.problems[0])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("shoes,big,1,ACS,2023", "We know no dimension “shoes”"),
        ("tenure,castle,1,ACS,2023", "“castle” is no subgroup of Home"),
        ("tenure,renter,many,ACS,2023", "“many” is no share"),
        ("tenure,renter,,ACS,2023", "is no share"),
        ("tenure,renter,-0.2,ACS,2023", "cannot be below 0"),
        ("tenure,renter,1,,2023", "The source is missing"),
        ("tenure,renter,1,ACS,last year", "“last year” is no date"),
        ("tenure,renter,1,ACS,2023-13", "“2023-13” is no date"),
        (",renter,1,ACS,2023", "The dimension is missing"),
        ("tenure,,1,ACS,2023", "The subgroup is missing"),
    ],
)
def test_a_bad_row_says_what_is_wrong_and_which_one_it_is(read, row, words):
    file = read(HEAD + "disability,disability,0.1,ACS,2023\ndisability,none,0.9,ACS,2023\n" + row)

    assert [one.row for one in file.problems] == [3]
    assert words in str(file.problems[0])
    assert file.lines == []


def test_a_subgroup_twice_names_the_row_it_stands_in_already(read):
    file = read(tenure("0.6", "0.4") + "tenure,Owner,0.4,ACS,2023\n")

    assert [str(one) for one in file.problems if one.row == 3]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("dimension,subgroup\ntenure,renter\n", "Not found: share, source, date"),
        (HEAD, "no rows"),
        (tenure("0.6", "0,4"), "Some shares have decimal points, others commas"),
    ],
)
def test_a_file_that_is_no_table_of_shares_says_why(read, text, words):
    file = read(text)

    assert not file.is_good
    assert words in str(file.problems[0])


def test_the_command_keeps_shares_and_adds_what_it_needs(union, bring):
    told = bring(tenure("60", "38", "2"))

    assert (told["stored"], told["added"], told["dimensions"]) == (True, 3, ["tenure"])
    place = Place.objects.get(name="Riverside")
    (benchmark,) = newest_benchmarks(place).values()
    assert benchmark.shares == {"renter": 0.6, "owner": 0.38, "other_home": 0.02}
    assert (benchmark.sources, benchmark.dated) == (("ACS",), "2023")


def test_the_same_file_again_changes_nothing_and_another_takes_its_place(bring):
    bring(tenure("0.6", "0.38", "0.02"))

    again = bring(tenure("0.6", "0.38", "0.02"))
    other = bring(tenure("0.7", "0.3"))

    assert (again["added"], again["changed"], again["same"]) == (0, 0, 3)
    assert (other["added"], other["changed"], other["removed"]) == (0, 2, 1)
    assert BenchmarkShare.objects.count() == 2


def test_the_newest_date_is_the_one_that_counts(bring):
    bring(tenure("0.5", "0.5", date="2023-05"))
    bring(tenure("0.7", "0.3", date="2020"))

    (benchmark,) = newest_benchmarks(Place.objects.get()).values()
    assert (benchmark.dated, benchmark.shares["renter"]) == ("2023-05", 0.5)


def test_one_bad_row_and_nothing_is_stored_not_even_the_place(bring):
    with pytest.raises(CommandError):
        bring(tenure("0.6", "0.4") + "age,old,1,ACS,2023\n")

    assert (bring.told["stored"], bring.told["problems"][0]["row"]) == (False, 3)
    assert not Place.objects.exists()
    assert not Dimension.objects.exists()
    assert not BenchmarkShare.objects.exists()


def test_questions_of_ones_own_have_benchmarks_too(union, bring):
    add_dimension(
        organization=union,
        name="Side of the river",
        question="Where do you live?",
        answers=["North", "South"],
        language="en",
        by=None,
    )

    told = bring(
        HEAD + "Side of the river,north,25%,Map,2024\nside of the river,South,75%,Map,2024\n"
    )

    assert told["stored"]
    (benchmark,) = newest_benchmarks(Place.objects.get()).values()
    assert sorted(benchmark.shares.values()) == [0.25, 0.75]


def test_the_two_or_more_races_of_a_census_table_are_who_chose_several(read):
    text = (
        HEAD
        + "race,Black,0.3,ACS,2023\nrace,White,0.6,ACS,2023\nrace,Two or more races,0.1,ACS,2023\n"
    )

    assert shares(read(text))["more_than_one"] == 0.1
