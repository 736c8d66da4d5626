"""Who may read and change what, one row a person."""

from __future__ import annotations

import pytest

from concerted.act.petitions.models import Petition, Signature, Sponsorship
from concerted.act.petitions.operations.petitions import close_petition
from concerted.act.petitions.operations.signing import sign_petition
from concerted.act.petitions.operations.sponsors import accept_sponsorship, invite_sponsor
from concerted.act.petitions.tests.factories import ROSA, make_draft, make_petition

pytestmark = pytest.mark.django_db

#           sees    edits   sees signatures
TABLE = {
    "omar": (True, True, True),
    "olga": (True, True, True),
    "cleo": (True, False, False),
    "vera": (True, False, False),
    "sam": (False, False, False),
    "anonymous": (False, False, False),
}


@pytest.mark.parametrize("person", TABLE)
def test_petitions_and_signatures_by_role(request, union, person):
    viewer = request.getfixturevalue(person)
    draft, petition = make_draft(union, title="Draft"), make_petition(union)
    signature = sign_petition(petition=petition, language="en", **ROSA)
    sees, edits, sees_signatures = TABLE[person]

    assert (draft in Petition.objects.visible_to(viewer)) is sees
    assert (draft in Petition.objects.editable_by(viewer)) is edits
    assert (signature in Signature.objects.visible_to(viewer)) is sees_signatures
    assert (signature in Signature.objects.editable_by(viewer)) is sees_signatures


def test_everybody_reads_what_was_published_and_nobody_else_a_draft(union):
    draft, petition = make_draft(union, title="Draft"), make_petition(union)
    closed = close_petition(petition=make_petition(union, title="Closed"), by=None)

    assert set(Petition.objects.public()) == {petition, closed}
    assert draft not in Petition.objects.public()


def test_only_the_invited_organization_answers_an_invitation(union, other, omar, vera, sam):
    petition = make_petition(union)

    asked = invite_sponsor(petition=petition, slug="harbor", by=omar)

    assert asked in Sponsorship.objects.visible_to(sam)
    assert asked in Sponsorship.objects.answerable_by(sam)
    assert asked not in Sponsorship.objects.answerable_by(omar)
    assert asked not in Sponsorship.objects.editable_by(sam)
    assert asked in Sponsorship.objects.editable_by(omar)
    assert asked not in Sponsorship.objects.editable_by(vera)
    assert asked not in Sponsorship.objects.public()

    accept_sponsorship(sponsorship=asked, by=sam)

    assert asked in Sponsorship.objects.public()


@pytest.mark.parametrize(("person", "status"), [("olga", 200), ("cleo", 404), ("vera", 404)])
def test_names_are_for_organizers(request, union, browse, person, status):
    petition = make_petition(union)
    sign_petition(petition=petition, language="en", **ROSA)
    address = f"/en/work/elm-street/petitions/{petition.slug}/"

    client = browse(request.getfixturevalue(person))

    assert client.get(address).status_code == 200
    assert "Rosa" not in client.get(address).content.decode()
    assert client.get(f"{address}signatures/").status_code == status
