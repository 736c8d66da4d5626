from __future__ import annotations

import pytest
from django.db import connection
from django.utils import translation

from concerted.act.petitions.models import Display, Petition, Signature
from concerted.act.petitions.operations.petitions import (
    close_petition,
    mark_answered,
    mark_delivered,
    pause_petition,
)
from concerted.act.petitions.operations.signing import sign_petition
from concerted.act.petitions.tests.factories import ROSA, make_draft, make_petition
from concerted.base import defence
from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.people.models import Consent, Person

pytestmark = pytest.mark.django_db


def signed(petition, **values):
    return sign_petition(petition=petition, **{**ROSA, "language": "en", **values})


@pytest.fixture
def patient(monkeypatch):
    """Forms are sent as late as people send them."""
    monkeypatch.setattr(defence, "QUICKEST", -1)


def posted(**values):
    return {**ROSA, "stamp": defence.new_stamp(), "website": "", **values}


def url(petition, page=""):
    return f"/en/o/{petition.organization.slug}/petitions/{petition.slug}/{page}"


def test_signing_counts_keeps_and_thanks(union):
    petition = make_petition(union)

    signature = signed(petition, comment="Two buses are too many.", display=Display.SHOWN)

    petition.refresh_from_db()
    assert petition.signature_count == 1
    assert signature.person.organization == union
    assert signature.person.given_name == "Rosa"
    mail = OutgoingMail.objects.get()
    assert mail.to == ROSA["email"]
    assert mail.template == "petitions/mail/thanks"


def test_signing_twice_keeps_the_first_signature(union):
    petition = make_petition(union)

    first = signed(petition, comment="40 cases each")
    again = signed(petition, comment="again")

    petition.refresh_from_db()
    assert first == again
    assert again.comment == "40 cases each"
    assert petition.signature_count == 1


def test_two_people_of_one_household_may_share_an_address(union):
    petition = make_petition(union)

    signed(petition)
    signed(petition, name="Luis Alvarez")

    petition.refresh_from_db()
    assert petition.signature_count == 2


def test_nobody_signs_a_draft_a_paused_or_a_closed_petition(union):
    draft = make_draft(union)
    paused = pause_petition(petition=make_petition(union, title="Paused"), by=None)
    closed = close_petition(petition=make_petition(union, title="Closed"), by=None)

    for petition in (draft, paused, closed):
        with pytest.raises(Refused):
            signed(petition)

    assert not Signature.objects.exists()
    assert not Person.objects.exists()
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("phase", [mark_delivered, mark_answered])
def test_people_sign_on_after_a_delivery_and_an_answer(union, phase):
    petition = phase(petition=make_petition(union), by=None)

    signed(petition)

    petition.refresh_from_db()
    assert petition.signature_count == 1


def test_news_is_asked_for_each_organization_and_waits_for_proof(union, other):
    petition = make_petition(union)

    signed(petition, consents=[(union, "Union may write"), (other, "Harbor may write")])

    answers = {one.purpose: one for one in Consent.objects.all()}
    assert answers["news"].words == "Union may write"
    assert answers[f"pass:{other.pk.hex}"].words == "Harbor may write"
    assert not any(one.is_proven for one in answers.values())
    assert Person.objects.get().organization == union


def test_without_a_tick_nobody_else_hears_of_the_signer(union, other):
    signed(make_petition(union))

    assert not Consent.objects.exists()
    assert not Person.objects.filter(organization=other).exists()


def test_a_visitor_signs_and_is_led_to_thanks_without_a_cookie(union, browse, patient):
    petition = make_petition(union)

    response = browse().post(url(petition, "sign/"), posted())

    assert response.status_code == 302
    assert response["Location"] == url(petition, "thanks/")
    assert not response.cookies
    assert Signature.objects.get().name == "Rosa Alvarez"


def test_signing_again_looks_exactly_the_same_to_the_visitor(union, browse, patient):
    petition = make_petition(union)
    client = browse()

    first, again = (client.post(url(petition, "sign/"), posted()) for _ in range(2))

    assert first.status_code == again.status_code
    assert first.content == again.content
    assert first.headers == again.headers


def test_ticked_words_are_kept_as_they_were_shown(union, browse, patient):
    petition = make_petition(union)
    page = browse().get(url(petition)).content.decode()

    browse().post(url(petition, "sign/"), posted(**{"news-elm-street": "on"}))

    words = Consent.objects.get().words
    assert words in page
    assert "Elm Street Neighbors" in words


def test_what_is_missing_is_said_beside_the_field(union, browse, patient):
    petition = make_petition(union)

    response = browse().post(url(petition, "sign/"), posted(name="", email=""))

    assert response.status_code == 422
    text = response.content.decode()
    assert "Please give an e-mail address or a phone number." in text
    assert 'id="sign-name_error"' in text
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"name": "x" * 10_000},
        {"email": "not an address"},
        {"email": "", "phone": "12"},
        {"postal_code": "y" * 500},
        {"comment": "z" * 5000},
        {"stamp": "forged"},
        {"website": "https://spam.example"},
        {"name": "\u200b\u202e"},
    ],
    ids=lambda values: next(iter(values)),
)
def test_bad_input_is_told_and_nothing_is_stored(union, browse, patient, values):
    petition = make_petition(union)

    response = browse().post(url(petition, "sign/"), posted(**values))

    assert response.status_code == 422
    assert not Signature.objects.exists()
    assert not Person.objects.exists()


def test_control_marks_and_markup_in_names_stay_inert(union, browse, patient):
    petition = make_petition(union)

    browse().post(
        url(petition, "sign/"),
        posted(name="Ro\x00sa\u202e <b>A</b>", comment="<!-- <script>", shows_name="on"),
    )

    assert Signature.objects.get().name == "Rosa <b>A</b>"
    text = browse().get(url(petition)).content.decode()
    assert "<!-- <script>" not in text
    assert "&lt;!-- &lt;script&gt;" in text


def test_a_phone_is_enough_where_no_confirmation_is_asked(union, browse, patient):
    petition = make_petition(union)

    response = browse().post(url(petition, "sign/"), posted(email="", phone="(617) 555-0134"))

    assert response.status_code == 302
    assert not OutgoingMail.objects.exists()


def test_the_language_of_the_page_is_that_of_signature_and_mail(union, browse, patient):
    petition = make_petition(union)

    browse().post(url(petition, "sign/").replace("/en/", "/es/"), posted())

    assert Signature.objects.get().language == "es"
    assert OutgoingMail.objects.get().language == "es"


def test_a_flood_from_one_place_is_held_back(union):
    petition = make_petition(union)

    for number in range(60):
        signed(petition, email=f"{number}@example.org", visitor="somebody")
    with pytest.raises(Refused):
        signed(petition, email="one.more@example.org", visitor="somebody")

    petition.refresh_from_db()
    assert petition.signature_count == 60 == Signature.objects.count()


def test_a_signature_takes_few_statements(union, django_assert_num_queries):
    """On PostgreSQL one; on SQLite whether somebody is known, two limits, a row each and the count."""
    petition = Petition.objects.select_related("organization").get(pk=make_petition(union).pk)
    sent = 1 if connection.vendor == "postgresql" else 10
    around = 2

    with django_assert_num_queries(around + sent), translation.override("en"):
        signed(petition, consents=[(union, "words")], visitor="somebody")
