from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from concerted.act.officials.models import Official
from concerted.act.officials.operations import import_officials
from concerted.act.officials.reading import read_officials

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 9, 1)
SHARED = Path(__file__).parents[6] / "shared" / "data" / "officials" / "ma"
"""Real files, where this checkout has them beside it."""

SENATOR = """\
id: ocd-person/1
name: Ana M. Ortiz
given_name: Ana
family_name: Ortiz
email: ana@example.org
party:
- name: Democratic
roles:
- start_date: 2013-01-07
  type: lower
  jurisdiction: ocd-jurisdiction/country:us/state:ma/government
  district: 1st Essex
  end_date: '2018-12-31'
- start_date: '2019-01-01'
  type: upper
  jurisdiction: ocd-jurisdiction/country:us/state:ma/government
  district: Third Essex
offices:
- classification: capitol
  address: Room 130;State House
  voice: 617-555-0100
links:
- url: https://example.org/ana
sources:
- url: https://example.org/source
"""
MAYOR = """\
id: ocd-person/2
name: Bea Cole
family_name: Cole
roles:
- type: mayor
  end_date: {end}
  jurisdiction: ocd-jurisdiction/country:us/state:ma/place:north_adams/government
sources: []
"""


def write(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(text)


def bring_in(union, folder, today=TODAY):
    return import_officials(
        organization=union,
        reading=read_officials(folder),
        checked_on=today,
        by=None,
    )


def test_a_legislator_is_read_with_the_role_that_is_current(union, tmp_path):
    write(tmp_path, ana=SENATOR)

    report = bring_in(union, tmp_path)

    ana = Official.objects.get()
    assert report.added == 1
    assert (ana.name, ana.post) == ("Ana M. Ortiz", "State Senator, Senate, Third Essex")
    assert (ana.jurisdiction, ana.party) == ("Massachusetts", "Democratic")
    assert ana.phone == "617-555-0100"
    assert ana.offices.get().address == "Room 130, State House"
    assert (ana.source_id, ana.source_url) == ("ocd-person/1", "https://example.org/source")
    assert ana.checked_on == TODAY


def test_a_mayor_has_the_division_of_the_place(union, tmp_path):
    write(tmp_path, bea=MAYOR.format(end="2028-01-03"))

    bring_in(union, tmp_path)

    bea = Official.objects.get()
    assert (bea.post, bea.jurisdiction) == ("Mayor", "North Adams")
    assert bea.tenure.post.division.ocd_id == "ocd-division/country:us/state:ma/place:north_adams"


@pytest.mark.parametrize("end", ["2025-11-30", "'2025-11-30'", "'2025'"])
def test_whose_post_is_over_is_never_added(union, tmp_path, end):
    write(tmp_path, bea=MAYOR.format(end=end))

    report = bring_in(union, tmp_path)

    assert (report.added, report.left_out) == (0, 1)
    assert not Official.objects.exists()


def test_importing_twice_changes_nothing(union, tmp_path):
    write(tmp_path, ana=SENATOR, bea=MAYOR.format(end="2028-01-03"))
    bring_in(union, tmp_path)

    again = bring_in(union, tmp_path)

    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    assert Official.objects.count() == 2


def test_a_later_source_changes_what_changed_and_ends_what_is_over(union, tmp_path):
    write(tmp_path, ana=SENATOR, bea=MAYOR.format(end="2028-01-03"))
    bring_in(union, tmp_path)
    write(tmp_path, ana=SENATOR.replace("617-555-0100", "617-555-0199"))
    write(tmp_path, bea=MAYOR.format(end="2026-10-01"))

    report = bring_in(union, tmp_path, today=datetime.date(2026, 11, 1))

    assert (report.added, report.changed, report.ended) == (0, 1, 1)
    assert Official.objects.get(name="Ana M. Ortiz").phone == "617-555-0199"
    assert Official.objects.get(name="Bea Cole").tenure.ends_on == datetime.date(2026, 10, 1)


def test_two_files_for_one_holder_of_a_post_give_one_official(union, tmp_path):
    first = MAYOR.format(end="2028-01-03")
    write(tmp_path, a=first, b=first.replace("ocd-person/2", "ocd-person/3"))

    report = bring_in(union, tmp_path)

    assert (report.added, report.repeated) == (1, ["Bea Cole"])


def test_a_file_that_cannot_be_read_is_told_and_the_rest_comes_in(union, tmp_path):
    write(tmp_path, broken="id: [", other="just a line", ana=SENATOR)

    report = bring_in(union, tmp_path)

    assert report.added == 1
    assert sorted(report.unreadable) == ["broken.yml", "other.yml"]


def test_the_rows_of_another_organization_stay_as_they_are(union, other, tmp_path):
    write(tmp_path, ana=SENATOR)
    bring_in(other, tmp_path)

    assert bring_in(union, tmp_path).added == 1
    assert Official.objects.filter(organization=other).count() == 1


def test_the_command_says_what_it_did(union, tmp_path, capsys):
    write(tmp_path, ana=SENATOR)

    call_command("import_officials", str(tmp_path), organization="elm-street")

    assert "Added 1, changed 0" in capsys.readouterr().out


def test_the_command_names_what_is_missing(union, tmp_path):
    with pytest.raises(CommandError, match="no organization nowhere"):
        call_command("import_officials", str(tmp_path), organization="nowhere")
    with pytest.raises(CommandError, match="There is no"):
        call_command("import_officials", str(tmp_path / "x"), organization="elm-street")


@pytest.mark.skipif(
    not SHARED.is_dir(), reason="the Massachusetts files are not beside this checkout"
)
def test_massachusetts_comes_in_without_anybody_who_has_left(union):
    report = bring_in(union, SHARED)

    assert (report.added, report.unreadable) == (210, [])
    assert Official.objects.filter(tenures__post__title="State Senator").count() == 40
    assert Official.objects.filter(tenures__post__title="State Representative").count() == 158
    assert Official.objects.filter(tenures__post__title="Lieutenant Governor").count() == 1
    assert not Official.objects.filter(name="Benjamin Swan").exists()
    assert bring_in(union, SHARED).unchanged == 210
