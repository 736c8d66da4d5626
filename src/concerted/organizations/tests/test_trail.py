"""The trail is read by people: whatever is noted has words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import timezone, translation
from django.utils.formats import date_format

import concerted
from concerted.base.audit.trail import note
from concerted.organizations.trail import Change, trail_of
from concerted.organizations.trail_words import FIELDS, SENTENCES, THINGS, VERBS

SOURCE = Path(concerted.__file__).parent
ROOMS = [
    path
    for path in SOURCE.rglob("*.py")
    if not {"tests", "analysis", "accounts", "site"} & set(path.relative_to(SOURCE).parts)
]
"""Accounts have no organization: what is noted of them stands in no organization's trail."""


def verbs_of(path: Path) -> Iterator[str]:
    """The verbs that are noted in a file: given as ``verb``, by name or by place."""
    tree = ast.parse(path.read_text())
    places = {
        node.name: [argument.arg for argument in node.args.args].index("verb")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and "verb" in [one.arg for one in node.args.args]
    }
    for node in ast.walk(tree):
        given: list[ast.expr] = []
        match node:
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=keywords):
                given = [one.value for one in keywords if one.arg == "verb" and name != "Line"]
                if name in places and places[name] < len(arguments):
                    given.append(arguments[places[name]])
            case ast.Assign(targets=[ast.Name(id="verb")], value=value):
                given = [value]
        yield from (str(one.value) for one in given if isinstance(one, ast.Constant))


def test_every_verb_that_is_noted_has_words():
    whole = {verb for table, verb in SENTENCES if table.startswith("organizations.")}
    found = {
        (path.name, verb)
        for path in ROOMS
        for verb in verbs_of(path)
        if verb not in VERBS and not ("organizations" in path.parts and verb in whole)
    }

    assert not {one for one in found if one[0] != "registered.py"}


def test_the_reader_of_the_source_finds_verbs_however_they_are_given():
    found = {verb for path in ROOMS for verb in verbs_of(path)}

    assert {"paused", "confirmed", "comment hidden", "change", "import", "left"} <= found


@pytest.mark.parametrize("words", [VERBS, THINGS, FIELDS, SENTENCES])
def test_the_words_are_there_in_spanish(words):
    def said(language):
        with translation.override(language):
            return {key: str(text) for key, text in words.items()}

    english, spanish = said("en"), said("es")

    same = {key for key in words if english[key] == spanish[key]}
    assert same <= {"channel", "reason"}, same


def test_every_thing_is_a_table():
    for label in THINGS:
        assert apps.get_model(label) is not None


def test_days_and_choices_are_told_in_the_reader_s_language(union, olga):
    note(
        verb="paused",
        subject=union,
        by=olga,
        organization_id=union.pk,
        after={"kind": "coalition", "language": "es"},
    )
    now = timezone.now()
    note(
        verb="resumed",
        subject=union,
        by=olga,
        organization_id=union.pk,
        after={"published_at": now},
    )

    with translation.override("es"):
        _page, (resumed, paused, *_others) = trail_of(union, 1)
        day = date_format(timezone.localtime(now), "DATETIME_FORMAT")

    assert paused.sentence == "Olga: puso en pausa (organización)"
    assert [one.after for one in paused.changes] == ["Coalición", "Español"]
    assert resumed.changes == (Change("Publicación", "", day),)
