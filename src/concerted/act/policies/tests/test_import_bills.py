from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from concerted.act.officials.operations import import_officials
from concerted.act.officials.reading.records import Place, Reading, Term, Told
from concerted.act.policies.models import (
    Ballot,
    Choice,
    Evidence,
    PolicyItem,
    Position,
    StageMove,
    Stance,
    Vote,
)
from concerted.act.policies.operations.importing import import_bills
from concerted.act.policies.operations.policies import edit_policy
from concerted.act.policies.operations.stances import count_vote
from concerted.act.policies.reading.bills import ActionTold, read_bills
from concerted.act.policies.reading.progress import moves_of

pytestmark = pytest.mark.django_db

API = Path(__file__).parent / "data" / "api_bill.json"
STATE = "ocd-jurisdiction/country:us/state:ma/government"
DAY = datetime.date(2026, 1, 1)


def sitting(name, role="upper", *, ident="", starts_on=DAY, ends_on=None):
    given, _space, family = name.rpartition(" ")
    term = Term(
        Place("Massachusetts", STATE, "state"),
        role,
        "State Senator",
        "Senate",
        district=name,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    return Told(
        ident or f"ocd-person/{name}",
        name,
        given_name=given,
        family_name=family,
        identifiers={"ocd-person": ident or f"ocd-person/{name}"},
        terms=[term],
    )


@pytest.fixture
def senate(db):
    """Two of one family name, one with accents, one who sits in the other chamber."""
    people = [
        sitting("Ana Ortiz", ident="ocd-person/ana"),
        sitting("Ben Cole"),
        sitting("Maria Reyes"),
        sitting("Luis Reyes"),
        sitting("Daniela Nuñez"),
        sitting("Nobody Known", role="lower"),
    ]
    import_officials(
        organization=None,
        reading=Reading("Open States", people),
        checked_on=datetime.date(2026, 9, 1),
        by=None,
    )


def bring(union, path=API, **options):
    return import_bills(organization=union, reading=read_bills(path, **options), by=None)


def as_scraped(folder):
    """The same bill in the files of a scraper: pseudo ids, and the vote in a file of its own."""
    told = json.loads(API.read_text())
    vote = told.pop("votes")[0]
    for one in ("id", "jurisdiction", "openstates_url"):
        told.pop(one)
    told["legislative_session"] = told.pop("session")
    told["from_organization"] = '~{"classification": "upper"}'
    for action in told["actions"]:
        action["organization_id"] = '~{"classification": "upper"}'
        del action["organization"]
    for sponsor in told["sponsorships"]:
        sponsor["person_id"] = '~{"name": "Ana Ortiz"}'
        del sponsor["person"]
    for ballot in vote["votes"]:
        ballot.pop("voter", None)
        ballot["voter_id"] = f'~{{"name": "{ballot["voter_name"]}"}}'
    vote |= {
        "organization": '~{"classification": "upper"}',
        "legislative_session": "194th",
        "bill": '~{"identifier": "S 9114"}',
    }
    place = {"id": STATE, "name": "Massachusetts", "classification": "state"}
    for name, one in (("bill_1", told), ("vote_event_1", vote), ("jurisdiction_ma", place)):
        (folder / f"{name}.json").write_text(json.dumps(one))
    return folder


@pytest.mark.usefixtures("senate")
def test_a_bill_comes_as_a_draft_with_its_way_and_its_votes(union):
    report = bring(union)

    policy = PolicyItem.objects.get()
    assert (report.added, report.votes, report.ballots) == (1, 1, 3)
    assert (policy.identifier, policy.session, policy.stage) == ("S 9114", "194th", "one_house")
    assert (policy.is_draft, policy.position) == (True, Position.WATCH)
    assert policy.jurisdiction.ocd_id == STATE
    assert [(move.stage, str(move.happened_on)) for move in policy.moves.all()] == [
        ("introduced", "2026-01-12"),
        ("committee", "2026-02-02"),
        ("one_house", "2026-05-14"),
    ]
    assert {one.official.name: one.choice for one in Ballot.objects.all()} == {
        "Ana Ortiz": Choice.YES,
        "Ben Cole": Choice.NO,
        "Daniela Nuñez": Choice.ABSENT,
    }


@pytest.mark.usefixtures("senate")
def test_names_that_fit_several_or_nobody_of_the_chamber_are_listed_and_not_guessed(union):
    report = bring(union)

    assert [(name, why) for _bill, _motion, name, why in report.unmatched] == [
        ("Reyes", "several"),
        ("Nobody Known", "nobody"),
    ]
    assert Vote.objects.get().unmatched == [
        ["Reyes", "yes", "several"],
        ["Nobody Known", "yes", "nobody"],
    ]


@pytest.mark.usefixtures("senate")
def test_who_put_their_name_to_a_bill_is_for_it_in_public(union):
    bring(union)

    stance = Stance.objects.get()
    assert (stance.official.name, stance.evidence) == ("Ana Ortiz", Evidence.SPONSOR)
    assert stance.is_public


@pytest.mark.usefixtures("senate")
def test_a_second_import_changes_nothing_and_keeps_our_words(union):
    bring(union)
    edit_policy(policy=PolicyItem.objects.get(), title="Keep clinics open", by=None)
    count_vote(vote=Vote.objects.get(), is_decisive=False, by=None)
    rows = [sorted(table.objects.values_list("pk")) for table in (StageMove, Vote, Ballot, Stance)]

    report = bring(union)

    assert (report.added, report.changed, report.unchanged) == (0, 0, 1)
    assert PolicyItem.objects.get().title == "Keep clinics open"
    assert not Vote.objects.get().is_decisive
    assert rows == [
        sorted(table.objects.values_list("pk")) for table in (StageMove, Vote, Ballot, Stance)
    ]


@pytest.mark.usefixtures("senate")
def test_what_a_scraper_writes_is_the_same_bill(union, tmp_path):
    bring(union)

    report = bring(union, as_scraped(tmp_path))

    assert (report.added, report.changed, report.unchanged) == (0, 0, 1)
    assert report.unreadable == []


@pytest.mark.usefixtures("senate")
def test_news_of_a_bill_moves_it_on_and_mends_a_vote(union, tmp_path):
    bring(union)
    told = json.loads(API.read_text())
    house = {"name": "House", "classification": "lower"}
    told["actions"].append(
        {
            "description": "Passed",
            "date": "2026-06-20",
            "classification": ["passage"],
            "organization": house,
        }
    )
    told["votes"][0]["votes"][1]["option"] = "yes"
    (tmp_path / "page.json").write_text(json.dumps({"results": [told], "pagination": {}}))

    report = bring(union, tmp_path / "page.json")

    assert report.changed == 1
    assert PolicyItem.objects.get().stage == "both_houses"
    assert Ballot.objects.get(official__name="Ben Cole").choice == Choice.YES


def test_an_id_that_nobody_has_is_not_given_to_somebody_of_that_name(union, senate, tmp_path):
    told = json.loads(API.read_text())
    told["votes"][0]["votes"] = [
        {"option": "no", "voter_name": "Ben Cole", "voter": {"id": "ocd-person/another"}}
    ]
    (tmp_path / "bill.json").write_text(json.dumps(told))

    report = bring(union, tmp_path / "bill.json")

    assert (report.ballots, [name for _b, _m, name, _w in report.unmatched]) == (0, ["Ben Cole"])


def test_a_name_is_sought_among_those_who_sat_on_the_day(union):
    people = [
        sitting("Maria Reyes", ends_on=datetime.date(2026, 3, 1)),
        sitting("Luis Reyes", starts_on=datetime.date(2026, 4, 1)),
    ]
    import_officials(
        organization=None,
        reading=Reading("Open States", people[1:]),
        checked_on=datetime.date(2026, 9, 1),
        by=None,
    )
    import_officials(
        organization=None, reading=Reading("Other", people[:1]), checked_on=DAY, by=None
    )

    bring(union)

    assert [one.official.name for one in Ballot.objects.all()] == ["Luis Reyes"]


def action(kind, chamber, month):
    return ActionTold("", datetime.date(2026, month, 1), chamber, frozenset({kind}))


@pytest.mark.parametrize(
    ("kinds", "stages"),
    [
        (["introduction", "reading-1", "referral"], ["introduced", "committee"]),
        (["executive-signature", "became-law"], ["law"]),
        (["failure", "passage"], ["failed", "one_house"]),
        (["executive-receipt", "executive-veto"], ["executive", "vetoed"]),
    ],
)
@pytest.mark.once
def test_actions_tell_each_step_once(kinds, stages):
    told = [action(kind, "upper", month) for month, kind in enumerate(kinds, 1)]

    assert [move.stage for move in moves_of(told)] == stages


def test_what_is_spoiled_is_named_and_stops_nothing(union, tmp_path):
    (tmp_path / "a.json").write_text("{")
    (tmp_path / "b.json").write_text('[{"identifier": "S 1"}, 7]')
    (tmp_path / "c.json").write_text(API.read_text())

    report = bring(union, tmp_path)

    assert report.added == 1
    assert sorted(report.unreadable) == ["a.json", "b.json, 1", "b.json, 2"]


def test_the_command_tells_what_it_did_and_whom_it_gave_to_nobody(union, capsys):
    call_command("import_bills", str(API), "--organization", "elm-street")

    told = capsys.readouterr().out
    assert "Added 1 bills, changed 0, unchanged 0; 1 votes with 0 voters." in told
    assert "“Reyes” (S 9114, Shall the bill pass to be engrossed?)" in told
    with pytest.raises(CommandError, match="no organization"):
        call_command("import_bills", str(API), "--organization", "nowhere")
