"""The public page: what it says, weighs and asks of the database."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from concerted.act.petitions.models import Display
from concerted.act.petitions.operations.petitions import (
    close_petition,
    edit_petition,
    pause_petition,
)
from concerted.act.petitions.operations.signing import sign_petition
from concerted.act.petitions.tests.factories import ROSA, make_draft, make_petition
from concerted.goals import ledger
from concerted.organizations.translating import save_translation
from concerted.people import registry

pytestmark = pytest.mark.django_db

SPANISH = {"title": "Que la clínica siga abierta", "ask": "Pedimos votar no."}


def translated(petition):
    save_translation(record=petition, language="es", texts=SPANISH, by=None)


def read(browse, petition, language="en", page=""):
    address = f"/{language}/o/{petition.organization.slug}/petitions/{petition.slug}/{page}"
    response = browse().get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_page_says_what_is_asked_of_whom_and_how_many_signed(union, browse):
    petition = make_petition(union, body="First paragraph.\n\nSecond <b>one</b>.")
    sign_petition(petition=petition, language="en", **ROSA)

    text = read(browse, petition)

    for part in ("to City Council", "of 100 signatures", "<progress", "Second &lt;b&gt;one"):
        assert part in text
    assert "What has happened so far" in text


def test_a_draft_has_no_page(union, browse):
    draft = make_draft(union)

    assert browse().get(f"/en/o/elm-street/petitions/{draft.slug}/").status_code == 404


def test_closed_and_paused_pages_stay_and_take_no_signature(union, browse):
    for verb in (close_petition, pause_petition):
        petition = verb(petition=make_petition(union, title=verb.__name__), by=None)
        assert "sign-form" not in read(browse, petition)


def test_the_page_sets_no_cookie_and_only_a_proxy_may_keep_it_a_moment(union, browse):
    petition = make_petition(union)

    response = browse().get(petition.get_absolute_url())

    assert not response.cookies
    assert "public" in response["Cache-Control"]
    assert "max-age=0" in response["Cache-Control"]
    assert "s-maxage=30" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")


def test_page_and_all_it_loads_weigh_less_than_a_hundred_kilobytes(union, browse):
    petition = make_petition(union, body="A paragraph of forty words or so. " * 100)
    for number in range(30):
        sign_petition(
            petition=petition,
            language="en",
            name=f"Signer{number} Lee",
            email=f"{number}@example.org",
            comment="The next clinic is two buses away. " * 5,
            display=Display.SHOWN,
        )
    page = read(browse, petition).encode()
    files = [finders.find(f"site/{name}") for name in ("concerted.css", "mark.svg")]

    weight = len(page) + sum(Path(file).stat().st_size for file in files if file)

    assert weight < 100_000
    assert len(gzip.compress(page)) < 20_000


def test_the_page_asks_as_much_for_many_signatures_as_for_none(
    union, other, browse, django_assert_num_queries
):
    petition = make_petition(union)
    read(browse, petition)

    def ask(expected):
        with django_assert_num_queries(expected):
            read(browse, petition)

    ask(QUERIES)
    for number in range(15):
        sign_petition(
            petition=petition,
            language="en",
            name=f"Signer{number} Lee",
            email=f"{number}@example.org",
            comment="Two buses.",
            display=Display.SHOWN,
        )
    ask(QUERIES)


QUERIES = 22


def test_one_count_and_one_address_over_all_languages(union, browse):
    petition = make_petition(union)
    translated(petition)
    sign_petition(petition=petition, language="es", **ROSA)

    english, spanish = read(browse, petition), read(browse, petition, "es")

    assert SPANISH["title"] in spanish
    assert SPANISH["title"] not in english
    assert 'value="1"' in english
    assert 'value="1"' in spanish
    assert 'hreflang="es"' in english


def test_a_translation_that_fell_behind_says_so(union, olga, browse):
    petition = make_petition(union)
    translated(petition)
    edit_petition(petition=petition, by=None, title="Keep both clinics open")
    work = browse(olga).get(f"/en/work/elm-street/petitions/{petition.slug}/").content.decode()

    assert SPANISH["title"] in read(browse, petition, "es")
    assert "Out of date" in work


def test_an_organizer_translates_side_by_side(union, olga, browse):
    petition = make_petition(union)
    address = f"/en/work/elm-street/petitions/{petition.slug}/languages/es/"
    union.languages = ["es"]
    union.save(update_fields=["languages"])

    page = browse(olga).get(address).content.decode()
    done = browse(olga).post(address, SPANISH)
    asked = browse(olga).get(address.replace("/es/", "/vi/"))

    assert petition.ask in page
    assert asked.status_code == 200
    assert done.status_code == 302
    assert SPANISH["ask"] in read(browse, petition, "es")


def test_thanks_tell_nothing_of_who_signed(union, browse):
    petition = make_petition(union)
    sign_petition(petition=petition, language="en", **ROSA)

    assert "Rosa" not in read(browse, petition, page="thanks/")


@pytest.mark.parametrize("mode", ["chosen", "counts"])
def test_what_we_keep_is_told_in_plain_words(union, browse, mode):
    petition = make_petition(union, names_mode=mode)

    text = read(browse, petition, page="what-we-keep/")

    assert "Elm Street Neighbors" in text
    assert ("Never a name" in text) is (mode == "counts")


def test_a_page_about_a_petition_names_it_in_the_reader_s_language(union, olga, browse):
    petition = make_petition(union)
    translated(petition)
    union.languages = ["en", "es"]
    union.save()
    of_desk = f"/es/work/elm-street/petitions/{petition.slug}/signatures/"

    assert SPANISH["title"] in read(browse, petition, "es", page="what-we-keep/")
    assert SPANISH["title"] in browse(olga).get(of_desk).content.decode()


def test_the_desk_names_a_draft_in_the_reader_s_language(union, olga, browse):
    translated(make_draft(union))

    assert SPANISH["title"] in browse(olga).get("/es/work/elm-street/").content.decode()


def test_the_ledger_of_the_goal_counts_signatures(union):
    petition = make_petition(union)
    sign_petition(petition=petition, language="en", **ROSA)
    goal = petition.campaign.goal

    cells = {cell.stage: cell for cell in ledger.ledgers([goal], None, "en")[goal.pk]}

    assert cells[ledger.Stage.ACT].line.figure == "1"
    assert cells[ledger.Stage.ACT].line.text.startswith("signature")


def test_rooms_of_people_hear_of_signatures(union):
    petition = make_petition(union)
    person = sign_petition(petition=petition, language="en", **ROSA).person

    assert "Signed a petition" in [entry.label for entry in registry.timeline_of(person)]
    assert registry.exports_of(person)["signatures"][0]["petition"] == petition.title
    signers = registry.actions()["signed"].people(union, str(petition.pk))
    assert list(signers.values_list("person_id", flat=True)) == [person.pk]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_thank_you_mail_carries_both_links(union, language):
    signature = sign_petition(petition=make_petition(union), language=language, **ROSA)

    text = render_to_string(
        "petitions/mail/thanks.txt",
        {
            "signature": signature,
            "token": "abc",
            "address": "https://example.org",
            "mail_language": language,
        },
    )

    assert "/i/abc/signature/confirm/" in text
    assert "/i/abc/signature/disown/" in text
    assert "Keep the Elm Street clinic open" in text
