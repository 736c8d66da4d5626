"""The way through the pages, as a person with a phone and no script goes it."""

from __future__ import annotations

import re
from email.utils import parseaddr

import pytest
from django.utils.html import escape

from concerted.act.campaigns.tests.factories import make_campaign
from concerted.act.letters.models import Delivery, Letter, State
from concerted.act.letters.operations.deliveries import settle_sent
from concerted.act.letters.tests.factories import ROSA, make_letters, make_papers, send, token
from concerted.act.officials.tests.factories import make_official
from concerted.base import defence
from concerted.base.outbox.models import OutgoingMail
from concerted.base.outbox.sending import send_waiting_mail

pytestmark = pytest.mark.django_db
QUERIES = 8


def text(response):
    return response.content.decode()


def test_a_person_reads_each_letter_before_it_is_kept_then_sends_it_by_the_mailed_link(
    union, browse, mailoutbox
):
    letters = make_letters(union)
    path, client = letters.get_absolute_url(), browse()

    read = text(client.post(f"{path}read/", ROSA))

    assert "Dear Councilmember Ana Ortiz," in read
    assert "two buses away" in read
    assert not Letter.objects.exists()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', read))
    assert hidden["email"] == "rosa@example.org"

    answer = client.post(f"{path}send/", {**ROSA, "stamp": defence.new_stamp()})
    assert answer["Location"].endswith("/thanks/")
    assert not answer.cookies
    send_waiting_mail("worker")
    [link] = re.findall(r"https?://[^/]+(/\S+/letter/)", mailoutbox[0].body)
    assert "Read your letter, then send it" in text(client.get(link))
    client.post(f"{link}confirm/")
    send_waiting_mail("worker")
    settle_sent()

    letter = mailoutbox[1]
    assert letter.reply_to == ["rosa@example.org"]
    assert parseaddr(letter.from_email)[0] == ROSA["name"]
    assert parseaddr(letter.from_email)[1] != "rosa@example.org", "the platform sends it"
    assert "Auto-Submitted" not in letter.message(), "a person wrote it"
    assert "Sent" in text(client.get(link))


def test_words_that_were_not_given_are_asked_for_beside_their_field(union, browse):
    letters = make_letters(union)

    answer = browse().post(f"{letters.get_absolute_url()}read/", {**ROSA, "why": ""})

    assert answer.status_code == 422
    assert 'id="letter-why_error"' in text(answer)


@pytest.mark.parametrize("email", ["rosa@example.org\nBcc: all@example.org", "rosa"])
def test_an_address_cannot_carry_another_header(union, browse, email):
    letters = make_letters(union)

    answer = browse().post(f"{letters.get_absolute_url()}read/", {**ROSA, "email": email})

    assert answer.status_code == 422


def test_going_back_to_the_words_keeps_them(union, browse):
    letters = make_letters(union)

    again = text(browse().post(f"{letters.get_absolute_url()}change/", ROSA))

    assert escape(ROSA["why"]) in again


def test_a_printed_letter_leaves_nothing_behind(union, browse):
    letters = make_letters(union)

    answer = browse().post(f"{letters.get_absolute_url()}print/", ROSA)

    assert answer["Content-Type"] == "application/pdf"
    assert not Letter.objects.exists()


def test_a_machine_is_turned_away(union, browse):
    letters = make_letters(union)
    data = {**ROSA, "stamp": defence.new_stamp(), "website": "spam"}

    assert browse().post(f"{letters.get_absolute_url()}send/", data).status_code == 422
    assert not Letter.objects.exists()


def test_a_letter_to_the_editor_says_how_long_it_may_be(union, browse):
    letters = make_papers(union)
    paper = letters.targets.first()
    data = {**ROSA, "paper": str(paper.pk), "why": "word " * 220}

    answer = browse().post(f"{letters.get_absolute_url()}read/", data)

    assert answer.status_code == 422
    assert "up to 200 words" in text(answer)
    fine = browse().post(f"{letters.get_absolute_url()}read/", {**data, "why": "Short."})
    assert "To the Editor," in text(fine)


def test_the_writers_link_changes_takes_back_answers_and_erases(union, browse):
    letters = make_letters(union)
    letter = send(letters)
    link, client = f"/en/i/{token(letter)}/letter/", browse()

    client.post(f"{link}change/", {"who": "I am Rosa.", "why": "New words.", "ask": "Vote no."})
    assert "New words." in text(client.get(link))
    assert b"%PDF" in client.get(f"{link}letters.pdf").content
    send_waiting_mail("worker")
    settle_sent()
    mail = letter.deliveries.get(state=State.SENT)
    client.post(
        f"{link}answers/{mail.pk}/", {"received_on": "2026-01-05", "text": "I will vote no."}
    )
    assert "I will vote no." in text(client.get(link))
    client.post(f"{link}take-back/")
    assert "Taken back" in text(client.get(link))
    client.post(f"{link}erase/")

    assert "was erased" in text(client.get(link))
    assert "New words." not in text(client.get(link))
    assert Delivery.objects.gone().count() == 1


def test_the_public_page_sets_no_cookie_and_asks_as_much_for_many_letters_as_for_none(
    union, browse, django_assert_num_queries
):
    letters = make_letters(union)
    path = letters.get_absolute_url()
    assert not browse().get(path).cookies

    with django_assert_num_queries(QUERIES):
        browse().get(path)
    for number in range(6):
        send(
            letters,
            name=f"Writer{number} Lee",
            email=f"{number}@example.org",
            choices={"shows_words": True},
        )
    with django_assert_num_queries(QUERIES):
        page = text(browse().get(path))
    assert "Writer3" in page
    assert "@example.org" not in page
    assert len(page) < 60_000


def test_the_list_of_letters_asks_as_much_for_many_as_for_one(
    union, browse, olga, django_assert_max_num_queries
):
    client = browse(olga)
    letters = make_letters(union)
    address = f"/en/work/elm-street/letters/{letters.slug}/written/"
    for number in range(8):
        send(letters, name=f"Writer{number} Lee", email=f"{number}@example.org")

    with django_assert_max_num_queries(14):
        assert "Writer7" in text(client.get(address))
    assert OutgoingMail.objects.filter(template="letters/mail/letter").count() == 8


def test_an_organizer_makes_letters_names_officials_and_publishes(union, browse, olga):
    official, campaign, client = make_official(union), make_campaign(union), browse(olga)
    work = "/en/work/elm-street/letters/"
    answer = client.post(
        f"{work}new/",
        {
            "campaign": campaign.pk,
            "title": "Tell them",
            "subject": "Item 114",
            "audience": "chosen",
            "ask": "Vote no.",
            "language": "en",
            "official_language": "en",
        },
    )
    assert answer["Location"] == f"{work}tell-them/to/"
    assert client.post(f"{work}tell-them/publish/").status_code == 409

    client.post(f"{work}tell-them/to/officials/", {"official": official.pk})
    client.post(f"{work}tell-them/publish/")

    assert "Ana Ortiz" in text(browse().get("/en/o/elm-street/letters/tell-them/"))
