"""Who may read and change what, one row a person."""

from __future__ import annotations

import pytest

from concerted.act.visits.models import (
    Attendee,
    Commitment,
    Goer,
    Packet,
    Preparation,
    Shown,
    Testimony,
    Visit,
)
from concerted.act.visits.operations.following import note_commitment
from concerted.act.visits.operations.hearings import prepare_hearing
from concerted.act.visits.operations.packets import hand_over
from concerted.act.visits.operations.visits import add_goer
from concerted.act.visits.tests.factories import coming, gave_words, make_hearing, make_held
from concerted.organizations.zones import today_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]

#            sees   edits  sees names
TABLE = {
    "omar": (True, True, True),
    "olga": (True, True, True),
    "cleo": (True, False, False),
    "vera": (True, False, False),
    "sam": (False, False, False),
    "anonymous": (False, False, False),
}


@pytest.mark.parametrize("person", TABLE)
def test_visits_and_hearings_by_role(request, union, omar, person):
    viewer = request.getfixturevalue(person)
    visit, hearing = make_held(union), make_hearing(union)
    promise = note_commitment(visit=visit, official=visit.officials.get(), text="I will.", by=None)
    words = gave_words(hearing)
    for_all = {
        Visit: visit,
        Commitment: promise,
        Preparation: prepare_hearing(hearing=hearing, by=None),
        Goer: add_goer(visit=visit, user=omar, roles=["speaks"], by=None),
    }
    named = {
        Testimony: words,
        Attendee: coming(hearing),
        Packet: hand_over(
            hearing=hearing,
            recipient="Clerk",
            to_deciders=True,
            delivered_on=today_in(union),
            by=None,
        ),
        Goer: add_goer(visit=visit, name="Rosa", roles=[], by=None),
    }
    sees, edits, sees_names = TABLE[person]

    for model, row in for_all.items():
        assert (row in model.objects.visible_to(viewer)) is sees, model
        assert (row in model.objects.editable_by(viewer)) is edits, model
    for model, row in named.items():
        assert (row in model.objects.visible_to(viewer)) is sees_names, model
        assert (row in model.objects.editable_by(viewer)) is edits, model


def test_only_words_let_out_by_their_authors_are_public(union):
    hearing = make_hearing(union)
    out = gave_words(hearing)
    gave_words(hearing, name="Ana Sealed", email="ana@example.org", shown=Shown.SEALED)

    assert list(Testimony.objects.public()) == [out]
    for model in (Visit, Goer, Commitment, Attendee, Packet, Preparation):
        assert not model.objects.public().exists()
