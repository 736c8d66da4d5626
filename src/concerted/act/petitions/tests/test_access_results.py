"""Who may see and change what comes of a petition: sheets, rows, deliveries, answers, news."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from concerted.act.petitions.models import (
    Answer,
    DeliveredSignature,
    Delivery,
    NewsItem,
    PaperRow,
    PaperSheet,
)
from concerted.act.petitions.operations.answers import record_answer
from concerted.act.petitions.operations.deliveries import deliver_petition, write_delivery
from concerted.act.petitions.operations.news import add_news, publish_news
from concerted.act.petitions.operations.paper import Written, print_sheets, type_row
from concerted.act.petitions.tests.factories import make_petition

TODAY = datetime.date(2026, 6, 18)

SEES = {
    PaperSheet: ["omar", "olga", "cleo"],
    PaperRow: ["omar", "olga", "cleo"],
    Delivery: ["omar", "olga", "cleo", "vera"],
    DeliveredSignature: ["omar", "olga"],
    Answer: ["omar", "olga", "cleo", "vera"],
    NewsItem: ["omar", "olga", "cleo", "vera"],
}
EDITS = {
    PaperSheet: ["omar", "olga", "cleo"],
    PaperRow: ["omar", "olga", "cleo"],
    Delivery: ["omar", "olga"],
    DeliveredSignature: [],
    Answer: ["omar", "olga"],
    NewsItem: ["omar", "olga"],
}
IS_PUBLIC = {
    PaperSheet: False,
    PaperRow: False,
    Delivery: True,
    DeliveredSignature: False,
    Answer: True,
    NewsItem: True,
}


@pytest.fixture
def cast(omar, olga, cleo, vera, sam):
    named = {"omar": omar, "olga": olga, "cleo": cleo, "vera": vera, "sam": sam}
    return {**named, "nobody": AnonymousUser()}


@pytest.fixture
def petition(union):
    """A petition with one of everything."""
    petition = make_petition(union)
    (sheet,) = print_sheets(petition=petition, count=1, language="en", by=None)
    type_row(sheet=sheet, number=1, by=None, written=Written(name="Rosa Alvarez"))
    delivery = deliver_petition(
        petition=petition, recipient="City Council", delivered_on=TODAY, by=None
    )
    write_delivery(delivery=delivery)
    record_answer(petition=petition, by=None, stance="no", text="No.", answered_on=TODAY)
    publish_news(item=add_news(petition=petition, by=None, title="News", text="New."), by=None)
    return petition


def reached(cast, gate):
    return [name for name, user in cast.items() if gate(user).exists()]


@pytest.mark.parametrize("model", SEES, ids=lambda model: model.__name__)
def test_who_sees(model, petition, cast):
    assert reached(cast, model.objects.visible_to) == SEES[model]


@pytest.mark.parametrize("model", EDITS, ids=lambda model: model.__name__)
def test_who_edits(model, petition, cast):
    assert reached(cast, model.objects.editable_by) == EDITS[model]


@pytest.mark.parametrize("model", IS_PUBLIC, ids=lambda model: model.__name__)
def test_what_everybody_sees(model, petition):
    assert model.objects.public().exists() == IS_PUBLIC[model]


def test_only_owners_and_organizers_hold_the_files(petition, cast):
    assert reached(cast, Delivery.objects.holdable_by) == ["omar", "olga"]


@pytest.mark.parametrize("model", [Delivery, Answer, NewsItem], ids=lambda model: model.__name__)
def test_nothing_of_a_draft_is_public(model, petition):
    type(petition).objects.update(state="draft")

    assert not model.objects.public().exists()
