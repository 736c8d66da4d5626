"""Importing in the browser and on the command line: who may, and what bad files meet."""

from __future__ import annotations

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from concerted.base.jobs import run_waiting_jobs
from concerted.people import operations
from concerted.people.models import Import, ImportRow, Person
from concerted.people.tests.import_files import ACTION_NETWORK, VAN, write
from concerted.people.tests.test_imports import HEADS, bring, bring_rows, everything, reachable

pytestmark = pytest.mark.django_db

ANA = HEADS + "Ana,Paz,ana@example.com,,02139,yes,\n"


def url(name, *arguments):
    return reverse(f"people:{name}", args=["elm-street", *arguments])


def upload(client, text, name="list.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(url("add_import"), {"file": SimpleUploadedFile(name, content)})


def choices(record, **corrected):
    fields = {f"column_{at}": field for at, field in enumerate(record.fields)}
    whole = {f"whole_{channel}": said for channel, said in record.whole_file.items()}
    return {**fields, **whole, **corrected}


@pytest.fixture
def client(browse, olga):
    return browse(olga)


@pytest.mark.parametrize(
    ("person", "status"),
    [("omar", 200), ("olga", 200), ("cleo", 404), ("vera", 404), ("sam", 404), ("anonymous", 302)],
)
def test_who_reaches_imports(union, tmp_path, request, browse, settings, person, status):
    settings.IS_DEMO = True
    done = bring_rows(union, tmp_path, "Ana,Paz,ana@example.com,,,,")
    client = browse(request.getfixturevalue(person))

    for address in (
        url("imports"),
        url("add_import"),
        url("import", done.pk),
        url("undo_import", done.pk),
        url("import_table", done.pk),
    ):
        assert client.get(address).status_code == status


@pytest.mark.parametrize("person", ["cleo", "vera", "sam", "anonymous"])
def test_who_may_not_import_changes_nothing(union, tmp_path, request, browse, person):
    done = bring_rows(union, tmp_path, "Ana,Paz,ana@example.com,,,,")
    client = browse(request.getfixturevalue(person))
    before = everything()

    upload(client, ANA, "other.csv")
    for name in ("undo_import", "discard_import", "run_import", "correct_columns"):
        assert client.post(url(name, done.pk)).status_code in (302, 404)
    run_waiting_jobs()

    done.refresh_from_db()
    assert (done.state, Import.objects.count()) == ("done", 1)
    assert everything() == before


def test_a_file_is_looked_at_then_taken_in_then_undone(union, client):
    response = upload(client, ACTION_NETWORK, "an.csv")
    record = Import.objects.get()
    assert response.url == url("import", record.pk)
    assert not Person.objects.exists()
    page = client.get(response.url).content.decode()
    assert "rosa@example.com" in page
    assert 'value="may_email" selected' in page

    assert client.post(url("run_import", record.pk), choices(record)).status_code == 302
    page = client.get(url("import", record.pk)).content.decode()
    assert "0 of 8 rows" in page
    assert 'hx-trigger="every 2s"' in page
    part = client.get(url("import", record.pk), headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith("<section")
    run_waiting_jobs()

    refresh = client.get(url("import", record.pk), headers={"HX-Request": "true"})
    assert refresh.headers["HX-Refresh"] == "true"
    page = client.get(url("import", record.pk)).content.decode()
    assert "There is program code where a name should be." in page
    assert Person.objects.count() == 4
    record.refresh_from_db()
    assert not record.file

    client.post(url("undo_import", record.pk))
    client.post(url("undo_import", record.pk))
    run_waiting_jobs()
    assert not Person.objects.exists()
    assert client.get(url("import", record.pk)).status_code == 200


def test_a_wrong_guess_is_corrected_before(union, client):
    upload(client, "a,b\nAna,yes\n")
    record = Import.objects.get()

    refused = client.post(url("run_import", record.pk), choices(record))
    assert refused.status_code == 409
    client.post(url("correct_columns", record.pk), choices(record, column_0="full_name"))
    assert "Ana" in client.get(url("import", record.pk)).content.decode()
    record.refresh_from_db()
    client.post(url("run_import", record.pk), choices(record, column_1="may_text"))
    run_waiting_jobs()

    assert Person.objects.get().consents.get().channel == "text"


def test_a_choice_that_is_none_is_told(union, client):
    upload(client, ANA)
    record = Import.objects.get()

    for name in ("run_import", "correct_columns"):
        response = client.post(url(name, record.pk), choices(record, column_0="\x00evil"))
        assert response.status_code == 422
    assert not Person.objects.exists()


def test_a_file_can_be_forgotten_before_it_is_taken_in(union, client):
    upload(client, ANA)
    record = Import.objects.get()
    storage, name = record.file.storage, record.file.name
    assert storage.exists(name)

    client.post(url("discard_import", record.pk))

    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"", "empty"),
        ("a.pdf", b"%PDF-1.7", "not allowed"),
        ("a.csv", b"%PDF-1.7", "a PDF"),
        ("a.csv", bytes(range(1, 32)) * 50, "is not text"),
        ("a.xlsx", b"PK\x03\x04nothing", "damaged workbook"),
        ("a.csv", b'name,email\n"open,' + b"x\n" * 100_000, "quotation mark"),
        ("a.csv", b"a," * 500 + b"\n", "501 cells"),
    ],
)
def test_a_bad_file_is_refused_beside_the_field(union, client, name, content, says):
    response = upload(client, content, name)

    assert response.status_code == 422
    assert says in response.content.decode()
    assert not Import.objects.exists()


def test_a_file_that_is_too_large_is_refused(union, client, monkeypatch):
    monkeypatch.setattr("concerted.people.forms.imports.MAX_BYTES", 10)

    assert upload(client, ANA).status_code == 422


def test_the_same_file_twice_is_refused_with_a_reason(union, client, tmp_path):
    bring(union, write(tmp_path, "list.csv", ANA))

    response = upload(client, ANA)

    assert response.status_code == 422
    assert "Undo that first" in response.content.decode()


@pytest.mark.parametrize(
    "evil",
    ["<script>alert(1)</script>", '"><img src=x>', "{{ 7*7 }}", "=cmd|' /C calc'!A0", "\u202egpj.exe", "a\x00b"],
)  # fmt: skip
def test_what_cells_hold_stays_inert_on_every_page(union, client, evil):
    cell = evil.replace('"', '""')
    upload(client, f'name,email,"{cell}",city\nAna Paz,"{cell}","{cell}","{cell}"\n', "e.csv")
    record = Import.objects.get()
    shown = client.get(url("import", record.pk)).content.decode()
    client.post(url("run_import", record.pk), choices(record, column_1="email", column_2="other"))
    run_waiting_jobs()
    shown += client.get(url("import", record.pk)).content.decode()
    person = Person.objects.get()
    shown += client.get(url("person", person.pk)).content.decode()

    for raw in ("<script>alert", "<img src=x", "\u202e", "\x00"):
        assert raw not in shown
    assert "{{ 7*7 }}" in shown or "7*7" not in evil


def test_formulas_are_text_in_the_report_and_in_the_export(union, client, tmp_path):
    record = bring_rows(union, tmp_path, "+Ana,=1+1,=cmd@example.com,=2+5+cmd,02139,@SUM(A1),")

    report = b"".join(client.get(url("import_table", record.pk)).streaming_content).decode()

    for line in report.splitlines()[1:]:
        for cell in line.split(","):
            assert not cell.strip('"').startswith(("=", "+", "-", "@"))


def test_the_report_lists_what_was_asked_for(union, client, tmp_path):
    record = bring(union, write(tmp_path, "van.txt", VAN, "cp1252"))

    report = b"".join(
        client.get(url("import_table", record.pk), {"show": "junk"}).streaming_content
    ).decode("utf-8-sig")

    assert [line.split(",")[0] for line in report.splitlines()] == ["row", "4", "5"]
    for show in ("added", "joined", "junk", "said", "", "<x>"):
        assert (
            client.get(url("import", record.pk), {"show": show, "page": "99"}).status_code == 200
        )


def test_a_report_asks_few_queries(union, client, tmp_path, django_assert_max_num_queries):
    rows = [f"P{n},Orr,p{n}@example.com,,02139,yes," for n in range(60)]
    record = bring_rows(union, tmp_path, *rows)

    with django_assert_max_num_queries(20):
        client.get(url("import", record.pk))


def test_pages_speak_of_held_yeses(union, client, tmp_path):
    record = bring_rows(
        union, tmp_path, "Ana,Paz,,,02139,no,", "Ana,Paz,ana@example.com,,02139,yes,"
    )

    page = client.get(url("import", record.pk)).content.decode()

    assert 'id="held"' in page
    assert "Ana Paz" in page


def command(*arguments):
    out = io.StringIO()
    call_command("import_people", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_command_tells_what_it_did(union, tmp_path):
    path = write(tmp_path, "an.csv", ACTION_NETWORK)

    told = command(path, "--organization", "elm-street")

    assert "8 rows" in told
    assert "4 added, 0 joined, 4 left out" in told
    assert "row 8: The row is a test." in told
    assert Person.objects.count() == 4


def test_a_dry_run_tells_the_same_and_changes_nothing(union, tmp_path):
    path = write(tmp_path, "an.csv", ACTION_NETWORK)

    told = json.loads(command(path, "--organization", "elm-street", "--dry-run", "--json"))

    assert told["dry_run"] is True
    assert (told["files"][0]["added"], told["files"][0]["junk"]) == (4, 4)
    assert {row["row"] for row in told["files"][0]["remarks"]} >= {5, 6, 7, 8}
    assert not Import.objects.exists()
    assert not ImportRow.objects.exists()
    assert not Person.objects.exists()


def test_several_files_join_and_a_bad_one_is_named(union, tmp_path):
    good = write(tmp_path, "1.csv", ANA)
    again = write(tmp_path, "2.csv", ANA.replace("yes", "no"))
    missing = tmp_path / "none.csv"

    with pytest.raises(CommandError, match="Not every file"):
        command(good, missing, again, "--organization", "elm-street")

    assert Person.objects.count() == 1
    assert reachable(union) == set()


def test_the_command_refuses_an_unknown_organization(db, tmp_path):
    with pytest.raises(CommandError, match="no organization"):
        command(write(tmp_path, "a.csv", ANA), "--organization", "nowhere")


def test_a_person_who_is_erased_leaves_the_report_without_traces(union, tmp_path, olga):
    record = bring_rows(union, tmp_path, "Ana,Paz,ana@exa mple,617,02139,yes,")
    assert "617" in str(ImportRow.objects.get(import_record=record).remarks)

    operations.erase_person(person=Person.objects.get(), by=olga)

    row = ImportRow.objects.get(import_record=record)
    assert (row.person, row.remarks, row.change) == (None, [], {})
