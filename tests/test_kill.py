"""What was acknowledged is kept, and no mail is lost or sent twice, when processes die in the midst of work."""

from __future__ import annotations

import http.client
import itertools
import json
import random
import re
import threading
import time
from collections import Counter
from email import message_from_bytes
from urllib.parse import urlencode

import pytest
from aiosmtpd.controller import Controller

from tests.installations import free_port, wait_for, wait_for_server

KILLS = 6
VISITORS = 8
FORM = {"content-type": "application/x-www-form-urlencoded"}

pytestmark = pytest.mark.kill

MAKE_PETITION = """
from concerted.act.petitions.tests.factories import make_petition
from concerted.organizations.models import Organization
made = make_petition(Organization.objects.create(name="Elm", slug="elm"))
print(made.get_absolute_url())
"""
READ_SIGNATURES = """
import json
from concerted.act.petitions.models import Petition, Signature
from concerted.base.models import AuditEntry, OutgoingMail
print(json.dumps({
    "emails": list(Signature.objects.values_list("person__contact_points__value", flat=True)),
    "count": Petition.objects.get().signature_count,
    "noted": AuditEntry.objects.filter(verb="signed").count(),
    "mails": list(OutgoingMail.objects.values_list("to", flat=True)),
    "persons": len({s.person_id for s in Signature.objects.all()}),
}))
"""


class Visitors:
    """People of as many networks who send forms one after another, and remember what was acknowledged."""

    def __init__(self, port, path):
        self.port, self.path = port, path
        self.acknowledged: list = []
        self.answers: Counter[int] = Counter()
        self.stamp = ""
        self.is_over = False
        self._numbers = itertools.count()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(VISITORS)]

    def open_page(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", self.path)
        page = connection.getresponse().read().decode()
        connection.close()
        [self.stamp] = re.findall(r'name="stamp" value="([^"]+)"', page)[:1] or [page]

    def begin(self):
        for thread in self._threads:
            thread.start()

    def end(self):
        self.is_over = True
        for thread in self._threads:
            thread.join(30)

    def _work(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        while not self.is_over:
            self.take_part(connection, next(self._numbers))
        connection.close()

    def take_part(self, connection, number):
        """What the visitor of this number does."""
        raise NotImplementedError

    def send(self, connection, action, fields, number, cookie=""):
        """The answer to a form; nothing where the server died."""
        headers = FORM | {
            "x-forwarded-for": f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}",
            **({"cookie": cookie} if cookie else {}),
        }
        body = urlencode({**fields, "stamp": self.stamp, "website": ""})
        try:
            connection.request("POST", f"{self.path}{action}", body, headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            time.sleep(0.01)
            return None
        self.answers[answer.status] += 1
        return answer if answer.status == 302 else None


class Signers(Visitors):
    def take_part(self, connection, number):
        email = f"resident{number}@example.org"
        fields = {"name": f"Resident {number}", "email": email, "postal_code": "02134"}
        if self.send(connection, "sign/", fields, number):
            self.acknowledged.append(email)


class Voters(Visitors):
    """Each votes on everything and then changes their mind on the first; what fails, they send again."""

    def __init__(self, port, path, statements):
        super().__init__(port, path)
        self.statements = statements
        self.unanswered: list = []

    def take_part(self, connection, number):
        first = self.statements[0]
        cookie = ""
        said = [(one, (number + at) % 3 - 1) for at, one in enumerate(self.statements)]
        for statement, value in [*said, (first, (number + 1) % 3 - 1)]:
            fields = {"statement": statement, "value": value}
            answer = None
            while answer is None and not self.is_over:
                answer = self.send(connection, "vote/", fields, number, cookie)
            if answer is None:  # the last kill came before the answer: kept or not, both are right
                self.unanswered.append((cookie.partition("=")[2], statement, value))
                return
            cookie = cookie or answer.headers["set-cookie"].split(";")[0]
            self.acknowledged.append((cookie.partition("=")[2], statement, value))


def kill_again_and_again(origin, port, visitors):
    """Serve, and kill in the midst of work; six times."""
    chance = random.Random(7)  # noqa: S311
    for kill in range(KILLS):
        server = origin.start("serve", "--port", str(port))
        wait_for_server(port, server)
        if kill == 0:
            visitors.open_page()
            time.sleep(1.1)  # a form that comes back sooner is a machine's
            visitors.begin()
        wanted = len(visitors.acknowledged) + chance.randrange(10, 60)
        wait_for(lambda wanted=wanted: len(visitors.acknowledged) >= wanted, what="taking part")
        server.kill()
    visitors.end()


def test_every_acknowledged_signature_is_there_after_six_kills(origin):
    origin.settings = {"CONCERTED_PROXIES": "1", "CONCERTED_WORKERS": "2"}
    path = origin.python(MAKE_PETITION)
    port = free_port()
    signers = Signers(port, path)
    kill_again_and_again(origin, port, signers)

    kept = json.loads(origin.python(READ_SIGNATURES))

    assert set(signers.answers) == {302}, signers.answers
    assert len(signers.acknowledged) > KILLS * 10
    assert set(signers.acknowledged) <= set(kept["emails"])
    whole = len(kept["emails"])
    assert len(set(kept["emails"])) == whole
    assert kept["count"] == kept["noted"] == kept["persons"] == whole
    assert sorted(kept["mails"]) == sorted(kept["emails"]), "each signature has one mail of thanks"


class OnePerson(Visitors):
    """Eight telephones from which one person signs in the same moment, each on a network of its own."""

    def take_part(self, connection, number):
        fields = {"name": "Rosa Alvarez", "email": "rosa@example.org", "postal_code": "02134"}
        self.send(connection, "sign/", fields, number)


def test_one_person_who_signs_in_many_places_at_once_signs_once(origin):
    origin.settings = {"CONCERTED_PROXIES": "1", "CONCERTED_WORKERS": "4"}
    path = origin.python(MAKE_PETITION)
    port = free_port()
    server = origin.start("serve", "--port", str(port), "--no-worker")
    wait_for_server(port, server)
    rosa = OnePerson(port, path)
    rosa.open_page()
    time.sleep(1.1)
    rosa.begin()
    wait_for(lambda: rosa.answers.total() >= VISITORS, what="signing")
    rosa.end()
    server.kill()

    kept = json.loads(origin.python(READ_SIGNATURES))

    assert set(rosa.answers) <= {302, 422}, "422 where it was sent many times"
    assert rosa.answers[302] >= VISITORS / 2
    assert kept["emails"] == ["rosa@example.org"]
    assert kept["count"] == kept["persons"] == 1


MAKE_CONVERSATION = """
from concerted.listen.conversations.tests.factories import make_conversation
from concerted.organizations.models import Organization
made = make_conversation(Organization.objects.create(name="Elm", slug="elm"))
print(made.get_absolute_url(), *made.statements.values_list("pk", flat=True))
"""
READ_VOTES = """
import json
from collections import Counter
from pathlib import Path
from concerted.listen.conversations.models import Conversation, Participant, Statement, Vote
from concerted.listen.conversations.queries.voices import cookie_name, key_in, participant_of
talk = Conversation.objects.get()
told = json.loads(Path({path!r}).read_text())
said = {{(cookie, statement): value for cookie, statement, value in told["acknowledged"]}}
maybe = {{(cookie, statement): value for cookie, statement, value in told["unanswered"]}}
kept = {{(pk, str(statement)): value for pk, statement, value in
    Vote.objects.values_list("participant_id", "statement_id", "value")}}
voices = {{cookie: participant_of(talk, key_in({{cookie_name(talk): cookie}}, talk)) for cookie, _ in said}}
rows = Counter((one, value) for (_, one), value in kept.items())
counts = Counter()
for one in Statement.objects.all():
    for value, count in ((1, one.agree_count), (-1, one.disagree_count), (0, one.pass_count)):
        if count:
            counts[str(one.pk), value] = count
print(json.dumps({{
    "lost": sum(
        kept.get((getattr(voices[cookie], "pk", None), one)) not in (value, maybe.get((cookie, one), value))
        for (cookie, one), value in said.items()
    ),
    "acknowledged": len(said),
    "rows": len(kept),
    "is_counted": rows == counts,
    "participants": [talk.participant_count, Participant.objects.count()],
}}))
"""


def test_every_acknowledged_vote_is_there_and_counted_after_six_kills(origin):
    origin.settings = {"CONCERTED_PROXIES": "1", "CONCERTED_WORKERS": "2"}
    path, *statements = origin.python(MAKE_CONVERSATION).split()
    port = free_port()
    voters = Voters(port, path, statements)
    kill_again_and_again(origin, port, voters)
    told = origin.folder / "acknowledged.json"
    told.write_text(
        json.dumps({"acknowledged": voters.acknowledged, "unanswered": voters.unanswered})
    )

    kept = json.loads(origin.python(READ_VOTES.format(path=str(told))))

    assert set(voters.answers) == {302}, voters.answers
    assert kept["acknowledged"] > KILLS * 5
    assert kept["lost"] == 0
    assert kept["acknowledged"] <= kept["rows"] <= kept["acknowledged"] + KILLS * VISITORS
    assert kept["is_counted"], "the counts of the statements are those of the rows"
    assert len(set(kept["participants"])) == 1


class Sink:
    """A mail server that remembers each mail by its Message-ID."""

    def __init__(self):
        self.arrived: list[str] = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        self.arrived.append(message_from_bytes(envelope.content)["Message-ID"])
        return "250 OK"


@pytest.fixture
def sink():
    keeper = Sink()
    keeper.port = free_port()
    controller = Controller(keeper, hostname="127.0.0.1", port=keeper.port)
    controller.start()
    yield keeper
    controller.stop()


MAILS = 400
POST = """
from concerted.base.outbox.posting import post_mail
from concerted.organizations.models import Organization
from django.db import transaction
elm = Organization.objects.create(name="Elm", slug="elm")
with transaction.atomic():
    for number in range({count}):
        post_mail(to=f"r{{number}}@example.org", template="try/hello", language="en", context={{"organization": elm}})
"""
STATES = "SELECT state, count(*) FROM base_outgoingmail GROUP BY state"


@pytest.fixture
def mailing(origin, sink):
    """Many mails wait, and a mail server is there."""
    templates = origin.folder / "templates" / "try"
    templates.mkdir(parents=True)
    (templates / "hello.subject.txt").write_text("Hello")
    (templates / "hello.txt").write_text("This is {{ organization.name }}.")
    origin.settings = {
        "CONCERTED_SMTP_HOST": "127.0.0.1",
        "CONCERTED_SMTP_PORT": str(sink.port),
        "CONCERTED_TEMPLATES": str(templates.parent),
    }
    origin.python(POST.format(count=MAILS))
    return origin


def _all_sent(mailing):
    return mailing.ask(STATES) == [("sent", MAILS)]


def test_no_mail_is_lost_and_none_sent_twice_save_the_one_in_flight_after_six_kills(mailing, sink):
    chance = random.Random(7)  # noqa: S311
    for _ in range(KILLS):
        wanted = len(sink.arrived) + chance.randrange(5, 35)
        worker = mailing.start("worker")
        wait_for(lambda wanted=wanted: len(sink.arrived) >= wanted, what="mailing")
        worker.kill()
    survivors = [mailing.start("worker"), mailing.start("worker")]
    wait_for(lambda: len(set(sink.arrived)) == MAILS, what="the rest of the mail")
    wait_for(lambda: _all_sent(mailing), what="settling")
    for worker in survivors:
        worker.stop()

    twice = {name: count for name, count in Counter(sink.arrived).items() if count > 1}
    assert len(set(sink.arrived)) == MAILS
    assert sum(twice.values()) - len(twice) <= KILLS, "one in flight at each kill"


def test_workers_side_by_side_send_each_mail_once(mailing, sink):
    workers = [mailing.start("worker") for _ in range(3)]
    wait_for(lambda: len(set(sink.arrived)) == MAILS, what="all the mail")
    wait_for(lambda: _all_sent(mailing), what="settling")
    for worker in workers:
        assert worker.stop() == 0

    assert len(sink.arrived) == MAILS


LETTERS = 120
WRITE = """
from concerted.act.letters.tests.factories import make_letters, send
from concerted.act.officials.tests.factories import make_official
from concerted.base.models import OutgoingMail
from concerted.organizations.models import Organization
elm = Organization.objects.create(name="Elm", slug="elm")
letters = make_letters(elm, officials=[make_official(elm, email="council@example.org")])
for number in range({count}):
    send(letters, name=f"Writer{{number}} Lee", email=f"w{{number}}@example.org")
OutgoingMail.objects.exclude(template="letters/mail/letter").delete()
"""
LETTER_STATES = "SELECT state, count(*) FROM letters_delivery GROUP BY state"


@pytest.mark.once
def test_no_letter_to_an_official_is_lost_and_each_is_written_down_as_sent_after_kills(
    origin, sink
):
    chance = random.Random(7)  # noqa: S311
    origin.settings = {
        "CONCERTED_SMTP_HOST": "127.0.0.1",
        "CONCERTED_SMTP_PORT": str(sink.port),
    }
    origin.python(WRITE.format(count=LETTERS))
    kills = 3
    for _ in range(kills):
        wanted = len(sink.arrived) + chance.randrange(5, 25)
        worker = origin.start("worker")
        wait_for(lambda wanted=wanted: len(sink.arrived) >= wanted, what="mailing")
        worker.kill()
    survivor = origin.start("worker")
    wait_for(lambda: len(set(sink.arrived)) == LETTERS, what="the rest of the letters")
    wait_for(
        lambda: origin.ask(LETTER_STATES) == [("sent", LETTERS)],
        what="writing down what left",
        seconds=90,
    )
    survivor.stop()

    assert len(sink.arrived) - LETTERS <= kills, "one in flight at each kill"
