from __future__ import annotations

import pytest

from concerted.base.errors import Refused
from concerted.listen.conversations.models import Origin, Reason, Statement, StatementState
from concerted.listen.conversations.operations.conversations import close_conversation
from concerted.listen.conversations.operations.statements import (
    review_statement,
    seed_statements,
    suggest_statement,
)
from concerted.listen.conversations.queries.moderation import moderation_log
from concerted.listen.conversations.queries.screening import alike_statements, alikeness
from concerted.listen.conversations.tests.factories import (
    KEY,
    SEEDS,
    make_conversation,
    make_draft,
)
from concerted.organizations.translating import save_translation

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(union):
    return make_conversation(union)


def suggest(talk, text, **values):
    return suggest_statement(
        conversation=talk, text=text, **{"key": KEY, "language": "en", **values}
    )


def test_seeds_are_shown_at_once_and_numbered(talk):
    rows = list(talk.statements.values_list("number", "text", "state", "origin"))

    assert rows == [
        (number, text, StatementState.ACCEPTED, Origin.SEED)
        for number, text in enumerate(SEEDS, start=1)
    ]


def test_seeding_the_same_again_adds_nothing(talk):
    assert seed_statements(conversation=talk, texts=[SEEDS[0].upper(), ""], by=None) == []
    assert talk.statements.count() == 3


def test_a_statement_of_a_participant_waits_to_be_read(talk):
    added = suggest(talk, "My mother needs a ride home.")

    assert (added.number, added.state, added.origin) == (4, "waiting", "participant")
    assert added.author.number == 1


def test_without_strict_moderation_a_statement_is_shown_at_once(union):
    talk = make_conversation(union, needs_review=False)

    assert suggest(talk, "My mother needs a ride home.").state == StatementState.ACCEPTED


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Write to me at rosa@example.com about it.", Reason.IDENTIFIES),
        ("Call 617-555-0148 and ask for her.", Reason.IDENTIFIES),
        ("All of it is on www.example.org/clinic", Reason.IDENTIFIES),
        ("The doctor is an idiot.", Reason.ATTACKS),
        ("El doctor es un idiota.", Reason.ATTACKS),
        ("THE CLINIC MUST STAY OPEN NOW", Reason.SHOUTS),
        ("Open the cliniccccccc please", Reason.SHOUTS),
    ],
)
def test_what_may_harm_is_held_even_without_strict_moderation(union, text, reason):
    talk = make_conversation(union, needs_review=False)

    held = suggest(talk, text)

    assert (held.state, held.reason) == (StatementState.HELD, reason)


@pytest.mark.parametrize(
    "text",
    [
        "Open from 8 to 20, all 7 days, for 6,200 neighbors.",
        "In 2024 and 2025 I waited 45 minutes.",
        "我需要一个会说中文的人。",
        "The ER is far, and the ACA helps me.",
    ],
)
def test_plain_words_are_not_held(union, text):
    assert suggest(make_conversation(union, needs_review=False), text).reason == ""


def test_a_statement_is_one_idea_in_few_letters(talk):
    with pytest.raises(Refused, match="140 letters"):
        suggest(talk, "x" * 141)

    assert suggest(talk, "x y " * 35).number == 4


def test_the_very_same_statement_is_refused(talk):
    with pytest.raises(Refused, match="exactly this"):
        suggest(talk, SEEDS[0].upper())


def test_statements_that_say_nearly_the_same_are_found_and_others_are_not(talk):
    near = alike_statements(talk, "keep the clinic open till 8pm, two nights in the week", "en")

    assert [one.number for one in near] == [1]
    assert alike_statements(talk, "The waiting room needs toys.", "en") == []
    assert alikeness("Same", "same!") == pytest.approx(1)
    assert alikeness("Same", "Other") < 0.2


def test_a_statement_that_was_said_in_another_language_is_found_by_its_translation(talk):
    text = {"text": "Que los autobuses a la clínica pasen los domingos."}
    save_translation(record=talk.statements.get(number=3), language="es", texts=text, by=None)

    near = alike_statements(talk, "que los autobuses a la clinica pasen el domingo", "es")

    assert [one.number for one in near] == [3]


def test_closed_drafted_or_seeds_only_conversations_take_no_statements(union):
    closed = close_conversation(conversation=make_conversation(union, title="Closed"), by=None)
    seeds_only = make_conversation(union, title="Seeds only", takes_statements=False)

    for talk in (closed, seeds_only, make_draft(union, title="Draft")):
        with pytest.raises(Refused, match="not taking statements"):
            suggest(talk, "A ride.")


def test_one_voice_adds_ten_statements_and_then_waits(talk):
    for number in range(10):
        suggest(talk, f"Idea number {number}")

    with pytest.raises(Refused, match="many statements"):
        suggest(talk, "One more idea")


def test_a_rejection_needs_its_reason_and_stands_in_the_log(talk, omar):
    added = suggest(talk, "The potholes on Oak Avenue.")
    with pytest.raises(Refused, match="choose a reason"):
        review_statement(statement=added, is_accepted=False, by=omar)

    review_statement(statement=added, is_accepted=False, reason="off_topic", by=omar)
    (entry,) = moderation_log(talk, "en")

    assert entry.text.text == "The potholes on Oak Avenue."
    assert entry.statement.get_reason_display() == "It is about something else"


def test_the_log_does_not_repeat_words_that_identify_or_attack(talk):
    added = suggest(talk, "Call 617-555-0148 and ask for her.")
    review_statement(statement=added, is_accepted=False, reason="identifies", by=None)

    assert moderation_log(talk, "en")[0].text is None


def test_a_decision_can_be_taken_back(talk):
    added = suggest(talk, "A ride.")
    review_statement(statement=added, is_accepted=False, reason="said", by=None)

    again = review_statement(statement=added, is_accepted=True, by=None)

    assert (again.state, again.reason) == (StatementState.ACCEPTED, "")
    assert again in Statement.objects.public()


def test_the_log_is_a_table_for_everybody_without_words_that_may_harm(talk, client):
    for text, reason in (
        ("=A bus at night.", "off_topic"),
        ("Ann of Oak Street lies.", "identifies"),
    ):
        review_statement(statement=suggest(talk, text), is_accepted=False, reason=reason, by=None)

    answer = client.get(f"{talk.get_absolute_url()}moderation.csv")

    rows = [line.split(",") for line in answer.content.decode().splitlines()]
    assert rows[0] == ["comment-id", "decided-on", "state", "reason", "language", "comment-body"]
    assert [[one[0], *one[2:]] for one in rows[1:]] == [
        ["5", "rejected", "identifies", "en", ""],
        ["4", "rejected", "off_topic", "en", "'=A bus at night."],
    ]
