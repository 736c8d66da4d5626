"""Two releases, and all that an outsider and a partner can fetch of them: pages, pictures, files, reports."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import shutil
import subprocess
from types import SimpleNamespace
from urllib.parse import urljoin

import openpyxl
import pytest
from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.test import Client

from concerted.accounts.models import User
from concerted.analysis.inequality.table import measure_table
from concerted.goals.tests.factories import make_goal
from concerted.measure.indicators.models import Observation, Preparation
from concerted.measure.indicators.operations.comparisons import add_comparison, work_out
from concerted.measure.indicators.operations.vetoes import lift_veto, record_veto
from concerted.measure.indicators.tests.attacking import (
    PLACES,
    Attack,
    Case,
    Release,
    World,
)
from concerted.measure.indicators.tests.factories import make_course
from concerted.measure.indicators.tests.test_places import geojson, imported, square
from concerted.measure.reports.tests.factories import make_published
from concerted.measure.reviews.tests.factories import make_review
from concerted.organizations.models import Role, RoleKind
from tests.pages import read_page

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PUBLIC = "/en/o/riverside/"
OFFICE = "/en/work/riverside/indicators/passed-the-first-exam/"
ASK_NOTHING = re.compile(
    r"/(new|edit|add|share|enter|file|agree)/$|\.ics$|/feed|language=|place=(?!North)|#"
)
CASE = Case(partners=3, places=3, groups=(3, 2), spread=90, last=0.1)


class Stage:
    """A coalition that measures together, before its first release and after its second."""

    def __init__(self):
        self.owner = self._person("owner")
        self.world = World(CASE, 3, self.owner)
        self.mia = self._person("mia", self.world.partners[0])
        self.slug = self.world.indicator.slug
        self.goal = make_goal(self.world.coalition)
        behind, other, ahead = self.world.groups[0]
        make_course(self.goal, self.world.indicator, other, ahead)
        make_course(self.goal, self.world.indicator, behind, is_main=False)
        shapes = [(name, square(-71 + place, 42)) for place, name in enumerate(PLACES)]
        imported(self.world.coalition, geojson(*shapes))
        self.comparison = add_comparison(
            indicator=self.world.indicator,
            by=None,
            began="evening hours",
            began_on=datetime.date(2025, 7, 1),
            method="differences",
            dimension=other.dimension,
            subgroup=other,
            other_subgroup=ahead,
        )
        self.files, self.truths = [], []
        self._release("A first year", 0, 1, 2)
        self.world.correct(1)
        self._release("A second look", 0, 1, 2)

    def _person(self, name, organization=None):
        user = User.objects.create_user(f"{name}@example.org", name=name.title())
        if organization is not None:
            Role.objects.create(user=user, organization=organization, kind=RoleKind.VIEWER)
        return user

    def _release(self, title, *partners):
        self.world.deliver(*partners)
        work_out(comparison=self.comparison, release=self.world.release(self.owner))
        make_published(self.world.coalition, title, goal=self.goal)
        make_review(self.world.coalition, self.goal, days=len(self.truths) * 10 - 30)
        self.truths.append((self.world.truth(*partners), partners))
        cache.clear()
        self.files.append({who: self.file(who) for who in (None, self.mia)})

    def file(self, reader):
        """The rows of what ``reader`` downloads as CSV."""
        return list(csv.DictReader(io.StringIO(self.fetch("csv", reader).decode("utf-8-sig"))))

    def fetch(self, ending, reader):
        path = f"{PUBLIC}indicators/{self.slug}/figures.{ending}"
        if reader is not None:
            path = f"{OFFICE}figures/figures.{ending}"
        answer = self.browser(reader).get(path)
        assert answer.status_code == 200, path
        return answer.content

    @staticmethod
    def browser(reader):
        client = Client()
        if reader is not None:
            client.force_login(reader)
        return client

    def releases(self, reader):
        """What the files of both releases told ``reader``, beside the truth."""
        groups = {group.code: group.pk for some in self.world.groups for group in some}
        partners = {one.name: one.pk for one in self.world.partners}
        return [
            Release(
                self.world.told(_figure(row, groups, partners) for row in files[reader]),
                truth,
                [self.world.partners[one].pk for one in present],
            )
            for files, (truth, present) in zip(self.files, self.truths, strict=True)
        ]


def _figure(row, groups, partners):
    """A row of a file as a figure."""
    numbers = {name: _whole(row[name]) for name in ("n", "numerator", "denominator")}
    return SimpleNamespace(
        period_start=datetime.date.fromisoformat(row["period_start"]),
        period_end=datetime.date.fromisoformat(row["period_end"]),
        place=row["place"],
        partner_id=partners.get(row["partner"]),
        subgroup_id=groups.get(row["group_code"]),
        status=row["mark"],
        is_shown=row["mark"] == "shown",
        **numbers,
    )


def _whole(text):
    return int(text) if text else None


@pytest.fixture(scope="module")
def _stage(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield Stage()
        transaction.set_rollback(True)


@pytest.fixture
def stage(_stage, db):
    cache.clear()
    return _stage


def everything(client, start):
    """The text of whatever can be reached from ``start`` by its address, files too."""
    found, waiting = {}, [start]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        answer = client.get(path)
        found[path] = _text(answer) if answer.status_code == 200 else ""
        if "html" in answer.get("Content-Type", ""):
            links = (urljoin(path, one) for one in read_page(answer.content.decode()).links)
            waiting += [
                one for one in links if one.startswith(start) and not ASK_NOTHING.search(one)
            ]
    return found


def _text(answer):
    kind, content = answer["Content-Type"], answer.content
    if "spreadsheet" in kind:
        book = openpyxl.load_workbook(io.BytesIO(content))
        return "\n".join(str(list(sheet.values)) for sheet in book)
    if "pdf" in kind:
        if shutil.which("pdftotext") is None:
            return ""
        asked = {"input": content, "capture_output": True, "check": True}
        return subprocess.run(["pdftotext", "-layout", "-", "-"], **asked).stdout.decode()
    return re.sub(r'<input type="hidden"[^>]*>', "", content.decode())


def test_nothing_that_an_outsider_or_a_partner_can_fetch_depends_on_what_is_not_told(stage):
    """Were other people behind the hidden figures, not one letter, digit or corner of a line would be another."""
    mine = stage.world.partners[0]
    browsers = {stage.browser(None): PUBLIC, stage.browser(stage.mia): OFFICE}
    before = [everything(client, start) for client, start in browsers.items()]

    rows = Observation.objects.filter(numerator__isnull=False).exclude(partner=mine)
    more = {"numerator": F("numerator") + 5, "denominator": F("denominator") + 9}
    rows.update(**more, n=F("n") + 9, value=F("value") / 2 + 1)
    Preparation.objects.update(packed=b"")
    cache.clear()
    after = [everything(client, start) for client, start in browsers.items()]

    for one, other in zip(before, after, strict=True):
        assert {path for path in one if one[path] != other.get(path)} == set()
    public, office = (" ".join(one) for one in before)
    for channel in ("csv", "xlsx", "json", "?by=", "report.pdf", "dashboard", "reviews/"):
        assert channel in public, channel
    assert "figures/figures.csv" in office


def test_both_releases_together_tell_no_hidden_figure(stage):
    own = stage.world.partners[0].pk
    marks = {row["mark"] for row in stage.files[1][stage.mia]}

    assert marks == {"shown", "hidden"}
    assert Attack(stage.world, stage.releases(None)).narrow() == []
    assert Attack(stage.world, stage.releases(stage.mia), own).narrow() == []


def test_a_partner_takes_its_own_figures_along_and_nobody_elses(stage):
    everybodys, mias = stage.files[1][None], stage.files[1][stage.mia]

    assert {row["partner"] for row in everybodys} == {""}
    assert {row["partner"] for row in mias} == {"", "One"}
    assert [row for row in mias if not row["partner"]] == everybodys
    told = json.loads(stage.fetch("json", stage.mia))["figures"]
    assert sorted(_key(row) for row in told) == sorted(_key(row) for row in mias)


def test_a_figure_is_hidden_in_every_channel_or_in_none(stage):
    for reader in (None, stage.mia):
        rows = {_key(row) for row in stage.file(reader)}
        book = openpyxl.load_workbook(io.BytesIO(stage.fetch("xlsx", reader)))
        names, *told = book["figures"].values
        cells = [dict(zip(names, row, strict=True)) for row in told]
        assert {_key(row) for row in cells} == rows
        assert {_key(row) for row in json.loads(stage.fetch("json", reader))["figures"]} == rows


def _key(row):
    """Where a figure stands, what it is marked as, and what it says."""
    where = [row[name] or "" for name in ("period_start", "dimension", "group_code", "place")]
    numbers = [row[name] for name in ("value", "numerator", "denominator", "n")]
    known = [None if one in ("", None) else round(float(one), 6) for one in numbers]
    return (*where, row["partner"] or "", row["mark"], *map(str, known))


@pytest.mark.parametrize("number", [0, 1])
def test_the_page_hides_in_its_tables_what_the_files_hide(stage, number):
    groups = stage.world.groups[number]
    slug = groups[0].dimension.slug
    page = stage.browser(None).get(f"{PUBLIC}indicators/{stage.slug}/?by={slug}").content.decode()
    marks = {
        (row["place"], row["group"]): row["mark"]
        for row in stage.files[1][None]
        if row["dimension"] == slug
    }

    compared = 0
    for headings, rows in _tables(page):
        for row in rows:
            told = dict(zip(headings, row, strict=False))
            place = told.get("Place", "")
            for group in groups:
                if group.title in told:
                    is_hidden = told[group.title].lower() == "hidden"
                    assert is_hidden == (marks[place, group.title] == "hidden"), (place, group)
                    compared += 1
    whole = {mark for (place, _group), mark in marks.items() if not place}
    assert compared or "shown" not in whole, "a cut that is shown stands in a table"


def _tables(page):
    """Headings and rows of every table, as a reader sees them."""
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        rows = [
            [
                " ".join(re.sub(r"<[^>]+>", " ", cell).split())
                for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
            ]
            for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)
        ]
        yield rows[0], rows[1:]


def test_summary_measures_are_made_of_what_is_shown_and_tell_nothing_besides(stage):
    document = json.loads(stage.fetch("json", None))
    compared = 0
    for number, groups in enumerate(stage.world.groups):
        for place in ("", *PLACES):
            slug = groups[0].dimension.slug
            rows = [_row(document, slug, group.code, place) for group in groups]
            if all(row is None for row in rows):
                continue
            everybody = None if place else _row(document, "", "", place)
            found = measure_table(
                _numbers(rows, "value"),
                population=_numbers(rows, "denominator"),
                favourable=True,
                reference=[group.is_reference for group in groups],
                setting_average=everybody and everybody["value"],
                scale=100.0,
            )
            told = {
                one["code"]: one["estimate"]
                for one in document["measures"]
                if (one["dimension"], one["place"]) == (slug, place)
            }
            for _number, code, result in found.results():
                if told.get(code) is not None:
                    assert told[code] == pytest.approx(result.estimate), (number, place, code)
                    compared += 1
    assert compared


def _row(document, dimension, code, place):
    rows = (one for one in document["figures"] if one["place"] == place)
    return next((r for r in rows if (r["dimension"], r["group_code"]) == (dimension, code)), None)


def _numbers(rows, name):
    found = [None if row is None else row[name] for row in rows]
    return [float("nan") if one is None else float(one) for one in found]


def test_what_a_community_withdraws_is_in_no_channel_and_says_who_asked(stage):
    group = stage.world.groups[0][2]
    public = everything(stage.browser(None), PUBLIC)
    assert [path for path, text in public.items() if group.title in text]

    veto = record_veto(
        organization=stage.world.coalition,
        asked_by="Council of elders",
        words="We said no.",
        decided_on=datetime.date(2026, 1, 1),
        dimension=group.dimension,
        by=stage.owner,
    )
    cache.clear()
    left = {path: stage.browser(None).get(path) for path in public}
    told = {path: _text(one) for path, one in left.items() if one.status_code == 200}
    mias = stage.browser(stage.mia)
    own = [mias.get(f"{OFFICE}figures/")]
    own += [mias.get(f"{OFFICE}figures/figures.{one}") for one in ("csv", "json")]

    assert [path for path, text in told.items() if group.title in text] == []
    assert [one for one in own if group.title in one.content.decode()] == []
    for page in (f"indicators/{stage.slug}/", "reports/a-second-look/"):
        assert "Council of elders asked" in told[f"{PUBLIC}{page}"], page
    assert left[f"{PUBLIC}reports/a-second-look/report.json"].status_code == 404
    reviews = [text for path, text in told.items() if re.search(r"/reviews/.+", path)]
    assert any("Council of elders asked" in text for text in reviews)

    lift_veto(veto=veto, by=stage.owner)
    cache.clear()
    again = stage.browser(None).get(f"{PUBLIC}reports/a-second-look/").content.decode()
    assert group.title in again
