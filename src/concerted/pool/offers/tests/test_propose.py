"""A need is put to a decision: who may, what becomes of it, and who reads about it."""

from __future__ import annotations

import re

import pytest

from concerted.accounts.models import User
from concerted.decide.proposals.models import Proposal
from concerted.decide.proposals.operations.proposals import open_discussion
from concerted.goals.tests.factories import make_goal
from concerted.organizations.models import Membership, Organization, Role, RoleKind
from concerted.organizations.tests.factories import make_partner
from concerted.pool.offers.operations.needs import change_need, propose_need
from concerted.pool.offers.tests.factories import make_alliance, make_need

pytestmark = pytest.mark.django_db
NEED = "/en/work/elm-street/pool/needs/hours-of-interpreters/"
BUTTON = "Let the team decide"


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def person(organization, name):
    user = User.objects.create_user(f"{name.lower()}@example.org", name=name)
    Role.objects.create(organization=organization, user=user, kind=RoleKind.ORGANIZER)
    return user


def test_a_need_becomes_one_proposal_in_its_words_however_often_it_is_asked(union):
    goal = make_goal(union)
    need = make_need(union, summary="Nobody translates.", language="es", goal=goal)

    first = propose_need(need=need, by=None)
    change_need(need=need, title="More hours", by=None)
    again = propose_need(need=need, by=None)

    assert first == again
    assert (first.title, first.summary) == ("Hours of interpreters", "Nobody translates.")
    assert (first.goal, first.language, first.origin) == (goal, "es", "need")
    assert first.is_draft
    assert Proposal.objects.count() == 1


def test_an_organizer_puts_a_need_to_a_decision_and_reads_what_became_of_it(union, olga, browse):
    make_need(union)
    desk = browse(olga)
    assert BUTTON in text(desk.get(NEED))

    page = desk.post(f"{NEED}proposal/", follow=True)

    proposal = Proposal.objects.get()
    assert page.redirect_chain[-1][0] == f"/en/work/elm-street/proposals/{proposal.slug}/"
    assert "It began with something that is needed." in text(page)
    open_discussion(proposal=proposal, by=None)
    after = text(desk.get(NEED))
    assert BUTTON not in after
    told = after[after.index("Proposal:") :]
    assert f"proposals/{proposal.slug}/" in told
    assert "Being discussed" in told
    assert desk.post(f"{NEED}proposal/").url == page.redirect_chain[-1][0]


def test_who_only_views_has_no_button_and_cannot_press_it(union, vera, browse):
    make_need(union)

    assert BUTTON not in text(browse(vera).get(NEED))
    assert browse(vera).post(f"{NEED}proposal/").status_code == 404
    assert not Proposal.objects.exists()


def test_a_partner_reads_of_the_proposal_where_the_coalition_shows_its_decisions(browse):
    coalition, member = make_alliance()
    ally = Organization.objects.create(name="Food Bank", slug="food-bank")
    make_partner(coalition, ally, Membership.Role.ALLY)
    proposal = propose_need(need=make_need(coalition), by=None)
    people = [
        person(one, name) for one, name in ((coalition, "Oona"), (member, "Mia"), (ally, "Ali"))
    ]
    url = f"/en/work/{coalition.slug}/pool/needs/hours-of-interpreters/"

    def told():
        return ["Proposal:" in text(browse(one).get(url)) for one in people]

    assert told() == [True, False, False]

    open_discussion(proposal=proposal, by=None)

    assert told() == [True, True, False]
