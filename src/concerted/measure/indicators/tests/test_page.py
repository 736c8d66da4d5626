from __future__ import annotations

import csv
import datetime
import io
import json
import re

import pytest
from django.utils.translation import override

from concerted.analysis.inequality import MEASURES, REFUSALS, every_measure
from concerted.analysis.inequality.finding import SENTENCES
from concerted.goals.tests.factories import make_goal
from concerted.measure.indicators.models import FigureStatus
from concerted.measure.indicators.queries.findings import NAMES, REASONS, SURE, WORDS
from concerted.measure.indicators.tests.factories import (
    group_of,
    make_course,
    make_dimension,
    make_figure,
    make_indicator,
    make_release,
    make_veto,
)
from concerted.measure.indicators.tests.scene_figures import GROUPS, make_measured, release_years

pytestmark = pytest.mark.django_db
END_OF_2022 = datetime.date(2022, 12, 31)


def text_of(client, indicator, more=""):
    return client.get(indicator.get_absolute_url() + more).content.decode()


def document_of(client, indicator):
    return json.loads(client.get(indicator.get_absolute_url() + "figures.json").content)


def follow(union, indicator, dimension, **values):
    values = {"baseline_on": END_OF_2022, "baseline_value": 0.514} | values
    creole, english = group_of(dimension, "Haitian Creole"), group_of(dimension, "English")
    return make_course(make_goal(union), indicator, creole, english, **values)


# Who is ahead


def test_page_says_who_is_ahead_and_how_far_the_gap_was(union, client):
    indicator, _ = make_measured(union)

    page = text_of(client, indicator)

    assert "2025: English is ahead with 76%, Haitian Creole is behind with 57%." in page
    assert "The gap is 19 points; in 2022 it was 36 points." in page


def test_who_waits_least_is_ahead_where_less_is_better(union, client):
    dimension = make_dimension(union, groups=GROUPS)
    indicator = make_indicator(union, kind="average", unit="days", favourable=False)
    cells = zip(dimension.subgroups.all(), (47.0, 30.0, 12.0), strict=True)
    make_release(indicator, *cells)

    page = text_of(client, indicator)

    assert "English is ahead with 12 days, Haitian Creole is behind with 47 days." in page


def test_hidden_and_missing_figures_are_told_apart(union, client):
    dimension = make_dimension(union, groups=GROUPS)
    indicator = make_indicator(union)
    creole, spanish, english = dimension.subgroups.all()
    release = make_release(indicator, (creole, None), (english, 76.0))
    make_figure(release, spanish, status=FigureStatus.MISSING)

    page = text_of(client, indicator)
    rows = list(csv.DictReader(io.StringIO(_csv(client, indicator))))

    assert "<td>hidden</td>" in page
    assert "<td>missing</td>" in page
    assert "Only English has a figure in 2025: 76%." in page
    assert [(row["mark"], row["value"]) for row in rows] == [
        ("hidden", ""),
        ("missing", ""),
        ("shown", "76.0"),
    ]


def _csv(client, indicator):
    return client.get(indicator.get_absolute_url() + "figures.csv").content.decode("utf-8-sig")


def test_a_page_without_any_figure_of_groups_says_so(union, client):
    indicator = make_indicator(union)
    make_release(indicator, (None, 61.0))

    page = text_of(client, indicator)

    assert "Everybody: 61% in 2025." in page
    assert "not told apart by groups" in page


@pytest.mark.parametrize("of_all", [True, False])
def test_a_no_to_all_figures_says_that_none_are_told(union, client, of_all):
    indicator = make_indicator(union)
    make_release(indicator, (None, 61.0))
    make_veto(union, indicator=None if of_all else indicator)

    page = text_of(client, indicator)

    assert "Council of elders asked that none of these figures are published" in page
    assert "61%" not in page
    assert "not told apart by groups" not in page


def test_all_groups_hidden_is_no_page_without_words(union, client):
    dimension = make_dimension(union, groups=GROUPS)
    indicator = make_indicator(union)
    make_release(indicator, *((one, None) for one in dimension.subgroups.all()))

    page = text_of(client, indicator)

    assert "These groups are too small: their figures are hidden" in page
    assert "Summary measures" not in page


def test_one_may_choose_by_what_people_are_compared(union, client):
    indicator, _ = make_measured(union)
    other = make_dimension(union, title="Income", groups=("Low", "High"), is_ordered=True)
    low, high = other.subgroups.all()
    for group, value in ((low, 40.0), (high, 80.0)):
        make_figure(indicator.releases.get(), group, value)

    page = text_of(client, indicator, "?by=income")

    assert "High is ahead with 80%, Low is behind with 40%." in page
    assert "Slope index of inequality" in page


def test_a_cut_that_a_community_withdrew_is_named_and_not_told(union, client):
    indicator, dimension = make_measured(union)
    before = _csv(client, indicator)
    make_veto(union, dimension, asked_by="The residents’ council", words="")

    page = text_of(client, indicator)

    assert "The residents’ council asked that figures by “Language” are not published." in page
    assert "Haitian Creole" not in page
    assert "haitian-creole" in before
    assert "haitian-creole" not in _csv(client, indicator)
    assert document_of(client, indicator)["measures"] == []


# The gap


def test_a_gap_that_closes_too_slowly_is_off_pace_with_the_quarter_it_would_take(union, client):
    indicator, dimension = make_measured(union)
    follow(union, indicator, dimension, target_value=0.99)

    page = text_of(client, indicator)

    assert "In 2025, Haitian Creole has 0.75 for each 1 of English. In 2022 it was 0.514." in page
    assert "path to 0.99" in page
    assert "<strong>Off pace.</strong>" in page
    assert "At this speed the target is met in 2028." in page


def test_a_gap_on_pace_says_its_chance(union, client):
    indicator, dimension = make_measured(union)
    follow(union, indicator, dimension, target_value=0.85)

    page = text_of(client, indicator)

    assert "<strong>On pace.</strong>" in page
    assert re.search(r"The chance to meet it by January 2028 is \d\d in 100\.", page)


def test_one_period_makes_no_pace_and_no_change(union, client):
    dimension = make_dimension(union, groups=GROUPS)
    indicator = make_indicator(union)
    release_years(indicator, dimension, {2025: (285, 335, 760)})
    follow(union, indicator, dimension)

    page = text_of(client, indicator)

    assert "One figure does not make a pace" in page
    assert "Change" not in page


def test_without_a_path_the_page_says_that_none_was_agreed(union, client):
    indicator, _ = make_measured(union)

    page = text_of(client, indicator)

    assert "In 2025, the gap between Haitian Creole and English is 19 points." in page
    assert "No target is agreed for it yet." in page


def test_figures_without_errors_have_no_interval_and_say_so(union, client):
    dimension = make_dimension(union, groups=GROUPS)
    indicator = make_indicator(union)
    cells = zip(dimension.subgroups.all(), (47.0, 60.0, 76.0), strict=True)
    make_release(indicator, *cells)

    page = text_of(client, indicator)

    assert "nobody told how sure the figures are" in page
    assert "Difference (English − Haitian Creole)" in page
    assert "It needs the size of every group." in page


@pytest.mark.parametrize(("name", "is_offered"), [("olga", True), ("vera", False)])
def test_the_office_is_led_from_a_gap_to_what_it_will_change(
    union, client, request, name, is_offered
):
    indicator, dimension = make_measured(union)
    follow(union, indicator, dimension, target_value=0.99)
    client.force_login(request.getfixturevalue(name))

    page = client.get(f"/en/work/{union.slug}/indicators/{indicator.slug}/figures/")

    assert ("Record what we will change" in page.content.decode()) == is_offered


# The measures


def test_the_file_holds_what_the_analysis_gives_to_the_last_digit(union, client):
    indicator, _ = make_measured(union)
    shares = (285 / 500 * 100, 335 / 500 * 100, 760 / 1000 * 100)
    people = (500, 500, 1000)
    errors = [
        100 * (s / 100 * (1 - s / 100) / n) ** 0.5 for s, n in zip(shares, people, strict=True)
    ]

    expected = every_measure(shares, se=errors, population=people, reference=2)
    document = document_of(client, indicator)
    found = {
        one["code"]: one for one in document["measures"] if one["period_start"] == "2025-01-01"
    }

    assert set(found) == {code for code in expected if code not in ("aci", "rci", "sii", "rii")}
    for code, one in found.items():
        assert one["estimate"] == pytest.approx(expected[code].estimate, rel=1e-12)
        assert one["lower_95"] == pytest.approx(expected[code].lower, rel=1e-9)
        assert one["upper_95"] == pytest.approx(expected[code].upper, rel=1e-9)


def test_the_workbook_the_page_and_the_table_tell_the_same(union, client):
    indicator, _ = make_measured(union)

    document = document_of(client, indicator)
    rows = list(csv.DictReader(io.StringIO(_csv(client, indicator))))
    workbook = client.get(indicator.get_absolute_url() + "figures.xlsx")

    assert [float(row["value"]) for row in rows] == [one["value"] for one in document["figures"]]
    assert len(rows) == 12
    assert workbook.content[:2] == b"PK"
    assert document["courses"] == []
    changes = {one["code"]: one["difference"] for one in document["changes"]}
    assert changes["d"] == pytest.approx(-17.0)


def test_a_file_that_did_not_change_is_not_sent_again(union, client):
    indicator, _ = make_measured(union)
    address = indicator.get_absolute_url() + "figures.csv"
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304


def test_a_document_names_the_next_one_until_all_figures_are_told(union, client, monkeypatch):
    monkeypatch.setattr("concerted.measure.indicators.queries.whole.AT_ONCE", 5)
    indicator, _ = make_measured(union)

    documents = [document_of(client, indicator)]
    while documents[-1]["next"]:
        documents.append(client.get(documents[-1]["next"]).json())
    values = [one["value"] for document in documents for one in document["figures"]]

    assert [len(one["figures"]) for one in documents] == [5, 5, 2]
    assert documents[0]["figure_count"] == 12
    rows = csv.DictReader(io.StringIO(_csv(client, indicator)))
    assert values == [float(row["value"]) for row in rows]


@pytest.mark.parametrize("asked", ["page=2", "page=0", "page=x", "page=1&release=7"])
def test_there_is_no_document_beyond_the_last_or_of_another_release(union, client, asked):
    indicator, _ = make_measured(union)

    answer = client.get(f"{indicator.get_absolute_url()}figures.json?{asked}")

    assert answer.status_code == 404


def test_files_of_all_kinds_share_one_limit(union, client, monkeypatch):
    monkeypatch.setattr("concerted.measure.indicators.operations.downloads.AT_ONCE", 2)
    indicator, _ = make_measured(union)
    address = indicator.get_absolute_url()

    kinds = ("csv", "json", "xlsx", "csv")
    answers = [client.get(f"{address}figures.{kind}") for kind in kinds]

    assert [one.status_code for one in answers] == [200, 200, 429, 200]
    assert answers[2]["Retry-After"] == "60"


def test_every_measure_and_reason_has_words():
    bases = {key.rpartition(".") for key in SENTENCES if not key.startswith("refused.")}

    assert set(NAMES) == set(MEASURES)
    assert set(REASONS) == set(REFUSALS)
    assert {sure for *_rest, sure in bases} == set(SURE)
    spread = {base.removesuffix(".equal") for base, *_rest in bases}
    assert {base for base, *_rest in bases if base not in WORDS} <= {
        f"{one}.equal" for one in spread
    }


def test_the_page_reads_in_spanish(union, client):
    indicator, dimension = make_measured(union)
    follow(union, indicator, dimension, target_value=0.99)

    with override("es"):
        page = text_of(client, indicator)

    assert "2025: English va por delante con 76 %" in page
    assert "Fuera de ritmo." in page


# Places, the shelf


def test_places_stand_in_the_order_of_their_gaps(union, client):
    indicator, dimension = make_measured(union)
    release = indicator.releases.get()
    for place, top in (("Harbor", 60.0), ("Hillside", 90.0)):
        for group, value in zip(dimension.subgroups.all(), (40.0, 45.0, top), strict=True):
            make_figure(release, group, value, place=place)

    page = text_of(client, indicator)

    assert "2025: of 2 places the gap is widest in Hillside, with 50 points." in page
    assert page.index(">Hillside<") < page.index(">Harbor<")


def test_the_list_has_what_is_out_and_nothing_else(union, client):
    indicator, _ = make_measured(union)
    make_indicator(union, title="Not out yet")

    page = client.get("/en/o/elm-street/indicators/").content.decode()

    assert indicator.title in page
    assert "Not out yet" not in page
