"""What is changed or stopped changes the workplan, and those who do the work are told once."""

from __future__ import annotations

import pytest

from concerted.accounts.models import User
from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.decide.proposals.models import Proposal
from concerted.goals import ledger
from concerted.goals.tests.factories import make_goal
from concerted.measure.reviews.operations.items import (
    adapt_by_item,
    add_item,
    make_task_of_item,
    propose_item,
    remove_item,
)
from concerted.measure.reviews.operations.reviews import (
    discard_review,
    publish_review,
    record_room,
)
from concerted.measure.reviews.queries.links import stop_path
from concerted.measure.reviews.tests.factories import make_whole
from concerted.organizations.models import Role, RoleKind
from concerted.organizations.tests.factories import make_partner
from concerted.pool.workplan.models import ActivityState, Adaptation, Task
from concerted.pool.workplan.operations.meetings import record_attendance
from concerted.pool.workplan.tests.factories import make_activity, make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal(union):
    return make_goal(union)


@pytest.fixture
def review(union, goal):
    return make_whole(union, goal)


@pytest.fixture
def activity(union, other, goal):
    """Work of a partner, whose owner is Sam."""
    make_partner(union, other)
    return make_activity(union, goal, owner=other, state="under_way")


def mails(template="reviews/mail/changed"):
    return sorted(OutgoingMail.objects.filter(template=template).values_list("to", flat=True))


def test_an_item_changes_an_activity_for_its_reason(review, activity):
    item = review.items.get()

    adapt_by_item(item=item, activity=activity, place="By phone", by=None)
    adapt_by_item(item=item, activity=activity, place="By letter", by=None)
    activity.refresh_from_db()

    assert (activity.place, Adaptation.objects.get().reason) == ("By phone", item.words)


def test_what_is_stopped_drops_the_activity(review, activity):
    item = add_item(review=review, kind="stop", words="Nobody came to the stand.", by=None)

    adapt_by_item(item=item, activity=activity, state=ActivityState.DROPPED, by=None)
    activity.refresh_from_db()

    assert activity.state == ActivityState.DROPPED


def test_a_change_that_changes_nothing_leaves_no_trace(review, activity):
    with pytest.raises(Refused) as refused:
        adapt_by_item(item=review.items.get(), activity=activity, state="under_way", by=None)

    assert refused.value.field == "state"
    assert not Adaptation.objects.exists()


def test_the_workplan_of_another_is_not_touched(review, other):
    theirs = make_activity(other, make_goal(other))

    with pytest.raises(Refused):
        adapt_by_item(item=review.items.get(), activity=theirs, place="Here", by=None)


def test_what_is_kept_changes_nothing(review, activity):
    kept = add_item(review=review, kind="keep", words="The phone line.", by=None)

    with pytest.raises(Refused):
        adapt_by_item(item=kept, activity=activity, place="Here", by=None)
    with pytest.raises(Refused):
        propose_item(item=kept, by=None)


def test_an_item_becomes_a_task_and_a_proposal_once(review, other, activity):
    item = review.items.get()
    for _time in range(2):
        make_task_of_item(item=item, title="Call at night", partner=other, by=None)
        propose_item(item=item, by=None)

    assert Task.objects.get().partner == other
    assert (Proposal.objects.get().goal, Proposal.objects.get().is_draft) == (review.goal, True)


def test_an_item_that_changed_something_stays_with_its_review(review, activity):
    item = review.items.get()
    adapt_by_item(item=item, activity=activity, place="By phone", by=None)

    with pytest.raises(Refused):
        remove_item(item=item, by=None)
    with pytest.raises(Refused):
        discard_review(review=review, by=None)


def test_those_who_do_the_work_are_told_once_and_not_who_publishes(
    union, other, review, activity, olga, sam
):
    adapt_by_item(item=review.items.get(), activity=activity, place="By phone", by=olga)

    for _time in range(2):
        publish_review(review=review, by=olga)

    assert mails() == [sam.email]
    mail = OutgoingMail.objects.get(template="reviews/mail/changed")
    assert mail.unsubscribe_path
    assert mail.context["items"][0]["kind"] == "Change"


def test_who_came_to_the_meeting_is_told_and_viewers_of_partners_are_not(
    union, other, review, activity, cleo, sam
):
    hal = User.objects.create_user("hal@example.org", name="Hal")
    Role.objects.create(organization=other, user=hal, kind=RoleKind.VIEWER)
    meeting = make_meeting(union)
    record_attendance(
        meeting=meeting, partners=[union], guest_count=0, users=[cleo], among=[cleo], by=None
    )
    record_room(review=review, counts={"community": 6}, meeting=meeting, by=None)
    adapt_by_item(item=review.items.get(), activity=activity, place="By phone", by=None)

    publish_review(review=review, by=None)

    assert mails() == sorted([cleo.email, sam.email])


def test_one_click_ends_the_mail_and_a_look_at_the_link_does_not(
    union, review, activity, sam, client
):
    path = stop_path(sam, union, "en")
    adapt_by_item(item=review.items.get(), activity=activity, place="By phone", by=None)

    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 200
    publish_review(review=review, by=None)

    assert mails() == []


def test_the_goal_tells_what_is_changed_so_that_authors_of_statements_hear_of_it(review):
    goal = review.goal
    assert len(ledger.moments([goal], None, "en")[goal.pk]) == 1

    publish_review(review=review, by=None)
    moment = ledger.moments([goal], None, "en")[goal.pk][0]

    assert moment.text == "We change: We call at night instead of noon."
    assert moment.at > goal.published_at
