from __future__ import annotations

import pytest
from django.test import Client

from concerted.base import defence
from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.goals import ledger
from concerted.goals.tests.factories import make_goal
from concerted.listen.conversations.models import Participant, Statement, Vote
from concerted.listen.conversations.operations.conversations import (
    change_conversation,
    close_conversation,
)
from concerted.listen.conversations.tests.counting import assert_counts_hold
from concerted.listen.conversations.tests.factories import (
    KEY,
    SEEDS,
    make_conversation,
    make_draft,
    vote,
)
from concerted.organizations.translating import save_translation

pytestmark = pytest.mark.django_db
URL = "/en/o/elm-street/conversations/what-would-make-the-clinic-work-for-you/"


@pytest.fixture(autouse=True)
def _no_hurry(monkeypatch):
    """Tests fill in forms faster than people."""
    monkeypatch.setattr(defence, "QUICKEST", -1)


@pytest.fixture
def talk(union):
    return make_conversation(union)


def cast(client, statement, value, **values):
    given = {"statement": statement.pk, "value": value, "stamp": defence.new_stamp(), **values}
    return client.post(f"{URL}vote/", given)


def say(client, text, **values):
    given = {"text": text, "language": "en", "stamp": defence.new_stamp(), **values}
    return client.post(f"{URL}say/", given)


def asked(client):
    return client.get(URL).context["page"].ask


def test_the_page_asks_about_one_statement_and_sets_no_cookie(talk, client):
    response = client.get(URL)
    page = response.content.decode()

    assert not response.cookies
    assert sum(seed in page for seed in SEEDS) == 1
    assert all(word in page for word in (">Agree<", ">Disagree<", ">Pass, or unsure<"))
    assert "Written by the organizers" in page
    assert "You have voted on 0 of 3" in page
    assert "private" in response["Cache-Control"]


def test_the_first_vote_sets_one_cookie_of_this_conversation_alone(talk, client):
    response = cast(client, asked(client).statement, 1)
    (cookie,) = response.cookies.values()

    assert response.status_code == 302
    assert response["Location"] == f"{URL}#vote"
    assert cookie.key == f"voice-{talk.pk.hex[-12:]}"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cast(client, asked(client).statement, 1).cookies
    assert Participant.objects.count() == 1
    assert Vote.objects.count() == 2


def test_who_votes_on_everything_is_thanked_and_can_change_their_mind(talk, client):
    for _statement in SEEDS:
        cast(client, asked(client).statement, 1)
    done = client.get(URL).content.decode()
    again = client.get(f"{URL}?statement=2")

    assert "You have voted on everything" in done
    assert all(seed in done for seed in SEEDS)
    assert "You can change your mind." in again.content.decode()
    assert again.context["page"].ask.value == 1

    cast(client, talk.statements.get(number=2), -1)

    assert talk.statements.get(number=2).disagree_count == 1
    assert Vote.objects.count() == 3


def test_a_reload_asks_the_same_statement_until_one_votes(union, client):
    make_conversation(union, seeds=[f"Idea {number}" for number in range(40)])
    cast(client, asked(client).statement, 1)

    assert len({asked(client).statement for _reload in range(5)}) == 1


def test_a_forged_cookie_is_nobody(talk, client):
    vote(talk, 1, 1)
    client.cookies[f"voice-{talk.pk.hex[-12:]}"] = KEY

    assert not client.get(URL).context["page"].has_voice


def test_a_machine_without_the_stamp_votes_nothing(talk, client):
    statement = talk.statements.get(number=1)

    assert cast(client, statement, 1, stamp="forged").status_code == 409
    assert cast(client, statement, 1, website="spam").status_code == 409
    assert cast(client, statement, 7).status_code == 422
    assert cast(client, statement, "").status_code == 422
    assert not Vote.objects.exists()
    assert not Participant.objects.exists()


def test_the_first_vote_takes_a_moment_and_the_next_ones_do_not(talk, client, monkeypatch):
    monkeypatch.setattr(defence, "QUICKEST", 60)
    assert cast(client, talk.statements.get(number=1), 1).status_code == 409
    monkeypatch.setattr(defence, "QUICKEST", -1)
    cast(client, talk.statements.get(number=1), 1)
    monkeypatch.setattr(defence, "QUICKEST", 60)

    assert cast(client, talk.statements.get(number=2), 1).status_code == 302


def test_a_statement_is_read_in_ones_language_with_the_original_beside_it(union, client):
    talk = make_conversation(union, seeds=SEEDS[:1])
    seed = talk.statements.get()
    text = {"text": "Que la clínica abra de noche."}
    save_translation(record=seed, language="es", texts=text, by=None)

    page = client.get(URL.replace("/en/", "/es/")).content.decode()

    assert text["text"] in page
    assert SEEDS[0] in page
    assert "<details" in page
    assert "The original has changed" not in page

    Statement.objects.filter(pk=seed.pk).update(text="Keep it open until 9 pm.")
    shown = client.get(URL.replace("/en/", "/es/")).context["page"].ask

    assert shown.text.is_outdated


def test_a_statement_of_ones_own_waits_and_its_author_is_told(talk, client):
    response = say(client, "My mother needs a ride home.")
    page = client.get(URL).content.decode()

    assert response["Location"] == f"{URL}#say"
    assert len(response.cookies) == 1
    assert "1 statement of yours waits to be read" in page
    assert "My mother needs a ride home." not in Client().get(URL).content.decode()


def test_who_says_nearly_the_same_is_asked_first(talk, client):
    text = "Keep the clinic open till 8 pm two nights a week!"
    response = say(client, text)

    assert response.status_code == 422
    assert "These say nearly the same" in response.content.decode()
    assert "?statement=1#vote" in response.content.decode()
    assert talk.statements.count() == 3

    assert say(client, text, is_different="on").status_code == 302
    assert talk.statements.count() == 4


def test_a_long_or_forbidden_statement_is_told_beside_the_field(union, client):
    make_conversation(union, statement_length=60)

    long = say(client, "x" * 61)
    quick = say(client, "A ride.", stamp="forged")

    assert (long.status_code, quick.status_code) == (422, 422)
    assert "60 letters at most" in long.content.decode()
    assert not Participant.objects.exists()


def test_drafts_are_not_found_and_closed_conversations_stay_readable(union, client):
    make_draft(union)
    assert client.get(URL).status_code == 404
    talk = make_conversation(union, title="Another question")

    close_conversation(conversation=talk, by=None)
    page = client.get(talk.get_absolute_url()).content.decode()

    assert "This conversation is closed" in page
    assert ">Agree<" not in page
    assert "Send my statement" not in page


def test_an_empty_conversation_says_what_comes(union, client):
    make_conversation(union, seeds=[])

    assert "The first statements are on their way" in client.get(URL).content.decode()


def test_the_log_is_for_everybody(talk, client, browse, olga):
    say(client, "The potholes on Oak Avenue.")
    number = talk.statements.get(state="waiting").number
    work = f"/en/work/elm-street/conversations/{talk.slug}/statements/{number}/review/"

    wrong = browse(olga).post(work, {"decision": "reject", "reason": ""})
    right = browse(olga).post(work, {"decision": "reject", "reason": "off_topic"})
    log = client.get(f"{URL}moderation/").content.decode()

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "It is about something else" in log
    assert "The potholes on Oak Avenue." in log


def token_of(mail):
    return mail.context["token"]


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_a_mailed_link_goes_on_from_another_device(union, client, browse, is_anonymous):
    make_conversation(union, is_anonymous=is_anonymous)
    cast(client, asked(client).statement, 1)
    given = {"email": "rosa@example.org", "stamp": defence.new_stamp()}
    client.post(f"{URL}come-back/", given)
    mail = OutgoingMail.objects.get()
    phone, link = browse(), f"/en/i/{token_of(mail)}/conversation/"

    assert "rosa" not in str(mail.context)
    assert not phone.get(link).cookies
    assert Participant.objects.get().person is None

    phone.post(link)

    assert phone.get(URL).context["page"].voted_count == 1
    assert Participant.objects.count() == 1
    assert (Participant.objects.get().person is None) is is_anonymous


@pytest.mark.parametrize("joins", [True, False])
def test_two_devices_of_one_person_become_one_voice_only_where_they_say_so(
    talk, client, browse, joins
):
    phone = browse()
    cast(client, talk.statements.get(number=1), 1)
    cast(client, talk.statements.get(number=2), 1)
    cast(phone, talk.statements.get(number=2), -1)
    cast(phone, talk.statements.get(number=3), 0)
    say(phone, "My mother needs a ride home.")
    client.post(f"{URL}come-back/", {"email": "a@example.org", "stamp": defence.new_stamp()})
    link = f"/en/i/{token_of(OutgoingMail.objects.get())}/conversation/"

    assert "They are mine: join them" in phone.get(link).content.decode()
    phone.post(link, {"join": "on"} if joins else {})
    phone.post(link, {"join": "on"} if joins else {})

    assert phone.get(URL).context["page"].voted_count == (3 if joins else 2)
    assert Participant.objects.count() == (1 if joins else 2)
    second = talk.statements.get(number=2)
    assert (second.agree_count, second.disagree_count) == ((0, 1) if joins else (1, 1))
    assert talk.statements.get(number=4).author.number == (1 if joins else 2)
    assert_counts_hold(talk)


def test_a_link_cannot_be_forged_and_is_only_for_who_voted(talk, client):
    given = {"email": "rosa@example.org", "stamp": defence.new_stamp()}

    assert client.get("/en/i/forged/conversation/").status_code == 404
    assert "First vote once" in client.post(f"{URL}come-back/", given).content.decode()
    assert not OutgoingMail.objects.exists()


def test_the_promise_of_being_anonymous_stays(talk):
    with pytest.raises(Refused, match="This promise stays"):
        change_conversation(conversation=talk, is_anonymous=False, by=None)


def test_the_page_asks_as_many_queries_for_fifty_statements_as_for_three(
    union, client, django_assert_max_num_queries
):
    make_conversation(union, seeds=[f"Idea {number}" for number in range(50)])
    for _vote in range(5):
        cast(client, asked(client).statement, 1)

    with django_assert_max_num_queries(10):
        client.get(URL.replace("/en/", "/es/"))


def test_a_page_weighs_little(union, client):
    make_conversation(union, seeds=[f"Idea {number}" for number in range(50)])

    assert len(client.get(URL).content) < 30_000


def test_the_list_and_the_ledger_count_people_votes_and_statements(union, browse, olga):
    goal = make_goal(union)
    talk = make_conversation(union, goal=goal)
    vote(talk, 1, 1)
    vote(talk, 2, 0, key="another")

    listed = browse(olga).get("/en/work/elm-street/conversations/").context["cards"][0].numbers
    line = ledger.ledgers([goal], None, "en")[goal.pk][0].line

    assert (listed.participants, listed.statements, listed.votes) == (2, 3, 2)
    assert (line.figure, line.text) == ("2", "people, 2 votes on 3 statements")
    assert line.url == URL


def test_htmx_gets_the_part_that_a_vote_changes_and_a_browser_the_page(talk, client):
    cast(client, asked(client).statement, 1)

    part = client.get(URL, headers={"hx-request": "true"})
    whole = client.get(URL)

    assert b"<html" not in part.content
    assert b"<html" in whole.content
    assert "HX-Request" in whole["Vary"]
    body = part.content.decode()
    assert 'id="vote"' in body
    assert "autofocus" in body
    assert "Your vote is counted. You have voted on 1 of 3." in body
    assert body.count("hx-swap-oob") == 3
    assert "autofocus" not in whole.content.decode()


def test_htmx_is_told_why_a_vote_does_not_count(talk, client):
    close_conversation(conversation=talk, by=None)
    given = {"statement": talk.statements.get(number=1).pk, "value": 1}

    refused = client.post(
        f"{URL}vote/", {**given, "stamp": defence.new_stamp()}, headers={"hx-request": "true"}
    )

    assert refused.status_code == 409
    assert refused["HX-Reswap"] == "afterbegin"
    assert 'role="alert"' in refused.content.decode()
