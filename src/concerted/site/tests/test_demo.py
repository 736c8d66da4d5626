from __future__ import annotations

from itertools import islice

import pytest
from django.utils import timezone
from django.utils.translation import override

from concerted.act.campaigns.models import Campaign
from concerted.act.officials.models import Official
from concerted.act.petitions.models import Petition, PetitionState, Signature
from concerted.act.policies.models import Ballot, Kind, PolicyItem, Stance
from concerted.act.visits.models import Commitment, Shown, Testimony
from concerted.base.models import OutgoingMail
from concerted.decide.proposals.models import (
    Appeal,
    Decision,
    Proposal,
    Rule,
    Taken,
)
from concerted.goals.ledger import Stage, ledgers
from concerted.goals.models import Goal
from concerted.listen.conversations.becoming import stories
from concerted.organizations.models import Membership, Organization, RoleKind
from concerted.people.models import Segment
from concerted.people.queries.segments import SegmentQuery, people_in
from concerted.pool.agreements.models import Agreement, State
from concerted.pool.agreements.queries.checking import problems
from concerted.pool.agreements.queries.standing import standing_of, with_standing
from concerted.pool.network.models import Wave
from concerted.pool.network.queries.nets import nets_of
from concerted.pool.network.queries.participation import participation_of
from concerted.site.demo import LOGINS, build
from concerted.site.demo.residents import residents


def test_the_same_residents_come_each_time():
    assert list(islice(residents(), 50)) == list(islice(residents(), 50))


def test_residents_have_addresses_and_numbers_that_nobody_has():
    for resident in islice(residents(), 300):
        assert resident.email.endswith("@example.org") or " 555-01" in resident.phone


@pytest.fixture
def demonstration(db, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    build()
    return Organization.objects.get(slug="riverside")


def test_the_demonstration_is_whole(demonstration, client):
    _coalition(demonstration, client)
    _petitions(demonstration)
    _goals(demonstration)
    _people(demonstration)
    _decisions(demonstration, client)
    _agreements(demonstration, client)
    _network(demonstration)
    _policies(demonstration)
    _no_real_official_is_asked_for_anything()


def _coalition(coalition, client):
    partners = Membership.objects.filter(organization=coalition)
    assert partners.count() == 13
    assert sum(partners.values_list("seat_count", flat=True)) == 10
    assert set(partners.values_list("role", flat=True)) == set(Membership.Role)
    roles = coalition.roles.order_by("created_at").values_list("user__email", "kind")
    assert list(roles) == [
        (LOGINS[0][0], RoleKind.OWNER),
        (LOGINS[1][0], RoleKind.ORGANIZER),
        (LOGINS[2][0], RoleKind.VIEWER),
    ]
    for email, password, _role in LOGINS:
        assert client.login(username=email, password=password)
    assert not OutgoingMail.objects.exists(), "nothing is waiting to be sent"


def _network(coalition):
    first, second = nets_of(Wave.objects.filter(organization=coalition))
    assert len(first.asked) == len(second.asked) == 13
    assert len(first.ties.ties()) < len(second.ties.ties())
    assert first.told.trust.value < second.told.trust.value
    speaking, _deciding, needing = participation_of(coalition).questions
    assert "Who speaks: Size" in [one.chart.title for one in speaking.answers]
    assert "needs are met" in needing.answers[0].finding


def _petitions(coalition):
    by_state = {petition.state: petition for petition in coalition.petitions.all()}
    assert set(by_state) == {PetitionState.OPEN, PetitionState.ANSWERED, PetitionState.DRAFT}
    current = by_state[PetitionState.OPEN]
    assert current.signature_count == 1284
    assert Signature.objects.filter(petition=current).counted().count() == 1284
    assert set(current.signatures.values_list("language", flat=True)) == {"en", "es", "ht"}
    assert current.signatures.filter(via="paper").count() == 26
    assert current.sponsorships.accepted().count() == 4
    assert current.signatures.exclude(comment="").count() > 20
    spread = current.signatures.order_by("created_at").values_list("created_at", flat=True)
    assert (spread[1283] - spread[0]).days > 20
    assert by_state[PetitionState.ANSWERED].answers.count() == 1


def _goals(coalition):
    goals = list(Goal.objects.public().filter(organization=coalition))
    assert len(goals) == 4
    with override("es"):
        assert "clínica" in goals[0].in_language("es").title
    filled = {cell.stage for cell in ledgers(goals, None, "en")[goals[0].pk] if cell.line}
    assert Stage.ACT in filled
    assert Campaign.objects.public().filter(organization=coalition).count() == 3
    exam = next(goal for goal in goals if "clinical" in goal.title)
    assert "84 of 100 white" in exam.summary
    assert "Of 100 Black test takers it was 45" in exam.summary


def _people(coalition):
    assert (
        Official.objects.filter(
            organization=coalition, tenures__post__title="State Senator"
        ).count()
        == 40
    )
    segments = Segment.objects.filter(organization=coalition)
    assert segments.count() == 4
    for segment in segments:
        query = SegmentQuery.from_json(segment.query)
        assert people_in(query, organization=coalition).exists(), segment.name


def _decisions(coalition, client):
    decisions = Decision.objects.filter(organization=coalition)
    assert decisions.count() == decisions.standing().count() == 8
    assert set(decisions.values_list("round__rule", flat=True)) == {*Rule} - {Rule.CONSENSUS}
    assert all(one.round.electors.count() == 10 for one in decisions)
    assert decisions.filter(carried_out_on__isnull=False).count() == 1
    assert Appeal.objects.filter(decision__in=decisions, answered_at__isnull=False).count() == 1
    assert decisions.late(timezone.localdate()).count() == 1
    assert Proposal.objects.public().filter(organization=coalition, state="voting").count() == 1
    taken = Taken.objects.public().get(goal__isnull=False)
    told = [step.title for step in stories([taken.statement], "en")[taken.statement_id]]
    assert told[0] == "It became a proposal"
    assert "It became a goal" in told
    for proposal in Proposal.objects.public().filter(organization=coalition):
        page = client.get(proposal.get_absolute_url())
        assert page.status_code == 200
        assert len(page.content) < 100_000


def _agreements(coalition, client):
    agreements = with_standing(Agreement.objects.filter(organization=coalition))
    assert {standing_of(one).state for one in agreements} == {
        State.DRAFT,
        State.SIGNED_BY_SOME,
        State.DECLINED,
        State.IN_FORCE,
        State.EXPIRING,
        State.EXPIRED,
        State.ENDED,
    }
    bilingual = agreements.get(title__startswith="Working together")
    assert bilingual.languages == ["en", "es"]
    for one in agreements.sent():
        assert problems(one.versions.get()) == []
        checked = client.get("/en/agreements/check/", {"what": one.number})
        assert "Do not rely" not in checked.content.decode()


def _policies(coalition):
    policies = PolicyItem.objects.public().filter(organization=coalition)
    assert {one.kind for one in policies} >= {Kind.BILL, Kind.BUDGET, Kind.CLOSURE, Kind.BOARD}
    council = policies.get(identifier="Item 114")
    assert (council.stage, council.hearings.count()) == ("hearing", 1)
    assert council.petitions.get().state == PetitionState.OPEN
    assert policies.filter(outcome="won").count() == 2


def _no_real_official_is_asked_for_anything():
    asked = Petition.objects.filter(official__isnull=False)
    assert {petition.official.source for petition in asked} == {""}
    assert {one.official.source for one in Stance.objects.select_related("official")} == {""}
    assert {one.official.source for one in Ballot.objects.select_related("official")} == {""}
    assert {one.official.source for one in Commitment.objects.select_related("official")} == {""}


def _hearings(coalition):
    testimonies = Testimony.objects.counted().filter(organization=coalition)
    assert testimonies.count() == 6
    assert set(testimonies.values_list("language", flat=True)) == {"en", "es"}
    assert testimonies.filter(shown=Shown.SEALED).count() == 1
    promises = Commitment.objects.filter(organization=coalition)
    assert sorted(promises.values_list("state", flat=True)) == ["kept", "open"]
