from __future__ import annotations

import datetime
import email
import smtplib
import socket
from email import policy
from email.header import decode_header, make_header
from email.utils import getaddresses
from importlib import import_module

import pytest
from aiosmtpd.controller import Controller
from django.apps import apps
from django.core import mail as sent_mail
from django.utils import timezone

from concerted.base.clock.models import WorkerPulse
from concerted.base.clock.pulse import beat
from concerted.base.outbox import sending
from concerted.base.outbox.models import OutgoingMail
from concerted.base.outbox.posting import post_mail
from concerted.base.outbox.sending import (
    PAUSES,
    forget_old_mail,
    release_dead_workers_mail,
    send_waiting_mail,
)

TEMPLATES = {
    "try/hello.subject.txt": "{{ organization.name }} & you\n",
    "try/hello.txt": "Hello {{ name }}, this is {{ organization.name }}.\n{{ address }}/x",
    "try/spanish.subject.txt": '{% load i18n %}{% translate "Language" %}',
    "try/spanish.txt": "x",
}


@pytest.fixture(autouse=True)
def _templates(settings):
    engine = dict(settings.TEMPLATES[0])
    engine["APP_DIRS"] = False
    engine["OPTIONS"] = engine["OPTIONS"] | {
        "loaders": [
            ("django.template.loaders.locmem.Loader", TEMPLATES),
            "django.template.loaders.app_directories.Loader",
        ]
    }
    settings.TEMPLATES = [engine]


def post(union, **changes):
    values = {
        "to": "rosa@example.org",
        "template": "try/hello",
        "language": "en",
        "context": {"name": "Rosa O'Hara <b>", "organization": union},
    }
    post_mail(**values | changes)
    return OutgoingMail.objects.order_by("-created_at")[0]


def test_a_mail_leaves_once(union):
    row = post(union)

    assert send_waiting_mail("w") == 1
    assert send_waiting_mail("w") == 0

    row.refresh_from_db()
    assert row.state == "sent"
    assert len(sent_mail.outbox) == 1
    assert sent_mail.outbox[0].to == ["rosa@example.org"]


def test_plain_text_is_plain_and_html_is_escaped(union):
    post(union)
    send_waiting_mail("w")

    [message] = sent_mail.outbox
    [(rich, kind)] = [tuple(one) for one in message.alternatives]
    assert message.subject == "Elm Street Neighbors & you"
    assert "Hello Rosa O'Hara <b>, this is Elm Street" in message.body
    assert "<b>," not in rich
    assert "&lt;b&gt;" in rich
    assert "style=" in rich
    assert kind == "text/html"


def test_news_can_be_stopped_with_one_click_and_answers_have_no_such_link(union, settings):
    settings.ADDRESS = "https://act.example.org"
    post(union, unsubscribe_path="/en/i/abc/")
    post(union)
    send_waiting_mail("w")

    news, answer = sent_mail.outbox
    url = "https://act.example.org/en/i/abc/"
    assert news.extra_headers["List-Unsubscribe"] == f"<{url}>"
    assert news.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert url in news.body
    assert url in news.alternatives[0][0]
    assert "List-Unsubscribe" not in answer.extra_headers


def test_a_persons_own_words_go_under_their_name_and_are_not_called_automatic(union, settings):
    settings.DEFAULT_FROM_EMAIL = "Elm <act@example.org>"
    post(union)
    post(union, author="Zoë O'Hara,\nBcc: all@example.org")
    send_waiting_mail("w")

    ours, theirs = (one.message() for one in sent_mail.outbox)
    assert (ours["From"], ours["Auto-Submitted"]) == ("Elm <act@example.org>", "auto-generated")
    [(name, address)] = getaddresses([theirs["From"]])
    assert str(make_header(decode_header(name))) == "Zoë O'Hara, Bcc: all@example.org"
    assert address == "act@example.org"
    assert theirs["Auto-Submitted"] is None
    assert theirs["Bcc"] is None


def test_its_message_id_is_that_of_the_row(union, settings):
    settings.DEFAULT_FROM_EMAIL = "Elm <act@example.org>"
    row = post(union)
    send_waiting_mail("w")

    assert sent_mail.outbox[0].extra_headers["Message-ID"] == f"<{row.pk}@example.org>"


def test_a_mail_about_a_row_that_is_gone_goes_with_it(union, other):
    post(union, context={"name": "x", "organization": other})
    other.delete()

    send_waiting_mail("w")

    assert sent_mail.outbox == []
    assert not OutgoingMail.objects.exists()


def test_rows_of_a_batch_are_read_together(union, django_assert_max_num_queries):
    for _ in range(20):
        post(union)

    # Looking, holding (4), rows, one settling each, giving back.
    with django_assert_max_num_queries(20 + 8):
        assert send_waiting_mail("w") == 20


def test_a_mail_of_one_key_is_posted_once(union):
    post(union, key="thanks:1")
    post(union, key="thanks:1")

    assert OutgoingMail.objects.count() == 1


SECRET = {"context": {"name": "C0DE-417"}, "unsubscribe_path": "/en/i/L1NK/"}


def _kept(row):
    return str(OutgoingMail.objects.filter(pk=row.pk).values().get())


def _is_forgotten(row):
    row.refresh_from_db()
    assert (row.state, row.to, row.template) == ("sent", "rosa@example.org", "try/hello")
    assert row.sent_at is not None
    assert (row.context, row.unsubscribe_path) == ({}, "")
    assert not any(secret in _kept(row) for secret in ("C0DE", "L1NK"))


def test_the_statement_that_marks_a_mail_sent_forgets_what_it_said(
    union, django_assert_num_queries
):
    row = post(union, **SECRET)

    with django_assert_num_queries(1) as asked:
        sending._settle(row, "", state="sent", sent_at=timezone.now(), error="", **sending.SPENT)

    assert "context" in asked.captured_queries[0]["sql"]
    _is_forgotten(row)


def test_mail_that_was_sent_before_is_made_to_forget_too(union):
    sent, waiting = post(union, **SECRET), post(union, **SECRET)
    OutgoingMail.objects.filter(pk=sent.pk).update(state="sent", sent_at=timezone.now())

    import_module("concerted.base.migrations.0003_forget_what_sent_mail_said").forget(apps, None)

    _is_forgotten(sent)
    assert "C0DE" in _kept(waiting)


def test_a_mail_that_may_be_sent_again_keeps_what_it_needs(union, monkeypatch):
    row = post(union, **SECRET)
    with monkeypatch.context() as dying:
        dying.setattr(sending, "_settle", lambda *_args, **_values: None)
        send_waiting_mail("w")  # It leaves, and the worker dies before it can say so.
        assert "C0DE" in _kept(row)
    OutgoingMail.objects.update(claimed_by="")

    send_waiting_mail("w")

    assert [message.body.count("C0DE-417") for message in sent_mail.outbox] == [1, 1]
    _is_forgotten(row)


def test_a_refused_mail_keeps_what_it_needs_to_be_tried_again(union, monkeypatch):
    row = post(union, **SECRET)
    with monkeypatch.context() as refusing:
        _failing(refusing, smtplib.SMTPDataError(451, b"Try later"))
        send_waiting_mail("w")
    assert "C0DE" in _kept(row)
    _later(0)

    send_waiting_mail("w")

    assert "C0DE-417" in sent_mail.outbox[0].body
    _is_forgotten(row)


def _failing(monkeypatch, failure):
    def send(self, message):
        raise failure

    monkeypatch.setattr(sending.Post, "send", send)


def _later(seconds):
    OutgoingMail.objects.update(
        next_attempt_at=timezone.now() - datetime.timedelta(seconds=seconds)
    )


def test_a_refusal_for_good_fails_at_once(union, monkeypatch):
    row = post(union)
    _failing(
        monkeypatch, smtplib.SMTPRecipientsRefused({"rosa@example.org": (550, b"No such user")})
    )

    send_waiting_mail("w")

    row.refresh_from_db()
    assert (row.state, row.error) == ("failed", "550 No such user")


def test_a_passing_failure_is_tried_again_ever_later_and_then_given_up(union, monkeypatch):
    row = post(union)
    _failing(monkeypatch, smtplib.SMTPDataError(451, b"Try later"))
    pauses = []
    for _ in PAUSES:
        began = timezone.now()
        send_waiting_mail("w")
        row.refresh_from_db()
        assert row.state == "waiting"
        pauses.append(round((row.next_attempt_at - began).total_seconds() / 60))
        _later(0)
    send_waiting_mail("w")

    row.refresh_from_db()
    assert pauses == [1, 5, 15, 60, 180, 720]
    assert row.state == "failed"
    assert row.error == "Given up: 451 Try later"


def test_a_silent_server_costs_the_other_mails_no_try(union, monkeypatch):
    rows = [post(union) for _ in range(3)]
    _failing(monkeypatch, ConnectionRefusedError())

    assert send_waiting_mail("w") == 0

    assert sorted(OutgoingMail.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    assert not OutgoingMail.objects.exclude(claimed_by="").exists()
    assert len(rows) == 3


def test_a_broken_template_holds_up_nobody(union):
    broken = post(union, template="try/none")
    whole = post(union)

    send_waiting_mail("w")

    broken.refresh_from_db()
    whole.refresh_from_db()
    assert (broken.state, broken.error) == ("waiting", "TemplateDoesNotExist")
    assert whole.state == "sent"


def test_what_another_worker_holds_is_left_alone(union):
    beat("other")
    post(union)
    OutgoingMail.objects.update(claimed_by="other")

    assert release_dead_workers_mail() == 0
    assert send_waiting_mail("w") == 0

    WorkerPulse.objects.update(seen_at=timezone.now() - datetime.timedelta(hours=1))
    assert release_dead_workers_mail() == 1
    assert send_waiting_mail("w") == 1


def test_old_mail_is_forgotten(union):
    old, new = post(union), post(union)
    send_waiting_mail("w")
    OutgoingMail.objects.filter(pk=old.pk).update(
        sent_at=timezone.now() - datetime.timedelta(days=31)
    )

    forget_old_mail()

    assert list(OutgoingMail.objects.all()) == [new]


def test_without_a_mail_server_mail_becomes_files(union, settings, tmp_path):
    settings.DATA = tmp_path
    settings.EMAIL_BACKEND = "concerted.base.outbox.files.FileBackend"
    row = post(union, unsubscribe_path="/en/i/L1NK/")

    send_waiting_mail("w")

    _is_forgotten(row)
    [file] = (tmp_path / "mail").iterdir()
    message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    assert file.name == f"{row.pk}.eml"
    assert message["Subject"] == "Elm Street Neighbors & you"
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


class Sink:
    """A real mail server that keeps what it gets and refuses some."""

    def __init__(self):
        self.messages = []

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if address.startswith("nobody"):
            return "550 No such user"
        if address.startswith("later"):
            return "451 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, session, envelope):  # noqa: N802
        self.messages.append((session.peer, envelope.rcpt_tos[0], envelope.content))
        return "250 OK"


@pytest.fixture
def sink(settings):
    keeper = Sink()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(keeper, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield keeper
    controller.stop()


def test_a_batch_goes_to_a_real_server_over_one_connection(union, sink):
    for number in range(5):
        post(union, to=f"r{number}@example.org")
    nobody = post(union, to="nobody@example.org")
    later = post(union, to="later@example.org")
    post(union, to="last@example.org")

    send_waiting_mail("w")

    nobody.refresh_from_db()
    later.refresh_from_db()
    assert [to for _, to, _ in sink.messages] == [f"r{n}@example.org" for n in range(5)] + [
        "last@example.org"
    ]
    assert len({peer for peer, _, _ in sink.messages}) == 1
    assert (nobody.state, later.state) == ("failed", "waiting")


def test_a_real_server_gets_the_code_and_the_row_keeps_nothing_of_it(union, sink):
    row = post(union, **SECRET)

    send_waiting_mail("w")

    [(_peer, _to, content)] = sink.messages
    assert b"C0DE-417" in content
    _is_forgotten(row)
