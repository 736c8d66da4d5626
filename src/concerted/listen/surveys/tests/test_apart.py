"""That what people told of themselves is apart from their name: played with the database, and with its secret."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from concerted.base import defence
from concerted.base.outbox.models import OutgoingMail
from concerted.listen.representation.models import Said, SelfDescription
from concerted.listen.representation.operations.dimensions import adopt_dimension
from concerted.listen.representation.operations.occasions import ask_about_people
from concerted.listen.representation.operations.releases import shuffle_descriptions
from concerted.listen.representation.operations.telling import tell_about_oneself
from concerted.listen.representation.queries.asking import occasion_of
from concerted.listen.representation.queries.keys import hash_of
from concerted.listen.surveys.models import Submission
from concerted.listen.surveys.queries.grouping import choices_of, weighing_of
from concerted.listen.surveys.tests.factories import CLINIC, make_survey, rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_hurry(monkeypatch):
    monkeypatch.setattr(defence, "QUICKEST", -1)


def make_asking(union, definition=CLINIC):
    survey = make_survey(union, definition)
    dimension = adopt_dimension(organization=union, key="tenure", by=None)
    ask_about_people(subject=survey, dimensions=[dimension], by=None)
    return survey


@pytest.fixture
def named(union):
    return make_asking(union, replace(CLINIC, is_anonymous=False))


def answer_and_tell(client, survey, home="renter"):
    """Answer with a name, as a visitor does, and tell how one lives."""
    questions, _choices = rows(survey)
    place = survey.get_absolute_url()
    visited = {f"q{questions['visited'].pk.hex}": "no", "stamp": defence.new_stamp()}
    client.post(f"{place}questions/1/", visited)
    name = {"name": "Rosa Diaz", "email": "rosa@example.org", "stamp": defence.new_stamp()}
    client.post(f"{place}check/", name)
    client.post(f"{place}about-you/", {"about-tenure": home, "stamp": defence.new_stamp()})


def everything_known():
    """Every value of every table, as text and as the bare hex of keys: what could be a key of something."""
    for model in apps.get_models():
        for row in model.objects.values_list():
            for value in row:
                yield str(value)
                yield getattr(value, "hex", "") if not isinstance(value, float) else ""


def test_not_even_the_secret_joins_a_name_to_what_its_bearer_told(client, named):
    """All values of the database are tried as the key, with the secret at hand. The mail has left."""
    answer_and_tell(client, named)
    OutgoingMail.objects.update(context={}, sent_at=timezone.now())
    (kept,) = SelfDescription.objects.values_list("key_hash", flat=True)
    occasion = occasion_of(named)

    tried = {hash_of(occasion, str(value)) for value in set(everything_known())}

    assert Submission.objects.get().person is not None
    assert len(tried) > 100
    assert kept not in tried


def test_who_told_beside_their_name_changes_it_on_the_same_device_alone(client, named):
    answer_and_tell(client, named)
    answer_and_tell(client, named, "owner")

    assert Said.objects.get().subgroup.key == "owner"
    assert "checked" in client.get(f"{named.get_absolute_url()}about-you/").content.decode()


def test_results_of_a_named_survey_are_not_told_by_what_people_told_of_themselves(union, named):
    assert not [one for one in choices_of(named) if one.by == "dimension"]
    assert weighing_of(named, [Submission(survey=named).pk]) is None

    anonymous = make_asking(union, replace(CLINIC, title={"en": "Another"}))
    assert [one.key for one in choices_of(anonymous) if one.by == "dimension"] == ["tenure"]


def test_the_night_takes_the_order_out_of_what_people_told(named):
    occasion = occasion_of(named)
    for number in range(12):
        told = {"tenure": ["renter" if number % 2 else "owner"]}
        tell_about_oneself(occasion=occasion, key=f"voice {number}", told=told)
    before = set(Said.objects.values_list("pk", "description__key_hash", "subgroup__key"))

    assert shuffle_descriptions(occasion=occasion) == 12

    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM representation_selfdescription ORDER BY {place}")
        order = [str(one[0]).replace("-", "") for one in cursor.fetchall()]
    assert order == sorted(order)
    assert set(Said.objects.values_list("pk", "description__key_hash", "subgroup__key")) == before
