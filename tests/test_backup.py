"""A backup is made while the installation serves, and put back whole into an empty one."""

from __future__ import annotations

import json
import stat
import tarfile
import threading

import pytest

from tests.installations import free_port, installation, status_of

COUNT = """
from concerted.base.backup.tables import PASSING, all_tables, count_rows
import json
print(json.dumps(count_rows(set(all_tables()) - PASSING - {"django_session"})))
"""
WRITE = """
from concerted.organizations.models import Organization
from concerted.base.audit.trail import note
for number in range({count}):
    made = Organization.objects.create(name="Río & Söhne \\t\\\\N", slug="{slug}-" + str(number))
    note(verb="made", subject=made, organization_id=made.pk, after={{"name": "x"}})
"""


@pytest.fixture
def empty(tmp_path):
    with installation(tmp_path / "empty") as one:
        yield one


def _fill(one):
    one.python(WRITE.format(count=20, slug="before"))
    (one.folder / "files" / "sheets").mkdir(parents=True)
    (one.folder / "files" / "sheets" / "página 1.pdf").write_bytes(b"%PDF" * 1000)


@pytest.mark.kill
def test_a_backup_made_while_serving_is_restored_with_equal_rows_and_files(
    origin, empty, tmp_path
):
    _fill(origin)
    target = tmp_path / "backup.tar.gz"
    port = free_port()
    with origin.serving(port):
        writing = threading.Thread(
            target=origin.python, args=[WRITE.format(count=300, slug="during")]
        )
        writing.start()
        made = origin.run("backup", str(target))
        writing.join()
        assert status_of(f"http://127.0.0.1:{port}/health/") == 200
    assert made.returncode == 0, made.stderr
    with tarfile.open(target) as archive:
        manifest = json.load(archive.extractfile("manifest.json"))

    restored = empty.run("restore", str(target))

    assert restored.returncode == 0, restored.stderr
    there = json.loads(empty.python(COUNT))
    assert there == {table: manifest["rows"][table] for table in there}
    organizations, entries = there["organizations_organization"], there["base_auditentry"]
    assert organizations >= 20
    assert entries in (organizations, organizations - 1), "the snapshot is of one moment"
    restored_file = empty.folder / "files" / "sheets" / "página 1.pdf"
    assert restored_file.read_bytes() == b"%PDF" * 1000
    key = (origin.folder / "secret-key").read_text()
    assert (empty.folder / "secret-key").read_text() == key
    assert (
        empty.python(
            "from concerted.organizations.models import Organization;"
            "print(Organization.objects.get(slug='before-7').name)"
        )
        == "Río & Söhne \t\\N".strip()
    )
    assert empty.run("manage", "migrate", "--check").returncode == 0
    empty.python(WRITE.format(count=3, slug="after"))


@pytest.mark.kill
def test_what_is_there_is_not_overwritten(origin, tmp_path):
    _fill(origin)
    target = tmp_path / "backup.tar.gz"
    origin.run("backup", str(target))

    again = origin.run("restore", str(target))

    assert again.returncode == 1
    assert "not empty" in again.stderr


@pytest.mark.kill
def test_a_backup_of_a_newer_version_and_a_damaged_one_are_refused(origin, empty, tmp_path):
    target = tmp_path / "backup.tar.gz"
    origin.python(
        "from django.db.migrations.recorder import MigrationRecorder as R;"
        "from django.db import connection; R(connection).record_applied('base', '9999_future')"
    )
    origin.run("backup", str(target))
    damaged = tmp_path / "damaged.tar.gz"
    damaged.write_bytes(target.read_bytes()[:-4000])
    other = tmp_path / "other.txt"
    other.write_text("Dear clinic,")

    newer = empty.run("restore", str(target))
    broken = empty.run("restore", str(damaged))
    foreign = empty.run("restore", str(other))

    assert (newer.returncode, broken.returncode, foreign.returncode) == (1, 1, 1)
    assert "newer version" in newer.stderr
    assert "cannot be read as a backup" in broken.stderr
    assert "cannot be read as a backup" in foreign.stderr
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
