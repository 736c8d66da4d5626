"""Two thousand people vote in secret at the same moment: no ballot is lost, none is counted twice."""

from __future__ import annotations

import http.client
import itertools
import json
import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from tests.installations import free_port

VOTERS = 2_000
AGAIN = 10
"""Every tenth person sends their ballot twice."""
CONNECTIONS = 16
FORM = {"content-type": "application/x-www-form-urlencoded"}
MAKE_VOTE = f"""
from concerted.decide.proposals.models import Elector
from concerted.decide.proposals.queries.links import path_of
from concerted.decide.proposals.tests import factories
from concerted.organizations.models import Organization
factories.GUESTS = [(f"P{{n}}", f"p{{n}}@example.org") for n in range({VOTERS})]
elm = Organization.objects.create(name="Elm", slug="elm")
vote = factories.make_vote(elm, guests={VOTERS}, is_secret=True)
for one in Elector.objects.filter(round=vote).select_related("voter"):
    print(path_of(one.voter, vote.proposal, "en", "cast_ballot"))
"""
READ_BALLOTS = """
import json
from collections import Counter
from concerted.decide.proposals.models import Ballot, Roll
print(json.dumps({
    "answers": Counter(one["vote"] for one in Ballot.objects.values_list("choice", flat=True)),
    "receipts": list(Ballot.objects.values_list("receipt", flat=True)),
    "voted": len(Roll.objects.get().voted),
}))
"""

pytestmark = pytest.mark.kill


def send_all(port, ballots):
    """What the server answers to each ballot, an address and a vote, over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=40)
    answers = []
    for path, vote in ballots:
        connection.request("POST", path, urlencode({"vote": vote}), FORM)
        answer = connection.getresponse()
        page = answer.read().decode()
        answers.append((answer.status, re.findall(r"\b[A-Z0-9]{5}-[A-Z0-9]{5}\b", page)))
    connection.close()
    return answers


def test_two_thousand_ballots_at_once_are_counted_once_each(origin):
    origin.settings = {"CONCERTED_WORKERS": "2"}
    paths = origin.python(MAKE_VOTE).split()
    ballots = [(path, ("yes", "no")[at % 2]) for at, path in enumerate(paths)]
    sent = [*ballots, *ballots[::AGAIN]]
    port = free_port()

    with origin.serving(port, "--no-worker"), ThreadPoolExecutor(CONNECTIONS) as pool:
        shares = [sent[start::CONNECTIONS] for start in range(CONNECTIONS)]
        answers = list(itertools.chain(*pool.map(lambda share: send_all(port, share), shares)))

    kept = json.loads(origin.python(READ_BALLOTS))
    given = [receipts[0] for status, receipts in answers if status == 200]
    assert len(paths) == VOTERS
    assert [status for status, _ in answers if status != 200] == [422] * (VOTERS // AGAIN)
    assert sorted(given) == sorted(kept["receipts"]), "each voter holds the receipt of a ballot"
    assert len(set(kept["receipts"])) == VOTERS
    assert kept["answers"] == {"yes": VOTERS // 2, "no": VOTERS // 2}
    assert kept["voted"] == VOTERS
