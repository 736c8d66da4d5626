from __future__ import annotations

import pytest

from concerted.act.campaigns.tests.factories import make_campaign
from concerted.base.audit.models import AuditEntry
from concerted.base.errors import Refused
from concerted.goals.tests.factories import make_goal
from concerted.organizations.operations.publishing import close, publish, reopen

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[make_goal, make_campaign], ids=["goal", "campaign"])
def draft(request, union):
    return request.param(union, public=False)


def test_a_draft_is_published_closed_and_taken_up_again(draft, olga):
    steps = [
        publish(record=draft, by=olga),
        close(record=draft, if_draft="Publish it first.", by=olga),
        reopen(record=draft, by=olga),
    ]

    assert [(one.is_draft, one.is_open, one.is_closed) for one in steps] == [
        (False, True, False),
        (False, False, True),
        (False, True, False),
    ]
    assert draft.is_draft  # the row is read anew; the caller's is left as it was


def test_each_step_twice_is_told_once(draft, olga):
    for _twice in range(2):
        publish(record=draft, by=olga)
    for _twice in range(2):
        close(record=draft, if_draft="", by=olga)
    for _twice in range(2):
        reopen(record=draft, by=olga)

    told = AuditEntry.objects.filter(subject_id=draft.pk).order_by("created_at", "pk")
    assert list(told.values_list("verb", flat=True)) == [
        "added",
        "published",
        "closed",
        "reopened",
    ]


def test_closing_a_draft_is_refused_in_the_words_of_its_room(draft, olga):
    with pytest.raises(Refused, match=r"^Publish it first$"):
        close(record=draft, if_draft="Publish it first", by=olga)
