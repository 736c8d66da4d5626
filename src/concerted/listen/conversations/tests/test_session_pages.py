"""Sessions as people meet them: on the screen, on a phone in the room, and at the table where paper is typed in."""

from __future__ import annotations

import pytest
from django.urls import reverse

from concerted.base import defence
from concerted.listen.conversations.models import (
    Ballot,
    Participant,
    Session,
    Stack,
    Statement,
    Tally,
    Vote,
)
from concerted.listen.conversations.operations.sessions import (
    close_round,
    close_session,
    show_statement,
)
from concerted.listen.conversations.tests.factories import (
    EVENING,
    SEEDS,
    make_conversation,
    make_session,
    make_stack,
    vote_in,
)
from concerted.organizations.translating import save_translation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _hurried(monkeypatch):
    """Visitors here vote in less than a second."""
    monkeypatch.setattr(defence, "QUICKEST", 0.0)


@pytest.fixture
def session(union):
    return make_session(make_conversation(union))


@pytest.fixture
def desk(client, cleo):
    client.force_login(cleo)
    return client


def url(name, session, *more):
    place = [session.organization.slug, session.conversation.slug, session.number, *more]
    return reverse(f"conversations:{name}", args=place)


def ask(session, number=1):
    statement = session.conversation.statements.get(number=number)
    return show_statement(session=session, statement=statement)


def text_of(response):
    return " ".join(response.content.decode().split())


def form_of(session):
    """What a page on a phone sends with each of its buttons."""
    session.refresh_from_db()
    return {"statement": session.on_screen_id, "stamp": defence.new_stamp()}


def vote_on_phone(client, session, value):
    place = session.get_absolute_url() + "vote/"
    return client.post(place, {**form_of(session), "value": value}, HTTP_REFERER="")


def test_a_contributor_plans_a_session(desk, union, cleo):
    talk = make_conversation(union)
    place = reverse("conversations:add_session", args=[union.slug, talk.slug])
    given = {
        "starts_at": "2026-12-03T18:30",
        "place": "Library",
        "languages": ["en", "es"],
        "ways": ["screen", "ballots"],
        "facilitator": cleo.pk,
    }

    answer = desk.post(place, given)

    planned = Session.objects.get()
    assert answer["Location"] == url("session", planned)
    assert (planned.languages, planned.facilitator) == (["en", "es"], cleo)
    assert planned.starts_at.hour == 23, "the time of the organization, in New York"


def test_three_languages_are_one_too_many_beside_the_field(desk, session):
    given = {
        "starts_at": "2026-12-03T18:30",
        "place": "Library",
        "languages": ["en", "es", "ht"],
        "ways": ["screen"],
    }

    answer = desk.post(url("change_session", session), given)

    assert answer.status_code == 422
    assert "one or two languages" in text_of(answer)


def test_the_list_costs_the_same_however_many_sessions_there_are(
    desk, session, django_assert_num_queries
):
    place = reverse("conversations:sessions", args=["elm-street", session.conversation.slug])
    desk.get(place)
    for number in range(4):
        make_session(session.conversation, place=f"Room {number}")

    with django_assert_num_queries(9):
        page = desk.get(place)

    assert "Room 3" in text_of(page)


def test_the_screen_shows_a_statement_in_two_languages_side_by_side(desk, session):
    first = session.conversation.statements.get(number=1)
    save_translation(record=first, language="es", texts={"text": "Abierto hasta las 8."}, by=None)
    Session.objects.update(languages=["en", "es"])

    desk.post(url("show_statement", session, 1))
    page = text_of(desk.get(url("screen", session)))

    assert SEEDS[0] in page
    assert "Abierto hasta las 8." in page
    assert f"/r/{session.code}" in page
    assert "<svg" in page
    assert "Statement 1 of 3" in page
    assert "Vote en su teléfono" in page


def test_what_is_not_translated_stands_on_the_screen_once(desk, session):
    Session.objects.update(languages=["en", "es"])

    desk.post(url("show_statement", session, 1))

    assert text_of(desk.get(url("screen", session))).count(SEEDS[0]) == 1


def test_the_screen_tells_how_many_have_voted_and_never_how_before_it_is_over(desk, session):
    ask(session)
    for number in range(6):
        vote_in(session, 1, 1 if number else -1, key=f"key {number}")

    page = text_of(desk.get(url("screen", session)))

    assert "<b>6</b> have voted" in page
    assert "% agree" not in page

    desk.post(url("close_round", session, 1), {"look": "dark"})
    page = text_of(desk.get(url("screen", session)))

    assert "83% agree" in page
    assert "17% disagree" in page
    assert "of 6 people" in page


def test_how_fewer_than_the_floor_voted_is_never_shown(desk, session):
    ask(session)
    for number in range(4):
        vote_in(session, 1, 1, key=f"key {number}")
    close_round(session=session, statement=session.conversation.statements.get(number=1))

    page = text_of(desk.get(url("screen", session)))

    assert "Fewer than 5 voted" in page
    assert "agree" not in page.partition("<main")[2].partition("</main>")[0]


def test_htmx_gets_only_the_count(desk, session):
    ask(session)
    vote_in(session, 1, 1)

    part = desk.get(url("screen", session), headers={"HX-Request": "true"})

    assert text_of(part).startswith("<p")
    assert "<b>1</b> has voted" in text_of(part)
    assert "HX-Request" in part["Vary"]


def test_a_look_stays_from_statement_to_statement(desk, session):
    answer = desk.post(url("show_statement", session, 1), {"look": "dark"})

    assert answer["Location"].endswith("?look=dark")
    assert 'data-look="dark"' in text_of(desk.get(answer["Location"]))
    assert "data-look" not in text_of(desk.get(url("screen", session) + "?look=evil"))


def test_the_short_address_leads_to_the_room_in_the_language_of_the_phone(client, session):
    answer = client.get(f"/r/{session.code.upper()}/", HTTP_ACCEPT_LANGUAGE="es", follow=True)

    assert answer.redirect_chain[-1][0] == (
        f"/es/o/elm-street/conversations/{session.conversation.slug}/room/{session.code}/"
    )


def test_the_short_address_leads_to_the_conversation_when_the_room_is_empty(client, session):
    close_session(session=session, by=None)
    over = session.conversation.get_absolute_url()

    assert client.get(reverse("conversations:enter_room", args=[session.code]))["Location"] == over
    assert client.get(session.get_absolute_url())["Location"] == over
    poll = client.get(session.get_absolute_url(), headers={"HX-Request": "true"})
    assert poll["HX-Redirect"] == over
    assert client.get(reverse("conversations:enter_room", args=["no-such"])).status_code == 404


def test_a_phone_in_the_room_votes_on_what_is_on_the_screen(client, session):
    assert "It begins soon" in text_of(client.get(session.get_absolute_url()))
    ask(session, 2)

    answer = vote_on_phone(client, session, 1)

    vote = Vote.objects.get()
    assert (vote.session, vote.statement.number) == (session, 2)
    page = text_of(client.get(answer["Location"]))
    assert "You said: Agree" in page
    assert "hx-get" in page


def test_a_page_with_buttons_does_not_change_under_the_finger(client, session):
    ask(session)

    assert "hx-get" not in text_of(client.get(session.get_absolute_url()))


def test_a_phone_changes_its_answer_until_the_vote_is_over(client, session):
    ask(session)
    vote_on_phone(client, session, 1)
    assert SEEDS[0] in text_of(client.get(session.get_absolute_url() + "?change=1"))

    vote_on_phone(client, session, -1)
    assert Vote.objects.get().value == -1

    close_round(session=session, statement=session.conversation.statements.get(number=1))
    late = vote_on_phone(client, session, 1)
    assert late.status_code == 409
    assert f'href="{session.get_absolute_url()}"' in late.content.decode()
    assert "is over" in text_of(client.get(session.get_absolute_url()))


def test_a_vote_in_the_room_says_something_and_comes_from_our_page(client, session):
    ask(session)
    place, form = session.get_absolute_url() + "vote/", form_of(session)

    assert client.post(place, {**form, "value": "7"}).status_code == 422
    assert client.post(place, {**form, "value": 1, "stamp": "forged"}).status_code == 409
    assert not Vote.objects.exists()


def test_a_room_of_two_hundred_phones_on_one_network_gets_through(client, session):
    ask(session)

    for number in range(200):
        client.cookies.clear()
        assert vote_on_phone(client, session, 1).status_code == 302, number

    assert Participant.objects.count() == 200


def test_the_page_on_a_phone_costs_the_same_in_a_large_conversation(
    client, session, django_assert_max_num_queries
):
    ask(session)
    with django_assert_max_num_queries(6):
        client.get(session.get_absolute_url())


def test_hands_are_counted_from_the_screen_and_back(desk, session):
    ask(session)
    place = url("record_tally", session, 1)

    wrong = desk.post(place, {"kind": "hands", "agree": "-1", "disagree": "x", "passed": "0"})
    right = desk.post(place, {"kind": "hands", "agree": "9", "disagree": "2", "passed": "0"})

    assert wrong.status_code == 422
    assert right["Location"] == url("screen", session)
    assert Tally.objects.get().vote_count == 11
    assert 'value="9"' in text_of(desk.get(place + "?kind=hands"))
    assert "<span>9</span>" in text_of(desk.get(url("counts", session)))


def test_what_is_said_aloud_is_offered_what_was_said_before(desk, session):
    place = url("write_down_statement", session)
    near = {"text": "Keep the clinic open till 8 pm two nights a week", "language": "en"}

    asked = desk.post(place, near)
    assert asked.status_code == 422
    assert "nearly the same" in text_of(asked)

    desk.post(place, {**near, "is_different": "on"})
    assert Statement.objects.get(number=4).origin == "facilitator"


def test_ballots_are_typed_one_after_the_other_by_keys_alone(desk, session, cleo):
    stack = make_stack(session, by=cleo)
    page = desk.get(url("stack", session, 1))
    assert "Write <b>1–1</b> on the paper" in text_of(page)

    answer = desk.post(url("type_ballot", session, 1), {"number": 1, "answers": "1 2, 3"})
    page = desk.get(answer["Location"])
    desk.post(url("type_ballot", session, 1), {"number": 2, "answers": "100"})

    assert "Write <b>1–2</b> on the paper" in text_of(page)
    ballots = Ballot.objects.filter(stack=stack).order_by("number")
    assert [one.participant.votes.count() for one in ballots] == [3, 1]


@pytest.mark.parametrize(
    ("typed", "words"),
    [("12", "typed 2 answers"), ("1234", "“4” means nothing"), ("12x", "“x” means nothing")],
)
def test_a_slip_of_the_keys_is_told_beside_the_field(desk, session, cleo, typed, words):
    make_stack(session, by=cleo)

    answer = desk.post(url("type_ballot", session, 1), {"number": 1, "answers": typed})

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not Ballot.objects.exists()


def test_a_stack_is_typed_finished_checked_and_then_tells_nobodys_answers(
    desk, session, cleo, olga, client
):
    make_stack(session, by=cleo)
    desk.post(url("type_ballot", session, 1), {"number": 1, "answers": "123"})
    desk.post(url("finish_stack", session, 1))
    assert "ask somebody else" in text_of(desk.get(url("stack", session, 1)))
    desk.post(url("correct_ballot", session, 1, 1), {"number": 1, "answers": "113"})
    desk.force_login(olga)
    assert "mark as checked" in text_of(desk.get(url("stack", session, 1)))

    desk.post(url("check_stack", session, 1))

    page = text_of(desk.get(url("stack", session, 1)))
    assert "Checked by Olga" in page
    assert "<th" not in page
    assert "113" not in text_of(desk.get(url("correct_ballot", session, 1, 1)))


def test_a_stack_is_taken_back_after_one_last_look(desk, session, cleo):
    make_stack(session, by=cleo)
    desk.post(url("type_ballot", session, 1), {"number": 1, "answers": "123"})

    assert "Take stack 1 back?" in text_of(desk.get(url("undo_stack", session, 1)))
    assert Participant.objects.count() == 1
    desk.post(url("undo_stack", session, 1))

    assert Participant.objects.count() == 0
    assert Stack.objects.get().state == "undone"


def test_a_stack_costs_the_same_however_many_ballots_it_has(
    desk, session, cleo, django_assert_num_queries
):
    make_stack(session, by=cleo)
    for number in range(1, 8):
        desk.post(url("type_ballot", session, 1), {"number": number, "answers": "123"})
    desk.get(url("stack", session, 1))

    with django_assert_num_queries(8):
        desk.get(url("stack", session, 1))


def test_when_a_session_is_told_in_the_time_of_its_organization(desk, session):
    assert EVENING.hour == 22
    assert "6:30 p.m." in text_of(desk.get(url("session", session)))
