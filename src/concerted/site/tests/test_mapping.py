"""``concerted opinion`` on a small made-up folder, and on the published conversations where they are."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from concerted.base.charts.opinion import OpinionMap, draw_map
from concerted.listen.conversations.queries.folders import read_conversation
from concerted.site import command_line
from concerted.site.mapping.figures import reference_figures

SHARED = Path(__file__).parents[5] / "shared" / "data" / "opinion"
SVG = "{http://www.w3.org/2000/svg}"
KEYS = {
    *(
        "dataset",
        "produced_with",
        "settings",
        "counts",
        "statement_ids",
        "moderated_out",
        "totals",
        "pca",
    ),
    *(
        "participant_projection",
        "statement_projection",
        "statement_extremity",
        "statement_priority",
    ),
    *("clustering", "consensus", "with_reddwarf_groups", "with_published_groups"),
    *("agreement_with_published_groups", "run"),
}
"""The names of the published reference; no more, no less."""
TEXTS = [
    "Rents should be frozen",
    'More buses, "at night"',
    "<b>Close</b> the school",
    "網路叫車應納管",
]


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """Maps go into the current folder."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def elm_street(tmp_path):
    """80 people in two camps on statements 0 to 7; all agree with 8; 9 is rejected; one person voted once."""
    folder = tmp_path / "elm-street"
    folder.mkdir()
    draw = np.random.default_rng(2)
    rows, time = [], 1_700_000_000_000
    for person in range(80):
        camp = 1 if person < 45 else -1
        for statement in draw.permutation(10)[:9].tolist():
            vote = camp * (1 if statement % 2 else -1)
            vote = 1 if statement == 8 else int(draw.choice([vote] * 8 + [0, -vote]))
            rows.append(f"{time},day,{statement},{person},{vote}")
            time += 1000
    rows.append(f"{time},day,8,80,-1")
    rows.append(f"{time},day,8,80,1")
    _write(folder / "votes.csv", "timestamp,datetime,comment-id,voter-id,vote", rows)
    texts = TEXTS + [f"Statement {number}" for number in range(4, 10)]
    quoted = ['"' + text.replace('"', '""') + '"' for text in texts]
    _write(
        folder / "comments.csv",
        "comment-id,author-id,agrees,disagrees,moderated,comment-body,is-meta",
        [
            f"{number},0,0,0,{-1 if number == 9 else 1},{text},{'true' if number == 7 else 'false'}"
            for number, text in enumerate(quoted)
        ],
    )
    _write(
        folder / "participants-votes.csv",
        "participant,group-id,n-comments,n-votes,n-agree,n-disagree",
        [f"{person},{4 if person < 45 else 2},0,9,0,0" for person in range(80)]
        + ["80,,0,1,1,0", "99,2,0,0,0,0"],
    )
    (folder / "summary.csv").write_text("topic,Elm Street\nurl,https://example.org\n")
    return folder


def _write(file, heading, rows):
    file.write_text("\n".join([heading, *rows, ""]), encoding="utf-8")


def figures(capsys, *arguments):
    assert command_line.main(["opinion", *map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_help_names_it_and_answers_without_numbers_or_django():
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, concerted.site.mapping as m; m.parser().format_help();"
            "print(sorted({'numpy', 'scipy', 'django'} & set(sys.modules)))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )

    assert loaded.stdout.strip() == "[]"
    assert "opinion" in command_line._parser().format_help()


def test_a_folder_is_told_in_words_and_drawn(elm_street, tmp_path, capsys):
    assert command_line.main(["opinion", str(elm_street)]) == 0

    told = capsys.readouterr()
    assert told.out.startswith("Elm Street\n")
    assert "81 people, 10 statements (1 rejected), 721 votes" in told.out
    assert "2 groups among 80 people" in told.out
    assert "Group A 45, Group B 35" in told.out
    assert "Most agree\n  100% of " in told.out
    assert "Statement 8" in told.out
    assert "網路叫車應納管" in told.out
    assert "Statement 9" not in told.out, "rejected"
    assert "elm-street.svg" in told.err
    assert (tmp_path / "elm-street.svg").is_file()


def test_the_map_is_an_accessible_picture_whose_groups_differ_in_shape(elm_street, tmp_path):
    target = tmp_path / "map.svg"
    assert command_line.main(["opinion", str(elm_street), "--svg", str(target)]) == 0

    svg = ElementTree.parse(target).getroot()  # noqa: S314 - our own file

    assert svg.tag == f"{SVG}svg"
    assert svg.get("role") == "img"
    assert svg.findtext(f"{SVG}title") == "Elm Street"
    description = svg.findtext(f"{SVG}desc")
    assert "81 participants" in description
    assert "Group A: 45 people; Group B: 35 people." in description
    circles, squares = (
        next(
            path.get("d")
            for path in svg.iter(f"{SVG}path")
            if f"c-fill c-{group}" in path.get("class", "")
        )
        for group in (1, 2)
    )
    assert "a" in circles
    assert "a" not in squares
    assert "1 person voted too little to be in a group." in " ".join(
        "".join(text.itertext()) for text in svg.iter(f"{SVG}text")
    )


def test_text_of_participants_cannot_leave_the_picture():
    points = np.array([[0.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    drawn = draw_map(
        OpinionMap(
            title="<script>alert(1)</script>",
            points=points,
            groups=np.array([0, 0, -1]),
            names=["Group A"],
            sayings=["agrees: “<b onload=x>”"],
            note="1 person & more",
        )
    ).standalone()

    assert "<script" not in drawn
    assert "<b" not in drawn
    ElementTree.fromstring(drawn)  # noqa: S314 - our own drawing


def test_one_place_for_all_and_a_single_person_are_drawn_too():
    for count in (1, 3):
        found = draw_map(
            OpinionMap("One", np.zeros((count, 2)), np.full(count, -1), [], [], "note")
        )

        assert "nan" not in found.svg


def test_tens_of_thousands_of_people_stay_a_small_file():
    points = np.random.default_rng(1).normal(size=(40_000, 2))
    groups = (points[:, 0] > 0).astype(np.int64)

    drawn = draw_map(OpinionMap("Many", points, groups, ["Group A", "Group B"], ["", ""]))

    assert len(drawn.svg) < 3_000_000


def test_json_has_the_figures_of_the_reference_and_the_sounder_reading_beside(elm_street, capsys):
    found = figures(capsys, elm_street)

    assert list(found)[:4] == ["dataset", "produced_with", "settings", "counts"]
    assert found["dataset"] == "elm-street"
    assert found["counts"] == {
        "vote_rows": 722,
        "votes_after_dedup": 721,
        "participants": 81,
        "statements": 10,
        "clustered_participants": 80,
        "density": 721 / 810,
    }
    assert found["moderated_out"] == [9]
    assert found["totals"]["8"]["disagree"] == 0, "the later row of the same time counts"
    assert found["statement_priority"]["7"] == 49
    assert found["clustering"]["k"] == 2
    assert sorted(found["clustering"]["group_sizes"]) == [35, 45]
    assert set(found["clustering"]["by_k"]["2"]) == {"silhouette", "inertia", "sizes"}
    assert found["run"]["wall_seconds"] > 0
    assert found["run"]["peak_memory_mb"] > 10
    assert set(found) == KEYS


def test_json_draws_the_map_with_its_groups_and_says_so_beside(elm_street, tmp_path, capsys):
    assert command_line.main(["opinion", str(elm_street), "--json"]) == 0

    told = capsys.readouterr()
    assert json.loads(told.out)["clustering"]["k"] == 2
    assert told.err.endswith("The map is in elm-street.svg\n")
    drawn = ElementTree.parse(tmp_path / "elm-street.svg").getroot()  # noqa: S314 - our own file
    assert "Group A: 45 people; Group B: 35 people." in drawn.findtext(f"{SVG}desc")


@pytest.mark.parametrize("asked", [["--json"], ["--json", "--sound"], []])
def test_no_map_is_drawn_where_none_is_wanted(asked, elm_street, tmp_path, capsys):
    assert command_line.main(["opinion", str(elm_street), "--no-svg", *asked]) == 0

    assert "map" not in capsys.readouterr().err
    assert not list(tmp_path.glob("*.svg"))


@pytest.mark.parametrize("asked", [["--json"], ["--json", "--sound"], []])
def test_a_map_that_cannot_be_kept_spoils_no_figures(asked, elm_street, tmp_path, capsys):
    (tmp_path / "elm-street.svg").mkdir()

    assert command_line.main(["opinion", str(elm_street), *asked]) == 0

    told = capsys.readouterr()
    assert "The map is not kept: " in told.err
    assert "Name another place with --svg." in told.err
    assert json.loads(told.out) if asked else told.out.startswith("Elm Street\n")


def test_a_map_that_was_asked_for_and_cannot_be_kept_is_a_failure_after_the_figures(
    elm_street, tmp_path, capsys
):
    target = tmp_path / "nowhere" / "map.svg"

    assert command_line.main(["opinion", str(elm_street), "--json", "--svg", str(target)]) == 1

    told = capsys.readouterr()
    assert json.loads(told.out)["dataset"] == "elm-street"
    assert "concerted opinion: " in told.err


def test_the_sounder_reading_is_an_object_of_its_own(elm_street, capsys):
    assert command_line.main(["opinion", str(elm_street), "--json", "--sound"]) == 0
    found = json.loads(capsys.readouterr().out)

    assert found["groups"] == 2
    assert found["consensus"]["agree"][0]["tid"] == 8


def test_published_groups_are_renumbered_and_people_without_votes_left_out(elm_street, capsys):
    published = figures(capsys, elm_street)["with_published_groups"]

    assert published["groups"] == {"2": 0, "4": 1}
    assert published["group_sizes"] == [35, 45]
    assert published["labels"]["0"] == 1
    assert "80" not in published["labels"]
    assert "99" not in published["labels"]
    counts = published["group_statement_stats"]
    assert counts["0"]["8"]["na"] == counts["0"]["8"]["ns"]
    assert len(published["group_aware_consensus"]) == 10
    listed = [one["tid"] for one in published["representative"]["1"]]
    assert 9 not in listed
    assert all(tid % 2 == 1 for tid in listed[:1])


def test_groups_of_ours_agree_with_camps_as_plain_as_these(elm_street, capsys):
    agreement = figures(capsys, elm_street)["agreement_with_published_groups"]

    assert agreement["participants_compared"] == 80
    assert agreement["adjusted_rand_index"] == 1
    assert agreement["adjusted_rand_index_same_k"] == 1
    assert agreement["silhouette_of_published_groups"] > 0.5


def test_a_file_of_votes_alone_and_one_with_neighbours_are_read(elm_street, tmp_path, capsys):
    alone = tmp_path / "talk.csv"
    alone.write_text((elm_street / "votes.csv").read_text())

    by_file, by_folder = figures(capsys, elm_street / "votes.csv"), figures(capsys, elm_street)
    without = figures(capsys, alone)

    assert by_file["with_published_groups"] == by_folder["with_published_groups"]
    assert by_file["dataset"] == "elm-street"
    assert without["dataset"] == "talk"
    assert without["moderated_out"] == []
    assert without["with_published_groups"] is None
    assert without["agreement_with_published_groups"] is None


def test_groups_that_are_all_empty_are_no_groups(elm_street, capsys):
    _write(
        elm_street / "participants-votes.csv",
        "participant,group-id",
        [f"{person}," for person in range(81)],
    )

    assert figures(capsys, elm_street)["with_published_groups"] is None


def test_files_named_as_newer_exports_name_them_are_found(elm_street, capsys):
    for file in list(elm_street.iterdir()):
        newer = file.name.replace("participants-votes", "participant-votes")
        file.rename(elm_street / f"2026-01-02-abc-{newer}")

    found = figures(capsys, elm_street)

    assert found["dataset"] == "2026-01-02-abc"
    assert found["moderated_out"] == [9]
    assert found["with_published_groups"]["group_sizes"] == [35, 45]


@pytest.mark.parametrize(
    "votes",
    [
        ["1,1,1"],
        ["1,1,1", "2,1,1", "3,1,1"],
        [f"{statement},{person},0" for statement in range(8) for person in range(9)],
        [f"{statement},{person},1" for statement in range(8) for person in range(2)],
        [f"{s},{p},{1 if (s + p) % 2 else -1}" for s in range(8) for p in range(3)],
    ],
    ids=["one vote", "one statement", "passes only", "two alike", "three people"],
)
def test_conversations_with_hardly_anyone_are_told_drawn_and_counted(votes, tmp_path, capsys):
    _write(tmp_path / "votes.csv", "comment-id,voter-id,vote", votes)

    for extra in ([], ["--polis"], ["--floor", "5"]):
        target = tmp_path / "map.svg"
        assert command_line.main(["opinion", str(tmp_path), "--svg", str(target), *extra]) == 0
        assert "nan" not in target.read_text()
    assert (
        command_line.main(
            ["opinion", str(tmp_path), "--json", "--output", str(tmp_path / "all.json")]
        )
        == 0
    )
    found = json.loads((tmp_path / "all.json").read_text())
    assert found["counts"]["vote_rows"] == len(votes)


def test_a_floor_tells_of_fewer_people_than_it_nothing(elm_street, tmp_path, capsys):
    target = tmp_path / "map.svg"
    command_line.main(["opinion", str(elm_street), "--svg", str(target), "--floor", "40"])

    told = capsys.readouterr().out

    assert "Group B few" in told
    assert "35" not in told
    assert "Figures of fewer than 40 people" in told
    assert "Group B: few people" in target.read_text()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "there is no such folder or file"),
        ({}, "a file votes.csv is needed"),
        ({"a-votes.csv": "", "b-votes.csv": ""}, "there are 2: give one of them"),
        ({"votes.csv": ""}, "The votes are empty"),
        ({"votes.csv": "comment-id,voter-id,vote\n1,1,7\n"}, "vote is 7, but 1, 0 or -1"),
        ({"votes.csv": b"\xff\xfe\x00"}, "the text is not UTF-8"),
        (
            {"votes.csv": "comment-id,voter-id,vote\n1,1,1\n", "comments.csv": "x\n"},
            "comments.csv: The statements lack the column comment-id",
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(content, message, tmp_path, capsys):
    folder = tmp_path / "talk"
    if content is not None:
        folder.mkdir()
        for name, text in content.items():
            data = text if isinstance(text, bytes) else text.encode()
            (folder / name).write_bytes(data)

    assert command_line.main(["opinion", str(folder), "--json"]) == 1

    told = capsys.readouterr()
    assert told.out == ""
    assert message in told.err
    assert told.err.startswith("concerted opinion: ")


def test_a_small_circle_is_told_what_unites_and_what_splits_it(tmp_path, capsys):
    votes = [f"0,{person},1" for person in range(12)]
    votes += [f"1,{person},{1 if person % 2 else -1}" for person in range(12)]
    _write(tmp_path / "votes.csv", "comment-id,voter-id,vote", votes)

    command_line.main(["opinion", str(tmp_path), "--no-svg"])

    told = capsys.readouterr().out
    assert "No groups are drawn: with fewer than 50 people" in told
    united, split = told.split("On which most are of one mind")[1].split("On which opinions")
    assert "statement 0" in united
    assert "statement 1" in split


def test_a_floor_under_one_is_refused(elm_street, capsys):
    assert command_line.main(["opinion", str(elm_street), "--floor", "0"]) == 1
    assert "--floor must be 1 or more" in capsys.readouterr().err


SEPARATE = {"produced_with", "run", "clustering", "with_reddwarf_groups"}
PLACES = ("participant_projection", "statement_projection")


@pytest.mark.parametrize(
    "name", ["15-per-hour-seattle", "brexit-consensus", "synthetic-a", "vtaiwan.uberx"]
)
def test_published_conversations_give_the_expected_figures(name):
    if not (SHARED / name).is_dir():
        pytest.skip(f"the shared data are not here: {SHARED / name}")
    expected = json.loads((SHARED / f"{name}.expected.json").read_text())
    found = json.loads(
        json.dumps(reference_figures(read_conversation(SHARED / name)), allow_nan=False)
    )

    _turn_axes(found, expected)
    assert set(found) == set(expected) - {"run"}
    for key in set(expected) - SEPARATE - {"agreement_with_published_groups"}:
        _same(found[key], expected[key], key)
    for k, best in expected["clustering"]["best_of_200_restarts_by_k"].items():
        assert found["clustering"]["by_k"][k]["inertia"] <= best["inertia"] * 1.001
    ours, theirs = (
        one["agreement_with_published_groups"]["silhouette_of_published_groups"]
        for one in (found, expected)
    )
    assert ours == pytest.approx(theirs, rel=1e-9)


def _turn_axes(found, expected):
    """The sign of each principal axis is arbitrary."""
    for axis, name in enumerate(("pc1", "pc2")):
        own, other = found["pca"][name], expected["pca"][name]
        if sum(own[key] * other[key] for key in own) < 0:
            found["pca"][name] = {key: -value for key, value in own.items()}
            for places in PLACES:
                for place in found[places].values():
                    place[axis] *= -1


def _same(own, other, where):
    if isinstance(other, dict):
        assert set(own) == set(other), where
        for key in other:
            _same(own[key], other[key], f"{where}/{key}")
    elif isinstance(other, list):
        assert len(own) == len(other), where
        for place, (one, two) in enumerate(zip(own, other, strict=True)):
            _same(one, two, f"{where}/{place}")
    elif isinstance(other, float):
        assert own == pytest.approx(other, rel=1e-6, abs=1e-9), where
    else:
        assert own == other, where
