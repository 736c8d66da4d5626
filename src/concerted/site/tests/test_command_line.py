from __future__ import annotations

import argparse
import datetime
import io
import os
import socket
import subprocess
import sys
import threading
import time

import pytest
from django.utils import timezone

from concerted.accounts.models import User
from concerted.base.clock.pulse import beat
from concerted.site import checkup, command_line, keeping, serving, showing
from concerted.site.turnstile import Turnstile


def test_help_answers_in_half_a_second():
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "concerted.site.command_line", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, concerted.site.command_line; print('django' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )

    for command in ("demo", "serve", "worker", "check", "backup", "restore", "createadmin"):
        assert command in done.stdout
    assert loaded.stdout.strip() == "False"
    assert time.monotonic() - began < 5, "half a second on a machine that does nothing else"


def test_import_and_manage_are_handed_to_django(monkeypatch):
    given = []
    monkeypatch.setattr(
        command_line, "_manage", lambda arguments: given.append(list(arguments)) or 0
    )

    command_line.main(["import", "people", "a.csv", "--organization", "elm", "--dry-run"])
    command_line.main(["import", "officials", "ma"])
    command_line.main(["manage", "migrate", "--check"])

    assert given == [
        ["import_people", "a.csv", "--organization", "elm", "--dry-run"],
        ["import_officials", "ma"],
        ["migrate", "--check"],
    ]


def test_a_port_that_is_taken_is_told(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        options = argparse.Namespace(host="127.0.0.1", port=port, workers=None, no_worker=True)

        assert serving.serve(options) == 1
        assert showing._free_port(port) is None

    assert f"Port {port} is taken" in capsys.readouterr().out


def test_the_demonstration_takes_the_next_free_port(monkeypatch):
    monkeypatch.setattr(showing, "is_free", lambda _host, port: port > 8002)

    assert showing._free_port(None) == 8003
    assert showing._free_port(8001) is None


def test_an_interrupted_first_start_leaves_nothing_half(tmp_path, monkeypatch):
    def interrupted(_command, env):
        (tmp_path / "demo" / ".unfinished" / "concerted.sqlite3").write_text("half")
        return 1

    monkeypatch.setattr(showing.subprocess, "call", interrupted)

    assert showing._build(tmp_path / "demo") == 1
    assert list((tmp_path / "demo").iterdir()) == []


def test_what_was_built_is_moved_whole(tmp_path, monkeypatch):
    def built(_command, env):
        assert env["CONCERTED_DATA"].endswith(".unfinished")
        (tmp_path / "demo" / ".unfinished" / "concerted.sqlite3").write_text("whole")
        (tmp_path / "demo" / ".unfinished" / "files").mkdir()
        return 0

    monkeypatch.setattr(showing.subprocess, "call", built)

    assert showing._build(tmp_path / "demo") == 0
    assert sorted(one.name for one in (tmp_path / "demo").iterdir()) == [
        "concerted.sqlite3",
        "files",
    ]


def test_starting_afresh_deletes_only_what_is_ours(tmp_path):
    for name in ("concerted.sqlite3", "secret-key", "thesis.odt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "mail").mkdir()

    showing._forget(tmp_path)

    assert [one.name for one in tmp_path.iterdir()] == ["thesis.odt"]


def test_an_administrator_is_made(db, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO("elm-street-clinic\n"))
    options = argparse.Namespace(email="Ana@example.org", name="Ana", password_stdin=True)

    assert keeping.createadmin(options) == 0

    ana = User.objects.get(email="ana@example.org")
    assert ana.is_superuser
    assert ana.check_password("elm-street-clinic")


def test_an_administrator_needs_an_address(db, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO("x\n"))
    options = argparse.Namespace(email="ana", name="Ana", password_stdin=True)

    assert keeping.createadmin(options) == 1
    assert not User.objects.exists()


@pytest.fixture
def safe(db, settings, tmp_path):
    """An installation in which there is nothing to say."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    (folder / "last-backup").write_text(timezone.now().isoformat())
    settings.DATA = folder
    settings.ADDRESS, settings.IS_LOCAL, settings.IS_DEMO = "https://act.example.org", False, False
    settings.PROXIES = 1
    settings.SECRET_KEY = "0123456789abcdefghijABCDEFGHIJ-0123456789-abcdefghij"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "mail.example.org", True
    settings.DEFAULT_FROM_EMAIL = "act@example.org"
    beat("w")
    return settings


def _told():
    return " ".join(one.text for one in checkup.findings())


def test_a_safe_installation_is_told_nothing(safe, capsys):
    assert _told() == ""
    assert checkup.check(argparse.Namespace()) == 0
    assert capsys.readouterr().out == "Nothing unsafe was found.\n"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DEBUG", True, "DEBUG is on"),
        ("SECRET_KEY", "short", "CONCERTED_SECRET_KEY is short"),
        ("IS_DEMO", True, "its passwords are known"),
        ("ADDRESS", "http://act.example.org", "without encryption"),
        ("PROXIES", 0, "all visitors count as one"),
        ("EMAIL_HOST", "", "No mail server"),
        ("DEFAULT_FROM_EMAIL", "act@localhost", "no address that people could answer"),
    ],
)
def test_an_unsafe_setting_is_told(safe, name, value, words):
    setattr(safe, name, value)

    assert words in _told()


def test_an_owner_without_a_second_factor_is_told(safe, union, olga):
    bare = User.objects.create_user("bare@example.org")
    assert "second factor" not in _told()

    union.roles.create(user=bare, kind="owner")

    assert "1 owners sign in without a second factor" in _told()


def test_an_old_backup_and_an_open_folder_are_told(safe, capsys):
    mark = safe.DATA / "last-backup"
    mark.write_text((timezone.now() - datetime.timedelta(days=9)).isoformat())
    os.chmod(safe.DATA, 0o755)  # noqa: S103

    told = _told()
    assert "9 days old" in told
    assert "Other users of this machine can read" in told
    assert checkup.check(argparse.Namespace()) == 1


def test_sqlite_on_a_network_disk_is_told(safe, monkeypatch):
    monkeypatch.setattr(checkup, "disk_kind", lambda _path: "nfs4")
    if checkup.connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its own disk")

    assert "network disk (nfs4)" in _told()


class _Slow:
    """A body that arrives when it is let in."""

    def __init__(self):
        self.may_arrive = threading.Event()

    def read(self, size):
        self.may_arrive.wait(20)
        return b"x" * size


def test_a_slow_sender_holds_up_nobody():
    turnstile = Turnstile(
        lambda environment, _start: [environment["wsgi.input"].read()], largest=100
    )
    body, answers = _Slow(), []
    slow = {"CONTENT_LENGTH": "3", "wsgi.input": body}
    sender = threading.Thread(target=lambda: answers.append(turnstile(slow, None)))
    sender.start()

    quick = turnstile({"CONTENT_LENGTH": "", "wsgi.input": io.BytesIO(b"y")}, None)
    body.may_arrive.set()
    sender.join(20)

    assert quick == [b"y"]
    assert answers == [[b"xxx"]]


def test_one_is_worked_on_at_a_time():
    inside, most, order = [], [], []

    def application(environment, _start):
        inside.append(1)
        most.append(len(inside))
        order.append(environment["n"])
        time.sleep(0.002)
        inside.pop()
        return []

    turnstile = Turnstile(application, largest=100, patience=20)
    threads = [
        threading.Thread(target=turnstile, args=({"n": number}, None)) for number in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert max(most) == 1
    assert sorted(order) == list(range(20))


def test_a_slow_answer_holds_up_nobody_and_leads_no_more():
    is_in, may_end, workers = threading.Event(), threading.Event(), {}

    def application(environment, _start):
        if environment["n"] == 0:
            is_in.set()
            may_end.wait(20)
        workers[environment["n"]] = threading.current_thread()
        return [environment["n"]]

    turnstile = Turnstile(application, largest=100, patience=0.01)
    slow = threading.Thread(target=turnstile, args=({"n": 0}, None))
    slow.start()
    assert is_in.wait(20)
    quick = [turnstile({"n": number}, None) for number in (1, 2)]
    may_end.set()
    slow.join(20)
    last = turnstile({"n": 3}, None)

    assert [*quick, last] == [[1], [2], [3]]
    assert workers[0] not in {workers[1], workers[2], workers[3]}
    workers[0].join(20)
    assert not workers[0].is_alive()


def test_only_so_many_slow_ones_are_worked_on_at_a_time():
    may_end, are_two, inside = threading.Event(), threading.Event(), []

    def application(environment, _start):
        inside.append(environment["n"])
        if len(inside) == 2:
            are_two.set()
        may_end.wait(20)
        return []

    turnstile = Turnstile(application, largest=100, most=2, patience=0.01)
    threads = [threading.Thread(target=turnstile, args=({"n": n}, None)) for n in range(4)]
    for thread in threads:
        thread.start()
    assert are_two.wait(20)
    time.sleep(0.1)
    at_work = len(inside)
    may_end.set()
    for thread in threads:
        thread.join(20)

    assert at_work == 2
    assert sorted(inside) == [0, 1, 2, 3]
