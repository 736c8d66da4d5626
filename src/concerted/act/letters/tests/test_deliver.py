"""Letters in the organizers' hands: batches, visits, answers, and those that are all alike."""

from __future__ import annotations

import datetime
import socket

import pytest
from aiosmtpd.controller import Controller

from concerted.act.letters.models import State
from concerted.act.letters.operations.deliveries import (
    hand_over,
    mark_bounced,
    mark_printed,
    record_reply,
    settle_sent,
)
from concerted.act.letters.operations.writing import change_letter
from concerted.act.letters.queries.desk import alikeness
from concerted.act.letters.queries.registered import act_lines
from concerted.act.letters.tests.factories import ASK, make_letters, rosas, send, write
from concerted.act.policies.models import Evidence, Leaning, Stance
from concerted.act.policies.participants import counts, next_readers
from concerted.act.policies.tests.factories import make_policy
from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.base.outbox.sending import send_waiting_mail
from concerted.organizations.translating import save_translation
from concerted.organizations.zones import today_in

pytestmark = pytest.mark.django_db


def sent(letters, **values):
    letter = send(letters, **values)
    send_waiting_mail("worker")
    settle_sent()
    return letter


def one_to(letter, name):
    return letter.deliveries.get(addressee=name)


def test_a_mail_that_is_given_up_shows_as_come_back_and_can_be_printed(union):
    letter = send(make_letters(union))
    OutgoingMail.objects.exclude(key=None).update(state="failed", error="550 no such box")

    assert settle_sent() == 1

    assert one_to(letter, "Ana Ortiz").failure == "550 no such box"
    assert mark_printed(letter=letter) == 2
    assert mark_printed(letter=letter) == 0


class Refusing:
    """A mail server that knows nobody of the council."""

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if address.endswith("@council.example"):
            return "550 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"


def send_to_a_server_that_refuses(settings):
    with socket.create_server(("127.0.0.1", 0)) as free:
        settings.EMAIL_HOST, settings.EMAIL_PORT = free.getsockname()
    controller = Controller(Refusing(), hostname=settings.EMAIL_HOST, port=settings.EMAIL_PORT)
    controller.start()
    before = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    send_waiting_mail("worker")
    controller.stop()
    settings.EMAIL_BACKEND = before


def test_a_refused_recipient_is_told_to_organizers_who_correct_the_address_and_send_again(
    union, browse, olga, settings, mailoutbox
):
    letters = make_letters(union)
    letter = send(letters)
    send_to_a_server_that_refuses(settings)
    settle_sent()
    client, page = browse(olga), f"/en/work/elm-street/letters/{letters.slug}/"
    official = one_to(letter, "Ana Ortiz").official

    assert one_to(letter, "Ana Ortiz").state == State.FAILED
    assert "550 No such user" in client.get(page).content.decode()
    assert "letter came back" in client.get("/en/work/elm-street/").content.decode()
    again = f"{page}written/{one_to(letter, 'Ana Ortiz').pk}/send-again/"

    official.email = "ana@riverside.example"
    official.save()
    client.post(again)
    client.post(again)
    send_waiting_mail("worker")
    settle_sent()

    assert one_to(letter, "Ana Ortiz").state == State.SENT
    sent_to = [mail.to for mail in mailoutbox if mail.reply_to == ["rosa@example.org"]]
    assert sent_to == [["ana@riverside.example"]]


def test_changing_words_after_a_letter_came_back_does_not_count_it_as_sent(union):
    letter = sent(make_letters(union))
    mark_bounced(delivery=one_to(letter, "Ana Ortiz"), reason="Full", by=None)

    change_letter(letter=letter, words=rosas(why="The bus does not come at night."))
    settle_sent()

    assert one_to(letter, "Ana Ortiz").state == State.FAILED


def test_a_mail_that_was_deleted_before_it_left_does_not_wait_forever(union):
    letter = send(make_letters(union))
    OutgoingMail.objects.all().delete()

    settle_sent()

    assert one_to(letter, "Ana Ortiz").state == State.TAKEN_BACK


def test_a_visit_to_one_official_takes_only_the_letters_to_them(union, browse, olga):
    letters = make_letters(union)
    letter = sent(letters)
    dunn = one_to(letter, "Ed Dunn").official
    address = f"/en/work/elm-street/letters/{letters.slug}/"
    client = browse(olga)

    table = client.get(f"{address}written/letters.csv?visit={dunn.pk}").content.decode()
    form = {"official": dunn.pk, "to": "Ed Dunn", "handed_on": today_in(union)}
    client.post(f"{address}hand-over/", form)

    assert "Ed Dunn" in table
    assert "Ana Ortiz" not in table
    assert letters.handovers.get().letter_count == 1
    assert one_to(letter, "Ana Ortiz").handover is None
    left = client.get(f"{address}written/letters.csv?visit=1").content.decode()
    assert "Ana Ortiz" in left
    assert "Ed Dunn" not in left


def test_a_bounce_is_told_once_and_only_of_what_was_sent(union):
    letter = sent(make_letters(union))
    mail = one_to(letter, "Ana Ortiz")

    mark_bounced(delivery=mail, reason="Full", by=None)
    mark_bounced(delivery=mail, reason="Again", by=None)

    assert one_to(letter, "Ana Ortiz").failure == "Full"
    with pytest.raises(Refused, match="Only a letter that was sent"):
        mark_bounced(delivery=one_to(letter, "Ed Dunn"), reason="Full", by=None)


def test_a_visit_hands_over_what_was_confirmed_once(union):
    letters = make_letters(union)
    letter = sent(letters)
    write(letters, name="Bo Lee", email="bo@example.org")
    today = today_in(union)

    visit = hand_over(campaign=letters, to="Her office", handed_on=today, by=None)
    again = hand_over(campaign=letters, to="Her office", handed_on=today, by=None)

    assert visit == again
    assert visit.letter_count == 2
    assert one_to(letter, "Ana Ortiz").state == State.SENT
    assert one_to(letter, "Ed Dunn").state == State.HANDED_OVER
    with pytest.raises(Refused, match="no letters"):
        hand_over(campaign=letters, to="Somebody else", handed_on=today, by=None)
    day = today + datetime.timedelta(days=2)
    with pytest.raises(Refused, match="not come yet"):
        hand_over(campaign=letters, to="Her office", handed_on=day, by=None)


def test_an_answer_is_kept_once_and_only_to_what_has_left(union):
    letter = sent(make_letters(union))
    answered = {"text": "I will vote no.", "received_on": today_in(union), "by": None}

    record_reply(delivery=one_to(letter, "Ana Ortiz"), **answered)
    record_reply(delivery=one_to(letter, "Ana Ortiz"), **answered)

    assert one_to(letter, "Ana Ortiz").replies.count() == 1
    with pytest.raises(Refused, match="not left"):
        record_reply(delivery=one_to(letter, "Ed Dunn"), **answered)


def test_an_answer_is_evidence_of_where_an_official_stands(union):
    policy = make_policy(union)
    letter = sent(make_letters(union, policy=policy))
    one = one_to(letter, "Ana Ortiz")
    today = today_in(union)

    record_reply(delivery=one, text="No.", received_on=today, leaning=Leaning.AGAINST, by=None)

    stance = Stance.objects.get()
    assert (stance.policy, stance.official) == (policy, one.official)
    assert (stance.value, stance.evidence) == (Leaning.AGAINST, Evidence.LETTER)


def test_who_wrote_for_a_policy_and_wants_news_hears_of_its_outcome(union):
    policy = make_policy(union)
    letters = make_letters(union, policy=policy)
    wants = send(letters, choices={"news_words": "Elm Street may e-mail me"})
    send(letters, name="Bo Lee", email="bo@example.org")

    told = counts(policy)
    [reader] = next_readers(policy)[0]

    assert (told.people, told.readers) == (2, 1)
    assert (reader.pk, reader.email) == (wants.person_id, "rosa@example.org")


def test_letters_that_say_the_same_are_found_and_own_stories_are_not(union):
    letters = make_letters(union)
    for number in range(4):
        send(letters, name=f"Copy{number} Lee", email=f"{number}@example.org")
    own = send(
        letters,
        name="Bo Lee",
        email="bo@example.org",
        who="I drive the 34 bus.",
        why="At ten at night I am the only way home for the aides who work there.",
    )

    found = alikeness(letters)

    assert (found.alike, found.total) == (4, 5)
    assert found.is_mass
    assert not found.is_alike(own)


def test_what_only_repeats_the_organizers_words_in_any_language_counts_as_alike(union):
    letters = make_letters(union)
    given = {**letters.texts(), "opening": "El concejo vota el lunes sobre nuestra clínica."}
    digest = letters.source_digest()
    save_translation(record=letters, language="es", texts=given, source_digest=digest, by=None)
    copied = send(letters, language="es", who="", why=given["opening"])

    assert alikeness(letters).is_alike(copied)


def test_the_ledger_counts_letters_that_have_left(union):
    letters = make_letters(union)
    goal = letters.campaign.goal
    assert act_lines([goal], None, "en")[goal.pk].figure == "0"

    sent(letters)

    line = act_lines([goal], None, "en")[goal.pk]
    assert (line.figure, line.text) == ("1", "letter sent")


def test_the_desk_tells_of_mass_text_and_the_batch_holds_confirmed_letters(union, browse, olga):
    letters = make_letters(union)
    for number in range(5):
        send(letters, name=f"Copy{number} Lee", email=f"{number}@example.org", ask=ASK)
    write(letters, name="Unconfirmed Lee", email="un@example.org")
    address = f"/en/work/elm-street/letters/{letters.slug}/"
    client = browse(olga)

    assert "say nearly the same" in client.get(address).content.decode()
    table = client.get(f"{address}written/letters.csv").content.decode("utf-8-sig")
    assert table.count("Copy3 Lee") == 2
    assert "Unconfirmed" not in table
    assert client.get(f"{address}written/letters.pdf").content.startswith(b"%PDF")
