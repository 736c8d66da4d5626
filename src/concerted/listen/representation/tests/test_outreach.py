"""Asking who could reach a missing voice: by numbers, never by names."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from concerted.base.errors import Refused
from concerted.base.outbox.sending import send_waiting_mail
from concerted.goals.ledger import Stage, ledgers
from concerted.goals.tests.factories import make_goal
from concerted.listen.conversations.tests.factories import make_conversation
from concerted.listen.representation.models import OutreachAsk
from concerted.listen.representation.operations.asks import answer_outreach, ask_for_outreach
from concerted.listen.representation.queries.outreach import reachers
from concerted.listen.representation.tests.factories import group, make_occasion
from concerted.organizations.models import Membership
from concerted.people.operations import save_segment
from concerted.people.queries.segments import SegmentQuery
from concerted.people.tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def partners(union, other):
    Membership.objects.create(organization=union, member=other)
    return union, other


def test_a_partner_gets_a_mail_that_says_who_is_missing_and_where_to_answer(partners, sam):
    union, other = partners
    occasion = make_occasion(union)

    for _ in range(2):
        ask_for_outreach(
            occasion=occasion, subgroup=group(occasion), partner=other, note="By May?", by=None
        )
    send_waiting_mail("test")

    (sent,) = mail.outbox
    assert sent.to == [sam.email]
    assert "We rent" in sent.body
    assert "By May?" in sent.body
    assert "/en/work/harbor/representation/asks/" in sent.body
    assert OutreachAsk.objects.count() == 1


def test_an_ask_is_answered_once_and_then_done(partners, sam):
    union, other = partners
    occasion = make_occasion(union)
    ask = ask_for_outreach(occasion=occasion, subgroup=group(occasion), partner=other, by=None)

    with pytest.raises(Refused):
        answer_outreach(
            ask=OutreachAsk.objects.create(
                organization=union,
                occasion=occasion,
                subgroup=group(occasion, "owner"),
                partner=other,
                state="done",
            ),
            state="declined",
            by=sam,
        )
    for state in ("accepted", "accepted", "done"):
        ask = answer_outreach(ask=ask, state=state, by=sam)

    assert ask.state == "done"
    assert ask.answered_at is not None


def test_only_partners_and_ones_own_segments_can_be_asked(union, other):
    occasion = make_occasion(union)
    theirs = save_segment(organization=other, name="Theirs", query=SegmentQuery())

    for to in ({"partner": other}, {"segment": theirs}, {}):
        with pytest.raises(Refused):
            ask_for_outreach(occasion=occasion, subgroup=group(occasion), by=None, **to)

    assert not OutreachAsk.objects.exists()


def test_segments_that_speak_of_the_group_come_first_with_numbers_and_no_names(union, olga):
    occasion = make_occasion(union, ["language"])
    save_segment(organization=union, name="All", query=SegmentQuery())
    save_segment(organization=union, name="Kreyòl", query=SegmentQuery(languages=("ht",)))
    for number in range(12):
        make_person(
            union,
            given_name=f"Person{number}",
            email=f"p{number}@example.org",
            phone="",
            language="ht" if number < 3 else "en",
        )

    found = reachers(union, group(occasion, "haitian_creole"), "Haitian Creole", olga)

    assert [one.name for one in found.segments] == ["Kreyòl", "All"]
    assert "fewer than 10 people" in found.segments[0].words
    assert "12 people" in found.segments[1].words
    assert found.speakers == "fewer than 10 people"
    assert "Person" not in str(found)


def test_both_workspaces_show_an_ask_and_the_partner_answers_it_there(partners, olga, sam, browse):
    union, other = partners
    occasion = make_occasion(union)
    page = reverse("representation:reach", args=[union.slug, occasion.pk, "tenure", "renter"])
    response = browse(olga).post(page, {"to": f"partner:{other.pk}", "note": "Please."})
    assert response.status_code == 302
    ask = OutreachAsk.objects.get()

    mine = browse(olga).get(reverse("representation:who", args=[union.slug, occasion.pk]))
    theirs = browse(sam).get(reverse("representation:asks", args=[other.slug]))
    answer = reverse("representation:answer_ask", args=[other.slug, ask.pk])

    assert "Harbor Tenants</b> is asked to reach <b>We rent" in mine.content.decode()
    assert "Elm Street Neighbors</b> asks you to reach <b>We rent" in theirs.content.decode()
    assert browse(olga).post(answer, {"state": "accepted"}).status_code == 404
    own = reverse("representation:answer_ask", args=[union.slug, ask.pk])
    assert browse(olga).post(own, {"state": "accepted"}).status_code == 404
    assert browse(sam).post(answer, {"state": "accepted"}).status_code == 302
    ask.refresh_from_db()
    assert ask.state == "accepted"


def test_the_desk_of_the_partner_says_that_somebody_asks(partners, sam, browse):
    union, other = partners
    occasion = make_occasion(union)
    ask_for_outreach(occasion=occasion, subgroup=group(occasion), partner=other, by=None)

    desk = browse(sam).get(reverse("organizations:work", args=[other.slug]))

    assert "partner asks you to reach people." in desk.content.decode()


def test_the_ledger_of_the_goal_counts_the_asks(partners):
    union, other = partners
    goal = make_goal(union)
    occasion = make_occasion(union, conversation=make_conversation(union, goal=goal))
    ask_for_outreach(occasion=occasion, subgroup=group(occasion), partner=other, by=None)

    (listen, *_others) = ledgers([goal], None, "en")[goal.pk]

    assert listen.stage == Stage.LISTEN
    assert "1 time we asked somebody to reach a missing voice" in listen.line.text
