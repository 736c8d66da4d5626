"""Who may read and change what, one row a person."""

from __future__ import annotations

import pytest

from concerted.act.letters.models import Delivery, Letter, LetterCampaign, LetterTarget, Reply
from concerted.act.letters.operations.campaigns import close_letters
from concerted.act.letters.operations.deliveries import hand_over, record_reply
from concerted.act.letters.tests.factories import make_draft, make_letters, send, write
from concerted.organizations.zones import today_in

pytestmark = pytest.mark.django_db

#           sees    edits   reads letters
TABLE = {
    "omar": (True, True, True),
    "olga": (True, True, True),
    "cleo": (True, False, False),
    "vera": (True, False, False),
    "sam": (False, False, False),
    "anonymous": (False, False, False),
}


@pytest.mark.parametrize("person", TABLE)
def test_letters_and_what_people_wrote_by_role(request, union, person):
    viewer = request.getfixturevalue(person)
    letters = make_letters(union)
    letter = send(letters)
    today = today_in(union)
    visit = hand_over(campaign=letters, to="Ed Dunn", handed_on=today, by=None)
    [delivery, _other] = letter.deliveries.all()
    delivery.state = "sent"
    delivery.save()
    reply = record_reply(delivery=delivery, text="Thank you.", received_on=today, by=None)
    sees, edits, reads = TABLE[person]

    assert (letters in LetterCampaign.objects.visible_to(viewer)) is sees
    assert (letters in LetterCampaign.objects.editable_by(viewer)) is edits
    assert LetterTarget.objects.visible_to(viewer).exists() is sees
    assert LetterTarget.objects.editable_by(viewer).exists() is edits
    assert (visit in letters.handovers.visible_to(viewer)) is sees
    for rows, row in ((Letter, letter), (Delivery, delivery), (Reply, reply)):
        assert (row in rows.objects.visible_to(viewer)) is reads
        assert (row in rows.objects.editable_by(viewer)) is reads


def test_everybody_reads_what_was_published_and_nobody_else_a_draft(union):
    draft, letters = make_draft(union, title="Draft"), make_letters(union)
    closed = close_letters(letters=make_letters(union, title="Closed"), by=None)

    assert set(LetterCampaign.objects.public()) == {letters, closed}
    assert draft not in LetterCampaign.objects.public()
    assert LetterTarget.objects.public().count() == 4


def test_only_words_that_their_writer_shows_are_public_and_only_once_confirmed(union):
    letters = make_letters(union)
    send(letters)
    write(letters, choices={"shows_words": True}, name="Ana Lee", email="ana@example.org")
    shown = send(letters, choices={"shows_words": True}, name="Bo Lee", email="bo@example.org")

    assert list(Letter.objects.public()) == [shown]


@pytest.mark.parametrize(("person", "status"), [("olga", 200), ("cleo", 404), ("vera", 404)])
def test_names_and_words_are_for_organizers(request, union, browse, person, status):
    letters = make_letters(union)
    send(letters)
    address = f"/en/work/elm-street/letters/{letters.slug}/"
    client = browse(request.getfixturevalue(person))

    assert "Rosa" not in client.get(address).content.decode()
    for page in ("written/", "written/letters.csv", "hand-over/"):
        assert client.get(f"{address}{page}").status_code == status
