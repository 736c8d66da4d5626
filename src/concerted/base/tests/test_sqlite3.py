"""Writers of SQLite wait in a line, and only from their first statement on."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper as Plain

from concerted.base.sqlite3.base import DatabaseWrapper

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite"),
]
ADD = "INSERT INTO kept (what) VALUES (%s)"


@pytest.fixture
def settings_of(tmp_path):
    """A database in a file of its own, as the settings would name it."""
    settings = {**connection.settings_dict, "NAME": str(tmp_path / "kept.sqlite3")}
    first = DatabaseWrapper(settings, "first")
    with first.cursor() as cursor:
        cursor.execute("CREATE TABLE kept (what text)")
    first.close()
    return settings


def kept(settings):
    reader = Plain(settings, "reader")
    with reader.cursor() as cursor:
        cursor.execute("SELECT what FROM kept ORDER BY what")
        rows = [what for (what,) in cursor.fetchall()]
    reader.close()
    return rows


def begun(settings, name):
    writer = DatabaseWrapper(
        settings,
        name,
    )
    writer.inc_thread_sharing()
    writer.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    return writer


def test_a_transaction_that_says_nothing_stops_nobody(settings_of):
    silent, other = begun(settings_of, "silent"), begun(settings_of, "other")
    with other.cursor() as cursor:
        cursor.execute(ADD, ["a"])
    other.commit()
    silent.commit()
    silent.close()
    other.close()

    assert kept(settings_of) == ["a"]


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_who_comes_second_waits_until_the_first_has_ended(settings_of, end):
    first, second = begun(settings_of, "first"), begun(settings_of, "second")
    with first.cursor() as cursor:
        cursor.execute(ADD, ["a"])
    is_in = threading.Event()

    def write():
        with second.cursor() as cursor:
            cursor.execute(ADD, ["b"])
        second.commit()
        is_in.set()

    waiting = threading.Thread(target=write)
    waiting.start()
    came_early = is_in.wait(0.1)
    getattr(first, end)()
    waiting.join(20)
    first.close()
    second.close()

    assert not came_early
    assert kept(settings_of) == (["a", "b"] if end == "commit" else ["b"])


def test_many_writers_lose_nothing(settings_of):
    def write(name):
        for turn in range(20):
            writer = begun(settings_of, name)
            with writer.cursor() as cursor:
                cursor.execute(ADD, [f"{name}{turn:02}"])
            writer.commit()
            writer.close()

    writers = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for one in writers:
        one.start()
    for one in writers:
        one.join()

    assert len(kept(settings_of)) == len(set(kept(settings_of))) == 80


def test_the_house_writes_through_that_door():
    assert isinstance(connections["default"], DatabaseWrapper)
