"""Who voted may tell who they are: apart from the list of voters and from the ballots."""

from __future__ import annotations

import pytest
from django.apps import apps

from concerted.base import defence
from concerted.decide.proposals.models import Voter
from concerted.decide.proposals.queries.links import path_of, token_of
from concerted.decide.proposals.tests.factories import cast, make_vote
from concerted.listen.representation.models import Said, SelfDescription
from concerted.listen.representation.operations.releases import read_who_took_part
from concerted.listen.representation.operations.telling import tell_about_oneself
from concerted.listen.representation.queries.keys import hash_of
from concerted.listen.representation.tests.factories import make_occasion, make_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def vote(union):
    return make_vote(union, is_secret=True)


@pytest.fixture
def occasion(union, vote):
    return make_occasion(union, conversation=vote.proposal, place=make_place(union))


def test_who_has_voted_is_asked_and_nobody_else(client, vote, occasion):
    link = path_of(Voter.objects.get(name="Ana"), vote.proposal, "en")
    assert client.get(f"{link}about-you/").status_code == 404
    cast(vote, "Ana", vote="yes")

    assert f"{link}about-you/" in client.get(link).content.decode()
    told = {"about-tenure": "renter", "stamp": defence.new_stamp()}
    assert client.post(f"{link}about-you/", told)["Location"] == link
    assert client.post(f"{link}about-you/", told)["Location"] == link
    assert Said.objects.get().description.occasion == occasion
    assert "checked" in client.get(f"{link}about-you/").content.decode()


def test_not_even_the_secret_joins_a_voter_to_what_they_told(client, vote, occasion):
    """Every value of the database, and the link of each voter, is tried as the key."""
    cast(vote, "Ana", vote="yes")
    link = path_of(Voter.objects.get(name="Ana"), vote.proposal, "en", "about_you")
    client.post(link, {"about-tenure": "renter", "stamp": defence.new_stamp()})
    tried = {token_of(one, vote.proposal) for one in Voter.objects.all()}
    for model in apps.get_models():
        for row in model.objects.values_list():
            tried |= {str(value) for value in row} | {getattr(value, "hex", "") for value in row}

    kept = SelfDescription.objects.get().key_hash

    assert kept not in {hash_of(occasion, str(one)) for one in tried}


def test_a_decision_shows_who_voted_against_who_lives_there(client, vote, occasion):
    for number in range(60):
        home = "renter" if number < 12 else "owner"
        tell_about_oneself(occasion=occasion, key=str(number), told={"tenure": [home]})
    read_who_took_part(occasion=occasion)

    page = client.get(vote.proposal.get_absolute_url()).content.decode()

    assert "Whose voice is missing" in page
    assert f"who-took-part/{occasion.pk}/" in page
