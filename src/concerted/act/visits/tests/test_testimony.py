"""Written testimony: under the name its author chose, and handed over as it was."""

from __future__ import annotations

import re

import pytest
from django.core.files.storage import default_storage

from concerted.act.visits.models import Packet, Shown, Testimony
from concerted.act.visits.operations import testimonies as operations
from concerted.act.visits.operations.hearings import prepare_hearing
from concerted.act.visits.operations.packets import hand_over
from concerted.act.visits.queries.packets import packet_pdf
from concerted.act.visits.queries.preparing import word_count
from concerted.act.visits.tests.factories import (
    JUAN,
    ROSA,
    WORDS,
    gave_words,
    make_hearing,
)
from concerted.base import defence
from concerted.base.errors import Refused
from concerted.base.tests.test_pdf import needs_pdftotext, text_of
from concerted.organizations.translating import save_translation
from concerted.organizations.zones import today_in
from concerted.people.operations import erase_person

pytestmark = pytest.mark.django_db
SEALED = {"name": "Sana Sealed", "email": "sana@example.org", "shown": Shown.SEALED}
AT_WORK = {"capacity": "employer", "capacity_of": "County Hospital"}
SPANISH = {
    "who": "Vivo en la calle Elm.",
    "saw": "Mi hijo esperó seis horas.",
    "ask": "Voten no.",
}


@pytest.fixture
def hearing(union):
    return make_hearing(union)


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(defence, "QUICKEST", 0)


def page_of(client, hearing):
    return client.get(f"/en/o/elm-street/hearings/{hearing.pk}/").content.decode()


def told(packet):
    """The words of a packet, page by page."""
    return [re.sub(r"\s+", " ", page) for page in text_of(packet).split("\f")]


@pytest.mark.parametrize(
    ("shown", "name"),
    [(Shown.NAME, "Rosa Alvarez"), (Shown.FIRST, "Rosa"), (Shown.UNNAMED, "A resident")],
)
def test_words_stand_under_the_name_their_author_chose(hearing, browse, shown, name):
    gave_words(hearing, shown=shown)

    page = page_of(browse(), hearing)

    assert WORDS["saw"] in page
    assert f">{name}</h3>" in page.replace("\n", "")


def test_sealed_words_are_nowhere_but_in_the_packet(hearing, browse, vera):
    gave_words(hearing, **SEALED, saw="What only they may read.")

    for client in (browse(), browse(vera)):
        for path in (
            f"/en/o/elm-street/hearings/{hearing.pk}/",
            "/en/o/elm-street/hearings/",
            f"/en/work/elm-street/hearings/{hearing.pk}/",
        ):
            page = client.get(path).content.decode()
            assert "Sana" not in page
            assert "only they may read" not in page
    assert "1 testimony" in browse().get("/en/o/elm-street/hearings/").content.decode()


@pytest.mark.once
@needs_pdftotext
def test_the_packet_has_a_cover_a_list_and_each_on_its_page(hearing, olga):
    gave_words(hearing, shown=Shown.NAME, **AT_WORK, shows_capacity=True)
    gave_words(hearing, **SEALED, **AT_WORK)
    spanish = gave_words(hearing, **JUAN, **SPANISH)
    save_translation(
        record=spanish,
        language="en",
        texts={"saw": "My son waited for six hours."},
        source_digest=spanish.source_digest(),
        by=olga,
    )

    document = packet_pdf(hearing, list(Testimony.objects.order_by("created_at")))

    cover, rosa, sana, juan, _end = told(document)
    assert "3 people testify" in cover
    assert [cover.index(one) for one in ("Rosa Alvarez", "Sana Sealed", "Juan")] == sorted(
        cover.index(one) for one in ("Rosa Alvarez", "Sana Sealed", "Juan")
    )
    assert "for County Hospital" in rosa
    assert "County Hospital" not in sana
    assert "For those who decide only" in sana
    assert SPANISH["saw"] in juan
    assert "My son waited for six hours." in juan
    assert "Lo que vi" in juan
    assert "4/4" in juan
    assert "Peña" not in "".join([cover, juan])
    assert b"/StructTreeRoot" in document


def test_handing_over_freezes_what_was_given_to_whom_and_when(union, hearing):
    rosa = gave_words(hearing)
    today = today_in(union)

    first = hand_over(
        hearing=hearing, recipient="City clerk", to_deciders=True, delivered_on=today, by=None
    )
    again = hand_over(
        hearing=hearing, recipient="City clerk", to_deciders=True, delivered_on=today, by=None
    )
    gave_words(hearing, **JUAN)
    second = hand_over(
        hearing=hearing, recipient="Council", delivered_on=today, only_new=True, by=None
    )

    assert first == again
    assert list(first.testimonies.all()) == [rosa]
    assert (first.number, second.number, second.testimony_count) == (1, 2, 1)
    assert len(first.document_hash) == 64
    with first.document.open() as file:
        assert file.read().startswith(b"%PDF")


def test_sealed_words_go_to_those_who_decide_and_into_no_other_packet(union, hearing):
    gave_words(hearing, **SEALED)
    told = {"hearing": hearing, "delivered_on": today_in(union), "by": None}

    with pytest.raises(Refused, match="sealed"):
        hand_over(recipient="Riverside Gazette", **told)
    named = gave_words(hearing, **JUAN)
    press = hand_over(recipient="Riverside Gazette", **told)
    council = hand_over(recipient="City Council", to_deciders=True, **told)

    assert list(press.testimonies.all()) == [named]
    assert council.testimony_count == 2


@pytest.mark.once
def test_a_form_hands_over_what_was_given_with_a_note(union, hearing, browse, olga):
    address = f"/en/work/{union.slug}/hearings/{hearing.pk}/hand-over/"
    told = {
        "recipient": "Clerk",
        "way": "mail",
        "delivered_on": today_in(union),
        "note": "By Olga",
    }

    refused = browse(olga).post(address, told)
    gave_words(hearing)
    taken = browse(olga).post(address, told)

    assert (refused.status_code, taken.status_code) == (422, 302)
    assert Packet.objects.get().note == "By Olga"


@pytest.mark.once
def test_nothing_is_handed_over_that_is_not_confirmed_or_was_removed(union, hearing):
    operations.give_testimony(hearing=hearing, **ROSA, **WORDS)
    removed = gave_words(hearing, **JUAN)
    operations.remove_testimony(testimony=removed, reason="A fake", by=None)

    with pytest.raises(Refused):
        hand_over(
            hearing=hearing,
            recipient="Clerk",
            to_deciders=True,
            delivered_on=today_in(union),
            by=None,
        )
    operations.restore_testimony(testimony=removed, by=None)
    assert list(Testimony.objects.counted()) == [removed]


def test_erasing_an_author_takes_the_file_and_keeps_its_hash(
    union, hearing, django_capture_on_commit_callbacks
):
    rosa = gave_words(hearing)
    packet = hand_over(
        hearing=hearing, recipient="Clerk", to_deciders=True, delivered_on=today_in(union), by=None
    )
    name = packet.document.name

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=rosa.person)

    packet.refresh_from_db()
    assert not packet.document
    assert len(packet.document_hash) == 64
    assert not default_storage.exists(name)
    assert Packet.objects.get().testimony_count == 1


def test_what_was_taken_back_leaves_the_page_and_can_come_again(hearing, browse):
    words = gave_words(hearing)

    operations.take_back_testimony(testimony=words, language="en")
    assert WORDS["saw"] not in page_of(browse(), hearing)

    gave_words(hearing, saw="My daughter waited too.")
    assert "My daughter waited too." in page_of(browse(), hearing)
    assert Testimony.objects.count() == 1


def test_confirmed_words_are_not_changed_by_whoever_knows_the_address(hearing):
    gave_words(hearing)

    operations.give_testimony(hearing=hearing, **ROSA, **{**WORDS, "saw": "I lie."})

    assert Testimony.objects.get().saw == WORDS["saw"]


@pytest.mark.once
def test_the_form_bounds_words_and_starts_sealed(hearing, browse):
    prepare_hearing(hearing=hearing, word_limit=50, by=None)
    address = f"/en/o/elm-street/hearings/{hearing.pk}/testify/"
    given = {**WORDS, **ROSA, "shown": "first", "stamp": defence.new_stamp()}
    client = browse()

    page = client.get(address).content.decode()
    long = client.post(address, {**given, "saw": "word " * 51})
    right = client.post(address, given)

    assert re.search(r'value="sealed"[^>]*checked', page)
    assert (long.status_code, right.status_code) == (422, 302)
    assert "There is room for 50" in long.content.decode()
    with pytest.raises(Refused):
        operations.give_testimony(hearing=hearing, **JUAN, **{**WORDS, "saw": "word " * 51})


@pytest.mark.once
def test_none_is_taken_where_none_is_collected(hearing):
    prepare_hearing(hearing=hearing, takes_testimony=False, by=None)

    with pytest.raises(Refused):
        operations.give_testimony(hearing=hearing, **ROSA, **WORDS)


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("one  two\nthree", 3), ("electroencefalográficamente sí", 2), ("我们需要诊所", 3)],
)
def test_words_are_counted_as_people_count_them(text, count):
    assert word_count(text) == count
