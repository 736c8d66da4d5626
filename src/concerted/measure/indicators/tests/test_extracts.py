"""The same extract of the same closed period gives the same figures, whatever happens to the records later."""

from __future__ import annotations

import datetime

import pytest

from concerted.act.petitions.models import Signature
from concerted.act.petitions.operations.signatures import (
    confirm_signature,
    disown_signature,
    remove_signature,
)
from concerted.act.petitions.operations.signing import sign_petition
from concerted.act.petitions.tests.factories import make_petition
from concerted.listen.representation.models import Release
from concerted.listen.representation.operations.releases import forget_descriptions
from concerted.listen.representation.tests import factories as listening
from concerted.measure.indicators.extracts.registry import Asked, extract_named
from concerted.measure.indicators.models import Intake, IntakeState
from concerted.measure.indicators.operations.drawing import draw_extract
from concerted.measure.indicators.tests.factories import make_indicator
from concerted.people.models import ContactPoint
from concerted.people.operations import erase_person, merge_people, record_person
from concerted.pool.offers.models import Delivery, Giver, Need, Pledge
from concerted.pool.offers.operations.deliveries import record_delivery
from concerted.pool.offers.tests.factories import make_need, make_pledge

pytestmark = pytest.mark.django_db
JANUARY = datetime.datetime(2026, 1, 10, 12, tzinfo=datetime.UTC)
FEBRUARY = datetime.datetime(2026, 2, 10, 12, tzinfo=datetime.UTC)
APRIL = datetime.datetime(2026, 4, 20, 12, tzinfo=datetime.UTC)
WANTED = "days-to-pledge", "days-to-delivery", "needs-met"


def lines(union, recipe, choice=""):
    asked = Asked(union, datetime.date(2026, 3, 31), "quarter", choice)
    found = extract_named(recipe).draw(asked).lines
    assert found
    return found


def dated(model, row, **moments):
    model.objects.filter(pk=row.pk).update(**moments)


def sign(petition, name, email, moment=JANUARY):
    signature = sign_petition(petition=petition, name=name, email=email, language="en")
    confirm_signature(signature=signature, contact_point=ContactPoint.objects.get(value=email))
    dated(Signature, signature, created_at=moment, confirmed_at=moment)
    return signature


def person_of(organization, email):
    return ContactPoint.objects.get(
        person__organization=organization, kind="email", value=email
    ).person


@pytest.fixture
def petition(union):
    found = make_petition(union, needs_confirmation=True)
    for name in ("rosa", "luis", "mei"):
        sign(found, name.title(), f"{name}@example.org")
    return found


def test_signatures_of_a_quarter_stay_as_many(union, petition):
    before = lines(union, "petition-signers", petition.slug)
    rosa, luis, mei = (person_of(union, f"{name}@example.org") for name in ("rosa", "luis", "mei"))

    merge_people(kept=rosa, gone=luis)
    assert lines(union, "petition-signers", petition.slug) == before
    erase_person(person=rosa)
    erase_person(person=mei)
    sign(petition, "Ana", "ana@example.org", APRIL)
    assert [one.value for one in before] == [3.0]
    assert lines(union, "petition-signers", petition.slug) == before


def test_who_takes_a_signature_back_later_was_counted_then(union, petition):
    before = lines(union, "petition-signers", petition.slug)
    first, second = Signature.objects.order_by("created_at")[:2]

    disown_signature(signature=first)
    remove_signature(signature=second, reason="Invented", by=None)
    assert lines(union, "petition-signers", petition.slug) == before
    first.refresh_from_db()
    assert first.confirmed_at is not None


def test_a_confirmation_that_nobody_asked_for_moves_no_signature(union):
    petition = make_petition(union, needs_confirmation=False)
    signature = sign_petition(petition=petition, name="Rosa", email="r@example.org", language="en")
    dated(Signature, signature, created_at=JANUARY)
    before = lines(union, "petition-signers", petition.slug)

    point = ContactPoint.objects.get(value="r@example.org")
    confirm_signature(signature=signature, contact_point=point)

    assert lines(union, "petition-signers", petition.slug) == before


@pytest.fixture
def need(union):
    """Published, pledged for and delivered in the quarter, by Rosa, who is in the list of people."""
    record_person(organization=union, given_name="Rosa", email="rosa@example.com", source="test")
    found = make_need(union)
    pledge = make_pledge(found)
    delivery = record_delivery(
        pledge=pledge, amount=found.amount, delivered_on=FEBRUARY.date(), by=None
    )
    dated(Need, found, published_at=JANUARY, met_at=FEBRUARY)
    dated(Pledge, pledge, confirmed_at=FEBRUARY)
    dated(Delivery, delivery, created_at=FEBRUARY)
    return found


@pytest.mark.parametrize("recipe", WANTED)
def test_what_was_pooled_in_a_quarter_stays_as_it_was(union, need, recipe):
    before = lines(union, recipe)
    other = record_person(
        organization=union, given_name="Rosa", email="rosa@work.example", source="test"
    )
    rosa = person_of(union, "rosa@example.com")

    merge_people(kept=other, gone=rosa)
    assert lines(union, recipe) == before
    erase_person(person=other)
    later = make_need(union, "More hours")
    dated(Need, later, published_at=APRIL)
    pledge = make_pledge(later)
    record_delivery(pledge=pledge, amount=later.amount, delivered_on=APRIL.date(), by=None)

    assert Giver.objects.get(pledges__need=need, pledges__state="fulfilled").email == ""
    assert lines(union, recipe) == before


def test_who_took_part_stays_as_it_was_told(union):
    occasion = listening.make_occasion(union)
    voice = listening.tell(occasion, renter=30, owner=20)
    listening.read(occasion, 50)
    dated(type(occasion), occasion, created_at=JANUARY)
    Release.objects.update(created_at=FEBRUARY)
    before = lines(union, "who-took-part", "tenure")

    listening.tell(occasion, voice, renter=15, owner=25)
    listening.read(occasion, 90)
    forget_descriptions(occasion=occasion)

    assert Release.objects.count() > 1
    assert lines(union, "who-took-part", "tenure") == before


def test_what_cannot_be_counted_again_is_kept_as_it_was_counted(union, olga, need):
    met = make_indicator(union, "Met", frequency="quarter")
    recipe = extract_named("needs-met")
    asked = Asked(union, datetime.date(2026, 3, 31), "quarter")
    first = draw_extract(indicator=met, extract=recipe, asked=asked, by=olga).intake
    dated(Need, need, met_at=None)

    again = draw_extract(indicator=met, extract=recipe, asked=asked, by=olga)

    assert (again.intake, again.is_new) == (first, False)
    assert [one.value for one in first.observations.all()] == [100.0]
    assert "does not change these figures" in first.note
    Need.objects.all().delete()
    assert draw_extract(indicator=met, extract=recipe, asked=asked, by=olga).intake == first
    assert Intake.objects.count() == 1


def test_what_was_refused_is_counted_anew(union, olga, need):
    met = make_indicator(union, "Met", frequency="quarter")
    recipe = extract_named("needs-met")
    asked = Asked(union, datetime.date(2026, 3, 31), "quarter")
    first = draw_extract(indicator=met, extract=recipe, asked=asked, by=olga).intake
    dated(Intake, first, state=IntakeState.REFUSED, decided_at=APRIL)

    assert draw_extract(indicator=met, extract=recipe, asked=asked, by=olga).is_new
