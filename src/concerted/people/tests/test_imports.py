"""A file becomes people of the list, row by row; again adds nothing; undone leaves no trace."""

from __future__ import annotations

import collections

import pytest
from django.utils.translation import override

from concerted.base.errors import Refused
from concerted.people import operations
from concerted.people.models import (
    Answer,
    Consent,
    ContactPoint,
    Import,
    ImportRow,
    Person,
    PostalAddress,
    Tag,
    Tagging,
)
from concerted.people.operations import import_batches, import_undo, imports
from concerted.people.queries.contactable import contactable
from concerted.people.tests.factories import grant, make_person
from concerted.people.tests.import_files import (
    ACTION_NETWORK,
    SHARED,
    SHARED_FILES,
    five_files,
    needs_shared_data,
    shared_truth,
    write,
)

pytestmark = pytest.mark.django_db

HEADS = "first_name,last_name,email,phone,zip_code,May we email?,May we text?\n"


def bring(organization, path, **values):
    """A file taken in, as the command line does."""
    record = operations.start_import(
        organization=organization, path=path, keep_file=False, **values
    )
    operations.request_import(record=record)
    return operations.run_import(record=record, path=path)


def bring_rows(organization, folder, *rows, name="list.csv"):
    return bring(organization, write(folder, name, HEADS + "\n".join(rows) + "\n"))


def reachable(organization, channel="email"):
    points = contactable(organization=organization, channel=channel)
    return {point.normalized for point in points}


def everything():
    """All that an import may touch, to be compared before and after."""
    tables = (Person, ContactPoint, PostalAddress, Tag, Tagging, Consent)
    return {
        table.__name__: sorted(
            table.objects.values_list(*[f.attname for f in table._meta.concrete_fields]),
            key=str,
        )
        for table in tables
    }


def test_a_row_becomes_a_person_with_points_address_tags_and_answers(union, tmp_path):
    record = bring(union, write(tmp_path, "an.csv", ACTION_NETWORK))

    rosa = Person.objects.get(given_name="Rosa")
    assert (rosa.family_name, rosa.postal_code, rosa.preferred_language) == (
        "Gómez",
        "02139",
        "es",
    )
    assert set(rosa.contact_points.values_list("normalized", flat=True)) == {
        "rosa@example.com",
        "+16175550101",
    }
    assert rosa.postal_addresses.get().street == "1 Elm St"
    assert set(rosa.taggings.values_list("tag__name", flat=True)) == {"volunteer", "youth"}
    assert reachable(union) == {"rosa@example.com"}
    assert reachable(union, "text") == {"+16175550101", "+16175550102"}
    assert record.state == Import.State.DONE
    assert (record.counts["added"], record.counts["junk"]) == (4, 4)


def test_junk_is_reported_and_not_stored(union, tmp_path):
    record = bring(union, write(tmp_path, "an.csv", ACTION_NETWORK))

    junk = ImportRow.objects.filter(import_record=record, outcome="junk")
    assert [row.number for row in junk] == [5, 6, 7, 8]
    assert all(row.person is None and row.remarks for row in junk)
    assert not Person.objects.filter(given_name__contains="script").exists()
    assert "script" not in str(list(junk.values()))


def test_rows_join_on_equal_email_or_on_equal_number_and_given_name(union, tmp_path):
    record = bring_rows(
        union,
        tmp_path,
        "Ana,Paz,ana@example.com,617-555-0101,02139,,",
        "Ána,Paz Ruiz,,(617) 555-0101,,,",
        "ana,,ANA@example.com,,,,",
        "Leo,Paz,,617-555-0101,02139,,",
        "Leo,Paz,ana@example.com,6175550101,02139,,",
    )

    assert (record.counts["added"], record.counts["joined"]) == (2, 3)
    assert {one.given_name for one in Person.objects.all()} == {"Ana", "Leo"}


def test_rows_join_people_who_were_in_the_list_and_fill_only_what_was_empty(union, tmp_path):
    rosa = make_person(union, family_name="", postal_code="")

    bring_rows(union, tmp_path, "Rosa,Nunez,rosa@example.com,857-555-0100,02150,,")

    rosa.refresh_from_db()
    assert (rosa.family_name, rosa.postal_code) == ("", "02150")
    assert rosa.contact_points.count() == 3
    assert rosa.contact_points.filter(kind="phone", is_primary=True).count() == 1


def test_people_of_another_organization_are_never_joined(union, other, tmp_path):
    make_person(other)

    bring_rows(union, tmp_path, "Rosa,,rosa@example.com,,,,")

    assert Person.objects.filter(organization=union).count() == 1
    assert Person.objects.filter(organization=other).count() == 1


def test_a_no_of_the_list_outlives_a_yes_of_a_file(union, tmp_path):
    rosa = make_person(union)
    operations.withdraw_channel(person=rosa, channels=["email"], source="test")

    bring_rows(union, tmp_path, "Rosa,,rosa@example.com,,,yes,")

    row = ImportRow.objects.get()
    assert reachable(union) == set()
    assert row.remarks == [["earlier_no", "email"]]


def test_a_no_of_a_file_ends_a_yes_of_the_list(union, tmp_path):
    grant(make_person(union))

    bring_rows(union, tmp_path, "Rosa,,rosa@example.com,,,no,")

    assert reachable(union) == set()


@pytest.mark.parametrize("order", [1, -1])
def test_a_yes_is_held_where_somebody_alike_said_no_whoever_came_first(union, tmp_path, order):
    rows = ["Ana,Paz,,,02139,no,", "Ana,Paz,ana@example.com,,02139,yes,"][::order]

    record = bring_rows(union, tmp_path, *rows)

    assert reachable(union) == set()
    assert record.counts["held"] == 1
    held = Consent.objects.get(answer=Answer.HELD)
    assert held.person.contact_points.get().normalized == "ana@example.com"


def test_a_no_of_a_later_file_holds_a_yes_that_was_there(union, tmp_path):
    bring_rows(union, tmp_path, "Ana,Paz,ana@example.com,,02139,yes,", name="1.csv")
    assert reachable(union) == {"ana@example.com"}

    bring_rows(union, tmp_path, "Ana,Paz,,,02139,no,", name="2.csv")

    assert reachable(union) == set()


def test_what_a_person_decided_about_a_held_yes_outlives_the_next_file(union, tmp_path):
    bring_rows(union, tmp_path, "Ana,Paz,,,02139,no,", "Ana,Paz,ana@example.com,,02139,yes,")
    grant(Consent.objects.get(answer=Answer.HELD).person)

    bring_rows(union, tmp_path, "Bo,Orr,bo@example.com,,,no,", name="2.csv")

    assert reachable(union) == {"ana@example.com"}


def test_an_address_that_somebody_refused_on_is_used_for_nobody(union, tmp_path):
    bring_rows(
        union,
        tmp_path,
        "Ana,Paz,both@example.com,,02139,yes,",
        "Leo,Orr,both@example.com,,02139,no,",
    )

    assert Person.objects.count() == 2
    assert reachable(union) == set()


def test_no_yes_counts_before_the_whole_file_was_compared(union, tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr(imports, "count_answers", lambda **_: seen.append(reachable(union)) or 0)

    bring_rows(union, tmp_path, "Ana,Paz,ana@example.com,,02139,yes,")

    assert seen == [set()]


def test_a_file_comes_into_a_list_once(union, other, tmp_path):
    path = write(tmp_path, "a.csv", HEADS + "Ana,Paz,ana@example.com,,02139,yes,\n")
    bring(union, path)

    with pytest.raises(Refused, match="Undo that first"):
        bring(union, path)
    bring(other, path)

    assert Person.objects.count() == 2


def test_running_an_import_twice_adds_nothing(union, tmp_path):
    path = write(tmp_path, "a.csv", HEADS + "Ana,Paz,,,02139,yes,\n")
    record = bring(union, path)
    before = everything()

    operations.run_import(record=record, path=path)
    assert operations.request_import(record=record) is False

    assert everything() == before


def test_an_import_that_was_cut_off_goes_on_where_it_was(union, tmp_path, monkeypatch):
    monkeypatch.setattr(imports, "ROWS_AT_ONCE", 2)
    path = write(tmp_path, "a.csv", HEADS + "".join(f"P{n},Orr,,,02139,,\n" for n in range(7)))
    record = operations.start_import(organization=union, path=path, keep_file=False)
    operations.request_import(record=record)
    real, calls = imports.take_rows, []

    def cut_off(**values):
        if len(calls) == 2:
            raise KeyboardInterrupt
        calls.append(1)
        return real(**values)

    monkeypatch.setattr(imports, "take_rows", cut_off)
    with pytest.raises(KeyboardInterrupt):
        operations.run_import(record=record, path=path)
    monkeypatch.setattr(imports, "take_rows", real)
    operations.run_import(record=record, path=path)

    assert Person.objects.count() == 7
    assert record.rows_done == 7
    assert record.state == Import.State.DONE


def test_undoing_restores_what_was_there_before(union, tmp_path, monkeypatch):
    monkeypatch.setattr(import_undo, "ROWS_AT_ONCE", 2)
    rosa = make_person(union, family_name="", postal_code="")
    grant(rosa)
    operations.make_tag(organization=union, name="Youth")
    before = everything()
    record = bring(
        union,
        write(
            tmp_path,
            "a.csv",
            "first_name,last_name,email,phone,street,zip,dob,tags,hobby,no_email\n"
            'Rosa,Ruiz,rosa@example.com,857-555-0100,1 Elm St,02150,1/2/1980,"youth,new",tea,1\n'
            "Rosa,,rosa@example.com,,,,,,,\n"
            "Ana,Paz,ana@example.com,617-555-0109,2 Elm St,02150,,new,,\n"
            "Rosa,,rosa2@example.com,857-555-0100,,,,,,\n"
            ",,,,,,,,,\n",
        ),
    )
    assert everything() != before

    operations.request_undo(record=record)
    operations.undo_import(record=record)
    operations.undo_import(record=record)

    assert everything() == before
    assert record.state == Import.State.UNDONE
    assert reachable(union) == {"rosa@example.com"}


def test_undoing_lets_go_of_whom_the_file_held(union, tmp_path):
    grant(make_person(union, given_name="Ana", family_name="Paz"))
    record = bring_rows(union, tmp_path, "Ana,Paz,,,02139,no,")
    assert reachable(union) == set()

    operations.request_undo(record=record)
    operations.undo_import(record=record)

    assert reachable(union) == {"rosa@example.com"}


def test_who_did_something_since_stays_when_the_import_is_undone(union, tmp_path):
    record = bring_rows(
        union, tmp_path, "Ana,Paz,ana@example.com,,02139,yes,", "Leo,Orr,leo@example.com,,,yes,"
    )
    grant(Person.objects.get(given_name="Ana"), source="petition")

    operations.request_undo(record=record)
    operations.undo_import(record=record)

    ana = Person.objects.get()
    assert ana.given_name == "Ana"
    assert [one.source for one in ana.consents.all()] == ["petition"]
    assert ["kept_on_undo", ""] in ImportRow.objects.get(number=1).remarks


def test_who_came_again_in_a_later_file_stays_when_the_first_is_undone(union, tmp_path):
    first = bring_rows(union, tmp_path, "Ana,Paz,ana@example.com,,02139,,", name="1.csv")
    bring_rows(union, tmp_path, "Ana,Paz,ana@example.com,617-555-0100,02139,,", name="2.csv")

    operations.request_undo(record=first)
    operations.undo_import(record=first)

    assert Person.objects.get().contact_points.count() == 2


def test_a_file_can_come_again_after_it_was_undone(union, tmp_path):
    path = write(tmp_path, "a.csv", HEADS + "Ana,Paz,ana@example.com,,02139,yes,\n")
    record = bring(union, path)
    operations.request_undo(record=record)
    operations.undo_import(record=record)

    again = bring(union, path)

    assert again.state == Import.State.DONE
    assert reachable(union) == {"ana@example.com"}


def test_a_file_that_breaks_off_says_so_and_can_be_undone(union, tmp_path, monkeypatch):
    path = write(tmp_path, "a.csv", HEADS + "Ana,Paz,ana@example.com,,02139,yes,\n")
    record = operations.start_import(organization=union, path=path, keep_file=False)
    operations.request_import(record=record)
    path.write_text(HEADS + 'Ana,Paz,ana@example.com,,,,\n"' + "x" * 200_000)

    operations.run_import(record=record, path=path)

    assert record.state == Import.State.FAILED
    assert "quotation mark" in record.problem
    operations.request_undo(record=record)
    operations.undo_import(record=record)
    assert not Person.objects.exists()


def test_a_file_that_is_no_table_is_refused_in_the_readers_language(union, tmp_path):
    path = write(tmp_path, "lista.pdf", "%PDF-1.7")

    with override("es"), pytest.raises(Refused) as refused:
        operations.start_import(organization=union, path=path)

    assert str(refused.value) == "«lista.pdf» es un PDF. Guarde la lista como CSV o XLSX."


def test_why_a_file_broke_off_is_told_in_the_language_of_the_organization(union, tmp_path):
    union.language = "es"
    union.save()
    path = write(tmp_path, "a.csv", HEADS + "Ana,Paz,ana@example.com,,02139,yes,\n")
    record = operations.start_import(organization=union, path=path, keep_file=False)
    operations.request_import(record=record)
    path.write_bytes(b"")

    operations.run_import(record=record, path=path)

    assert record.problem == "«a.csv» está vacío."


def test_columns_can_be_corrected_before(union, tmp_path):
    path = write(tmp_path, "a.csv", "a,b,c\nAna,Paz,yes\n")
    record = operations.start_import(organization=union, path=path, keep_file=False)

    with pytest.raises(Refused, match="Say which column"):
        operations.request_import(record=record)
    operations.correct_columns(
        record=record,
        fields=["given_name", "family_name", "nothing"],
        whole_file={"call": "no"},
    )
    operations.request_import(record=record)
    record.refresh_from_db()
    operations.run_import(record=record, path=path)

    assert Person.objects.get().name == "Ana Paz"
    assert Consent.objects.get().answer == Answer.REFUSED


def test_formulas_and_markup_are_kept_as_text(union, tmp_path):
    bring(
        union,
        write(
            tmp_path,
            "a.csv",
            'name,email,wish\nAna Paz,ana@example.com,"=HYPERLINK(""http://x"",""y"")"\n'
            "Bo Orr,bo@example.com,<b>tea</b>\n=cmd|' /C calc'!A0,c@example.com,\n",
        ),
    )

    wishes = {one.given_name: one.custom_fields for one in Person.objects.all()}
    assert wishes == {
        "Ana": {"wish": '=HYPERLINK("http://x","y")'},
        "Bo": {"wish": "<b>tea</b>"},
    }


def test_a_batch_asks_few_queries_however_many_rows(
    union, tmp_path, django_assert_max_num_queries
):
    rows = [f"P{n},Orr,p{n}@example.com,,02139,yes," for n in range(200)]
    bring_rows(union, tmp_path, *rows[:100], name="1.csv")

    with django_assert_max_num_queries(60):
        bring_rows(union, tmp_path, *rows, name="2.csv")


def test_statements_stay_below_what_sqlite_takes():
    widest = max(len(Person._meta.concrete_fields), len(Consent._meta.concrete_fields))

    assert import_batches.AT_ONCE * widest < 32_766


def test_all_invented_files_come_into_one_list(union, tmp_path):
    records = [bring(union, path) for path in five_files(tmp_path)]

    assert [record.counts["added"] for record in records] == [4, 3, 4, 3, 1]
    assert reachable(union) == {
        "rosa@example.com",
        "ana@example.com",
        "kay@example.com",
        "pia@example.com",
        "solo@example.com",
    }


def broken_refusals(organization, records):
    """Who of the truth file said no on a channel and could be reached on it now, and how many may be."""
    truth, people = shared_truth()
    humans = collections.defaultdict(set)
    for name, record in records.items():
        rows = ImportRow.objects.filter(import_record=record, person__isnull=False)
        for number, person_id in rows.values_list("number", "person_id"):
            humans[person_id].add(truth[name, number])
    points = {
        human: set(filter(None, (row["emails"] + ";" + row["phones"]).split(";")))
        for human, row in people.items()
    }
    broken, reached = [], 0
    for channel in ("email", "text", "call"):
        found = list(contactable(organization=organization, channel=channel))
        refused = {human for human, row in people.items() if row[f"refused_{channel}"] == "1"}
        theirs = set().union(*(points[human] for human in refused))
        reached += len({point.person_id for point in found})
        broken += [
            (channel, point)
            for point in found
            if humans[point.person_id] & refused or point.normalized in theirs
        ]
    return broken, reached


@needs_shared_data
def test_no_refusal_of_the_shared_files_is_broken(union):
    records = {name: bring(union, SHARED / name) for name in SHARED_FILES}

    broken, reached = broken_refusals(union, records)

    assert broken == []
    assert reached > 1900  # of 2,200 yeses of people who never said no
    assert sum(record.counts["junk"] for record in records.values()) == 34
