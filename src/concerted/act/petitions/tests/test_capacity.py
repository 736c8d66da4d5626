"""In what capacity somebody signed is theirs to know, and theirs to show."""

from __future__ import annotations

import pytest

from concerted.act.petitions.models import Display, Signature
from concerted.act.petitions.models.signatures import LINK
from concerted.act.petitions.operations.signing import sign_petition
from concerted.act.petitions.tests.factories import ROSA, make_petition
from concerted.base import defence
from concerted.base.links import sign
from concerted.people.operations import erase_person
from concerted.people.registry import exports_of

pytestmark = pytest.mark.django_db
AT_WORK = {"capacity": "employer", "capacity_of": "County Hospital"}


def signed(petition, **values):
    given = {**ROSA, "language": "en", "display": Display.SHOWN, "comment": "Two buses."}
    return sign_petition(petition=petition, **{**given, **AT_WORK, **values})


def test_an_employer_is_shown_only_to_the_person_and_in_their_export(union, browse, olga):
    petition = make_petition(union)
    signature = signed(petition)
    point = signature.person.contact_points.get()
    token = sign([signature.pk.hex, point.pk.hex], purpose=LINK)

    for reader, path in (
        (browse(), petition.get_absolute_url()),
        (browse(olga), f"/en/work/elm-street/petitions/{petition.slug}/signatures/"),
        (browse(olga), f"/en/work/elm-street/people/{signature.person_id}/"),
    ):
        assert "County Hospital" not in reader.get(path).content.decode()
    assert (
        "for County Hospital" in browse().get(f"/en/i/{token}/signature/confirm/").content.decode()
    )
    [told] = exports_of(signature.person)["signatures"]
    assert told["capacity_of"] == "County Hospital"


def test_who_chooses_so_is_shown_with_their_employer(union, browse):
    petition = make_petition(union)
    signed(petition, shows_capacity=True)

    assert "for County Hospital" in browse().get(petition.get_absolute_url()).content.decode()


def test_erasing_a_person_erases_their_employer(union):
    signature = signed(make_petition(union), shows_capacity=True)

    erase_person(person=signature.person, by=None)

    signature.refresh_from_db()
    assert (signature.capacity, signature.capacity_of, signature.shows_capacity) == (
        "personal",
        "",
        False,
    )


def test_a_work_address_is_taken_with_a_hint(union, browse, monkeypatch):
    monkeypatch.setattr(defence, "QUICKEST", -1)
    petition = make_petition(union)
    given = {**ROSA, **AT_WORK, "email": "rosa@mass.gov", "stamp": defence.new_stamp()}
    path = petition.get_absolute_url()

    again = browse().post(f"{path}sign/", {**given, "name": ""}).content.decode()
    answer = browse().post(f"{path}sign/", given)

    assert "People at your work may read" in again
    assert Signature.objects.get().capacity_of == "County Hospital"
    assert "People at your work may read" in browse().get(answer["Location"]).content.decode()
