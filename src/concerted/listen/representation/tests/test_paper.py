"""What people told of themselves on paper: typed apart from their answers."""

from __future__ import annotations

import re

import pytest

from concerted.base.audit.models import AuditEntry
from concerted.listen.representation.models import Said, SelfDescription
from concerted.listen.representation.tests.factories import make_occasion

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(union):
    occasion = make_occasion(union, ["race_ethnicity", "tenure"])
    return f"/en/work/{union.slug}/representation/occasions/{occasion.pk}/paper/"


def sheet_in(page):
    return re.search(r'name="sheet" value="([^"]+)"', page.content.decode())[1]


def test_a_contributor_types_one_sheet_after_the_other_and_the_same_form_once(client, cleo, place):
    client.force_login(cleo)
    before = AuditEntry.objects.count()
    told = {"about-race_ethnicity": ["white", "asian"], "about-tenure": "~declined"}
    for _sheet in range(2):
        told["sheet"] = sheet_in(client.get(place))
        assert client.post(place, told).status_code == 302
        assert client.post(place, told).status_code == 302

    assert SelfDescription.objects.count() == 2
    counted = set(Said.objects.values_list("dimension__key", "state", "subgroup__key"))
    assert counted == {
        ("race_ethnicity", "chosen", "more_than_one"),
        ("tenure", "declined", None),
    }
    assert AuditEntry.objects.count() == before


def test_an_empty_sheet_and_a_form_without_its_key_are_refused(client, olga, place):
    client.force_login(olga)

    assert client.post(place, {"sheet": sheet_in(client.get(place))}).status_code == 422
    assert client.post(place, {"about-tenure": "renter"}).status_code == 422
    assert not SelfDescription.objects.exists()


def test_the_sheet_to_print_is_the_same_for_everybody(client, olga, place):
    client.force_login(olga)

    answers = [client.get(f"{place}sheet.pdf", {"size": size}) for size in ("a4", "letter")]

    assert all(one.content.startswith(b"%PDF") for one in answers)
    assert client.get(f"{place}sheet.pdf", {"language": "xx"}).status_code == 404
