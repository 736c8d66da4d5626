from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from concerted.base.errors import Refused
from concerted.decide.proposals.models import Ballot, Decision, Proposal, ProposalState
from concerted.decide.proposals.operations.proposals import choose_rule
from concerted.goals.tests.factories import make_goal
from concerted.listen.representation.occasions import kind_named
from concerted.pool.workplan.models import AgendaItem, Attendance, Meeting, Task
from concerted.pool.workplan.operations.agenda import (
    decide_item,
    move_item_up,
    propose_item,
    remove_item,
    write_minute,
)
from concerted.pool.workplan.operations.meetings import (
    add_meeting,
    cancel_meeting,
    change_meeting,
    record_attendance,
)
from concerted.pool.workplan.tests.factories import (
    make_item,
    make_meeting,
    make_task,
)

pytestmark = pytest.mark.django_db


def titles(meeting):
    return list(AgendaItem.objects.filter(meeting=meeting).values_list("title", flat=True))


def test_meetings_are_numbered_and_the_same_one_is_called_once(alliance):
    first = make_meeting(alliance)
    again = add_meeting(
        organization=alliance, title=first.title, starts_at=first.starts_at, by=None
    )

    assert (again, make_meeting(alliance, title="Next").number) == (first, 2)


def test_a_point_moves_up_and_the_first_stays(alliance):
    meeting = make_meeting(alliance)
    one, two, three = (make_item(meeting, title=title) for title in ("One", "Two", "Three"))

    move_item_up(item=three, by=None)
    move_item_up(item=one, by=None)

    assert titles(meeting) == ["One", "Three", "Two"]
    assert make_item(meeting, title="Two") == two


def test_a_point_that_led_to_something_stays(alliance):
    meeting = make_meeting(alliance)
    idle, item = make_item(meeting, title="Idle"), make_item(meeting)
    make_task(alliance, item=item)

    remove_item(item=idle, by=None)
    remove_item(item=idle, by=None)
    with pytest.raises(Refused):
        remove_item(item=item, by=None)

    assert titles(meeting) == [item.title]


def test_a_point_refers_to_what_belongs_to_the_same_organization(alliance, other):
    with pytest.raises(Refused) as refused:
        make_item(make_meeting(alliance), goal=make_goal(other))

    assert refused.value.field == "goal"


def test_minutes_are_written_once_the_meeting_has_begun(alliance, olga):
    item = make_item(make_meeting(alliance, days=3))

    with pytest.raises(Refused):
        write_minute(item=item, said="We agreed.", by=olga)


def test_a_meeting_is_called_off_before_it_begins_and_not_after(alliance):
    coming, held = make_meeting(alliance, days=3), make_meeting(alliance)

    cancel_meeting(meeting=coming, by=None)
    with pytest.raises(Refused):
        cancel_meeting(meeting=held, by=None)

    assert list(Meeting.objects.held()) == [held]
    assert not Meeting.objects.to_come().exists()


def test_a_task_of_a_minute_links_back_to_it(alliance):
    item = make_item(make_meeting(alliance))

    task = make_task(alliance, item=item)
    again = make_task(alliance, item=item)

    assert task == again
    assert Task.objects.get().item.meeting == item.meeting


def test_partners_are_named_and_guests_counted(alliance, union, harbor, omar, sam):
    meeting = make_meeting(alliance)
    told = {"meeting": meeting, "guest_count": 4, "by": None}
    record_attendance(partners=[union, harbor], users=[omar, sam], among=[omar, sam], **told)
    record_attendance(partners=[union], users=[], among=[omar], **told)

    found = {(str(one.partner), str(one.user or "")) for one in Attendance.objects.all()}
    # Who could not be named by the second hand, stays; Omar came for his own organization.
    assert found == {("Elm Street Neighbors", ""), ("Harbor Tenants", "Sam")}
    assert Meeting.objects.get().guest_count == 4


def test_somebody_of_the_convener_and_of_a_member_came_for_the_member(alliance, union, omar):
    meeting = make_meeting(alliance)

    record_attendance(
        meeting=meeting, partners=[], users=[omar], among=[omar], guest_count=0, by=None
    )

    assert Attendance.objects.get().partner == union


def test_nobody_has_come_before_it_begins_and_no_stranger_after(alliance, other):
    with pytest.raises(Refused):
        record_attendance(
            meeting=make_meeting(alliance, days=1), partners=[], guest_count=1, by=None
        )
    with pytest.raises(Refused):
        record_attendance(meeting=make_meeting(alliance), partners=[other], guest_count=0, by=None)


def test_a_meeting_is_an_occasion_with_as_many_people_as_came(alliance, union, harbor, sam):
    meeting = make_meeting(alliance)
    record_attendance(
        meeting=meeting, partners=[union, harbor], users=[sam], guest_count=5, by=None
    )

    subject = kind_named("meeting").describe(list(Meeting.objects.all()), "en")[meeting.pk]

    assert subject.took_part == 7
    assert subject.is_public is False


def test_a_point_becomes_one_draft_of_a_proposal_in_its_words(alliance):
    item = make_item(make_meeting(alliance))
    write_minute(item=item, said="We ask for buses until two.", by=None)

    first, again = propose_item(item=item, by=None), propose_item(item=item, by=None)

    assert first == again == Proposal.objects.get()
    assert (first.state, first.summary) == (ProposalState.DRAFT, "We ask for buses until two.")
    assert first.is_public is False


def test_a_decision_in_the_room_is_the_record_of_every_decision(alliance, union, harbor, olga):
    item = make_item(make_meeting(alliance))
    proposal = propose_item(item=item, by=olga)
    aside = {"position": "stand aside"}
    answers = {
        (union.pk, 1): ({"position": "agree"}, ""),
        (harbor.pk, 1): (aside, "Our members have cars."),
    }

    vote = decide_item(item=item, answers=answers, by=olga)
    again = decide_item(item=item, answers={}, by=olga)

    assert again == vote
    decision = Decision.objects.get(proposal=proposal)
    assert (decision.passed, decision.round) == (True, vote)
    assert {one.via for one in Ballot.objects.all()} == {"room"}


def test_an_objection_in_the_room_holds_the_proposal(alliance, union, harbor, olga):
    item = make_item(make_meeting(alliance))
    proposal = propose_item(item=item, by=olga)
    answers = {
        (union.pk, 1): ({"position": "agree"}, ""),
        (harbor.pk, 1): ({"position": "block"}, "It would end the day line."),
    }

    decide_item(item=item, answers=answers, by=olga)

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.DISCUSSION
    assert not Decision.objects.exists()


def test_too_few_in_the_room_decide_nothing(alliance, union, harbor, riders, olga):
    item = make_item(make_meeting(alliance))
    proposal = propose_item(item=item, by=olga)
    choose_rule(proposal=proposal, rule="majority", quorum=75, by=olga)

    vote = decide_item(item=item, answers={(union.pk, 1): ({"vote": "yes"}, "")}, by=olga)

    assert vote.outcome == "no_quorum"


def test_who_has_no_seat_has_no_answer_and_a_secret_vote_is_not_taken_aloud(
    alliance, union, riders, olga
):
    item = make_item(make_meeting(alliance))
    proposal = propose_item(item=item, by=olga)
    with pytest.raises(Refused):
        decide_item(item=item, answers={(riders.pk, 1): ({"position": "agree"}, "")}, by=olga)

    choose_rule(proposal=proposal, is_secret=True, by=olga)
    with pytest.raises(Refused):
        decide_item(item=item, answers={(union.pk, 1): ({"position": "agree"}, "")}, by=olga)

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.DRAFT


def test_a_time_is_kept_in_the_zone_of_the_meeting(alliance):
    noon = datetime.datetime(2026, 7, 1, 16, tzinfo=datetime.UTC)
    meeting = make_meeting(alliance)

    change_meeting(meeting=meeting, starts_at=noon, time_zone="America/New_York", by=None)

    kept = Meeting.objects.get()
    assert kept.local_start.hour == 12
    assert timezone.is_aware(kept.starts_at)
