"""Whose list a signer may come into: by the rule of the petition, and by a yes of their own to that organization."""

from __future__ import annotations

import pytest

from concerted.act.petitions.models import ListRule
from concerted.act.petitions.operations.petitions import edit_petition
from concerted.act.petitions.operations.signing import sign_petition
from concerted.act.petitions.operations.sponsors import accept_sponsorship, invite_sponsor
from concerted.act.petitions.queries.paper import consent_boxes
from concerted.act.petitions.tests.factories import ROSA, make_petition
from concerted.people.models import Person


@pytest.fixture
def petition(union, other, sam):
    made = make_petition(union)
    asked = invite_sponsor(petition=made, slug=other.slug, by=None)
    accept_sponsorship(sponsorship=asked, by=sam)
    return made


def asks(page):
    return {slug for slug in ("elm-street", "harbor") if f'name="news-{slug}"' in page}


@pytest.mark.parametrize(
    ("rule", "plain", "by_its_link"),
    [
        (ListRule.SHARE_ALL, {"elm-street", "harbor"}, {"elm-street", "harbor"}),
        (ListRule.PROPORTIONAL, {"elm-street"}, {"elm-street", "harbor"}),
    ],
)
def test_a_partner_asks_everybody_or_those_it_brought(petition, browse, rule, plain, by_its_link):
    petition = edit_petition(petition=petition, list_rule=rule, by=None)
    here = petition.get_absolute_url()

    assert asks(browse().get(here).content.decode()) == plain
    assert asks(browse().get(f"{here}?by=harbor").content.decode()) == by_its_link
    assert len([box for box in consent_boxes(petition, "en") if box["kind"] == "consent"]) == len(
        plain
    )


@pytest.mark.parametrize(("by", "lists"), [("", 1), ("stranger", 1), ("harbor", 2)])
def test_a_forged_yes_to_a_partner_that_brought_nobody_gives_it_no_name(
    petition, union, other, by, lists
):
    petition = edit_petition(petition=petition, list_rule=ListRule.PROPORTIONAL, by=None)

    sign_petition(
        petition=petition,
        language="en",
        consents=[(union, "yes"), (other, "yes")],
        brought_by=by,
        **ROSA,
    )

    assert Person.objects.filter(organization=union).count() == 1
    assert Person.objects.count() == lists


def test_who_ticks_nothing_comes_into_no_partners_list(petition, other):
    sign_petition(petition=petition, language="en", brought_by="harbor", **ROSA)

    assert not Person.objects.filter(organization=other).exists()


def test_the_link_goes_through_the_form_to_the_partners_list(petition, other, browse):
    petition = edit_petition(petition=petition, list_rule=ListRule.PROPORTIONAL, by=None)

    page = browse().get(f"{petition.get_absolute_url()}?by=harbor").content.decode()

    assert "sign/?by=harbor#sign" in page
