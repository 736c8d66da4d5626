"""The closing time: it ends signing, and the clock closes the petition."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from concerted.act.petitions.models import Petition, PetitionState
from concerted.act.petitions.operations.paper import Written, print_sheets, type_row
from concerted.act.petitions.operations.petitions import (
    close_petition,
    close_petition_in_time,
    mark_delivered,
    pause_petition,
    reopen_petition,
)
from concerted.act.petitions.operations.signatures import confirm_signature
from concerted.act.petitions.operations.signing import sign_petition
from concerted.act.petitions.tasks import close_petitions_in_time
from concerted.act.petitions.tests.factories import ROSA, make_draft, make_petition
from concerted.base.errors import Refused
from concerted.base.jobs import run_waiting_jobs
from concerted.base.models import AuditEntry

AN_HOUR = datetime.timedelta(hours=1)

pytestmark = pytest.mark.django_db


def closing(petition, after):
    """``petition`` with a closing time so long after now."""
    Petition.objects.filter(pk=petition.pk).update(closes_at=timezone.now() + after)
    petition.refresh_from_db()
    return petition


def the_clock_runs():
    close_petitions_in_time()
    run_waiting_jobs()


def state(petition):
    petition.refresh_from_db()
    return petition.state


def test_the_clock_closes_what_is_past_its_time_and_says_so_once_in_the_trail(union):
    over = closing(make_petition(union), -AN_HOUR)
    running = closing(make_petition(union, title="Runs"), AN_HOUR)
    endless = make_petition(union, title="Endless")

    for _ in range(2):
        the_clock_runs()

    entry = AuditEntry.objects.get(verb="closed")
    assert (entry.subject_id, entry.actor_id) == (over.pk, None)
    assert state(over) == PetitionState.CLOSED
    assert over.closed_at is not None
    assert [state(running), state(endless)] == [PetitionState.OPEN, PetitionState.OPEN]


def test_a_paused_and_a_delivered_petition_are_closed_too_and_a_draft_is_not(union):
    paused = closing(pause_petition(petition=make_petition(union), by=None), -AN_HOUR)
    delivered = closing(
        mark_delivered(petition=make_petition(union, title="Delivered"), by=None), -AN_HOUR
    )
    draft = closing(make_draft(union, title="Draft"), -AN_HOUR)

    the_clock_runs()

    assert (state(paused), paused.paused_at) == (PetitionState.CLOSED, None)
    assert state(delivered) == PetitionState.CLOSED
    assert state(draft) == PetitionState.DRAFT


def test_a_petition_given_more_time_before_its_turn_came_stays_open(union):
    petition = closing(make_petition(union), -AN_HOUR)
    close_petitions_in_time()
    closing(petition, AN_HOUR)

    run_waiting_jobs()

    assert state(petition) == PetitionState.OPEN


def test_a_petition_reopened_after_its_time_is_not_closed_again(union):
    petition = close_petition_in_time(petition=closing(make_petition(union), -AN_HOUR))
    reopen_petition(petition=petition, by=None)

    the_clock_runs()

    assert state(petition) == PetitionState.OPEN


def test_what_was_signed_in_time_counts_when_it_arrives_after_the_clock_closed(union):
    petition = closing(make_petition(union, needs_confirmation=True), AN_HOUR)
    signature = sign_petition(petition=petition, language="en", **ROSA)
    [sheet] = print_sheets(petition=petition, count=1, language="en", by=None)
    close_petition_in_time(petition=closing(petition, -AN_HOUR))

    type_row(sheet=sheet, number=1, by=None, written=Written("Luis Cruz", "luis@example.org"))
    confirm_signature(signature=signature, contact_point=signature.person.contact_points.get())

    petition.refresh_from_db()
    assert (petition.state, petition.signature_count) == (PetitionState.CLOSED, 2)


def test_what_was_closed_by_hand_takes_nothing_late(union):
    petition = closing(make_petition(union, needs_confirmation=True), AN_HOUR)
    signature = sign_petition(petition=petition, language="en", **ROSA)
    [sheet] = print_sheets(petition=petition, count=1, language="en", by=None)
    close_petition(petition=petition, by=None)
    closing(petition, datetime.timedelta(seconds=1))

    with pytest.raises(Refused):
        type_row(sheet=sheet, number=1, by=None, written=Written("Luis Cruz", "l@example.org"))
    with pytest.raises(Refused):
        confirm_signature(signature=signature, contact_point=signature.person.contact_points.get())


def test_after_the_clock_closed_nobody_signs_online(union):
    petition = close_petition_in_time(petition=closing(make_petition(union), -AN_HOUR))

    with pytest.raises(Refused, match="not taking signatures"):
        sign_petition(petition=petition, language="en", **ROSA)
