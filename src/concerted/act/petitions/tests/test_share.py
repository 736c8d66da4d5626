from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.core.cache import cache

from concerted.act.petitions.models import Signature
from concerted.act.petitions.operations.paper import print_sheets
from concerted.act.petitions.operations.petitions import close_petition
from concerted.act.petitions.queries.paper import blank_sheet_pdf, sheets_pdf
from concerted.act.petitions.queries.paper_words import MORE, sheet_words
from concerted.act.petitions.queries.share import card_step, share_card, share_links
from concerted.act.petitions.tests.factories import make_draft, make_petition
from concerted.base import defence
from concerted.organizations.translating import save_translation


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


def text_of(pdf):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    command = ["pdftotext", "-layout", "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)  # noqa: S603
    return done.stdout.decode()


def public(petition, name):
    return f"/en/o/{petition.organization.slug}/petitions/{petition.slug}/{name}"


def translate(petition, language, title):
    save_translation(
        record=petition,
        language=language,
        texts={"title": title, "ask": title},
        source_digest=petition.source_digest(),
        by=None,
    )


SHEETS = [
    ("en", "Keep the clinic", "Your name (please print)", "0001"),
    ("es", "No cierren la clínica", "", "0001"),
    ("ht", "Pa fèmen klinik la", "Siyati", "0001"),
    ("ar", "لا تغلقوا العيادة", "", "0001"),
]


@pytest.mark.parametrize(("language", "title", "word", "number"), SHEETS)
@pytest.mark.parametrize("size", ["letter", "a4"])
def test_a_sheet_is_printed_in_its_language(union, language, title, word, number, size):
    petition = make_petition(union, title="Keep the clinic")
    if language != "en":
        translate(petition, language, title)
    sheets = print_sheets(petition=petition, count=2, language=language, by=None, size=size)

    pdf = sheets_pdf(sheets, petition)
    told = text_of(pdf)

    # Without an Arabic font on the machine, PDF/UA cannot be promised.
    assert b"pdfuaid" in pdf or language == "ar"
    assert word in told
    assert number in told
    assert "0002" in told
    assert "{" not in told
    assert told.count("\f") == 2
    if language != "ar":
        assert title in told
    else:
        assert len(re.findall(r"[\u0600-\u06ff\ufb50-\ufeff]", told)) > 100


def test_a_sheet_says_what_the_target_gets(union):
    named = make_petition(union)
    counted = make_petition(union, title="Another", names_mode="counts")

    assert "go to City Council" in text_of(blank_sheet_pdf(named, "en", "letter"))
    assert "and no names" in text_of(blank_sheet_pdf(counted, "en", "letter"))


@pytest.mark.parametrize("language", MORE)
def test_no_word_of_a_sheet_is_missing_in_a_language(language):
    english = sheet_words("en")

    assert MORE[language].keys() == english.keys()
    for name, words in english.items():
        told = MORE[language][name]
        assert set(re.findall(r"%\(\w+\)s", told)) == set(re.findall(r"%\(\w+\)s", words))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("share/", "text/html"),
        ("share/qr.svg", "image/svg+xml"),
        ("share/qr.png", "image/png"),
        ("share/qr.pdf", "application/pdf"),
        ("share/sheet.pdf?size=a4", "application/pdf"),
        ("share/sheet.pdf?size=nonsense", "application/pdf"),
        ("share/card.png", "image/png"),
        ("embed/", "text/html"),
        ("embed/thanks/", "text/html"),
        ("embed/code/", "text/html"),
    ],
)
def test_what_is_shared_sets_no_cookie_and_is_of_its_kind(union, browse, name, kind):
    response = browse().get(public(make_petition(union), name))

    assert response.status_code == 200
    assert response["Content-Type"].startswith(kind)
    assert not response.cookies


@pytest.mark.parametrize("name", ["share/", "share/card.png", "share/sheet.pdf", "embed/"])
def test_a_draft_is_not_shared(union, browse, name):
    assert browse().get(public(make_draft(union), name)).status_code == 404


def test_the_card_is_a_picture_of_1200_by_630(union, browse):
    content = browse().get(public(make_petition(union), "share/card.png")).content

    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(content[16:20]) == 1200
    assert int.from_bytes(content[20:24]) == 630


@pytest.mark.parametrize(
    ("count", "step"), [(0, 0), (1, 1), (4, 2), (9, 5), (49, 20), (1284, 1000), (99_999, 50_000)]
)
def test_the_card_changes_only_at_round_numbers(count, step):
    assert card_step(count) == step


def test_the_address_of_the_card_changes_with_its_picture(union):
    petition = make_petition(union)
    petition.signature_count = 1284
    first = share_card(petition, "en")
    petition.signature_count = 1999
    same = share_card(petition, "en")
    petition.signature_count = 2000

    assert first.version == same.version != share_card(petition, "en").version
    assert first.count == "1,000+ people have signed"


def test_links_to_share_ask_nothing_more(union, django_assert_num_queries):
    petition = make_petition(union)
    text = petition.in_language("en")

    with django_assert_num_queries(0):
        links = share_links(petition, "es", text)

    assert "/es/o/elm-street/" in links.page_url
    assert links.card_url.startswith("http")


def test_the_page_names_its_card_and_where_to_print(union, browse):
    petition = make_petition(union)

    page = browse().get(petition.get_absolute_url()).content.decode()

    assert 'property="og:image" content="http' in page
    assert "Print a paper sheet" in page
    assert 'rel="canonical"' in page


def test_only_embedded_pages_may_stand_in_a_frame(union, browse):
    petition = make_petition(union)
    framed = browse().get(public(petition, "embed/"))
    page = browse().get(petition.get_absolute_url())

    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_an_embedded_form_signs_and_stays_in_its_frame(union, browse, monkeypatch):
    monkeypatch.setattr(defence, "QUICKEST", -1)
    petition = make_petition(union)
    data = {
        "name": "Rosa Alvarez",
        "email": "rosa@example.org",
        "postal_code": "02134",
        "stamp": defence.new_stamp(),
    }

    response = browse().post(public(petition, "embed/sign/"), data)

    assert response["Location"] == public(petition, "embed/thanks/")
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert not response.cookies
    assert Signature.objects.get().via == "embed"


def test_an_embedded_form_says_what_is_wrong_beside_the_field(union, browse):
    response = browse().post(public(make_petition(union), "embed/sign/"), {"name": "R"})

    assert response.status_code == 422
    assert "frame-ancestors *" in response["Content-Security-Policy"]


def test_a_closed_petition_says_so_where_it_is_embedded(union, browse):
    petition = make_petition(union)
    close_petition(petition=petition, by=None)

    page = browse().get(public(petition, "embed/")).content.decode()

    assert "closed" in page
    assert "<form" not in page


def test_the_lines_to_copy_name_only_this_installation(union, browse):
    page = browse().get(public(make_petition(union), "embed/code/")).content.decode()

    lines = page[page.index("&lt;iframe") : page.index("&lt;/script&gt;")]
    assert set(re.findall(r"https?://[^/\"]+", lines)) == {"http://127.0.0.1:8000"}


def test_the_script_for_embedding_is_small():
    folder = Path(apps.get_app_config("petitions").path, "static", "petitions")
    for script in folder.glob("*.js"):
        assert script.stat().st_size < 2000
        assert "http" not in script.read_text()
