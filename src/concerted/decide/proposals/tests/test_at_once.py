"""Many ballots at the same moment: none is lost, none is counted twice."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from concerted.base.errors import Refused
from concerted.decide.proposals.models import Ballot, Elector, Roll
from concerted.decide.proposals.operations.casting import cast_ballot
from concerted.decide.proposals.queries.links import new_receipt
from concerted.decide.proposals.tests import factories

VOTERS = int(os.environ.get("VOTERS", "60"))


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite in memory has no second connection"
)
@pytest.mark.django_db(transaction=True)
def test_ballots_that_come_at_once_are_all_counted_once(union, monkeypatch):
    people = tuple((f"P{number}", f"p{number}@example.com") for number in range(VOTERS))
    monkeypatch.setattr(factories, "GUESTS", people)
    vote = factories.make_vote(union, guests=VOTERS, is_secret=True)
    electors = list(Elector.objects.filter(round=vote).select_related("voter"))
    refused = []

    def cast(elector):
        try:
            cast_ballot(elector=elector, choice={"vote": "yes"}, receipt=new_receipt())
        except Refused:
            refused.append(elector)
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(cast, [*electors, *electors[: VOTERS // 10]]))

    assert Ballot.objects.filter(round=vote).count() == VOTERS
    assert len(Roll.objects.get(round=vote).voted) == VOTERS
    assert len(refused) == VOTERS // 10
