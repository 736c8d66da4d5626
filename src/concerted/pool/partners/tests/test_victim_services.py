"""An organization that helps survivors of violence gives nobody a name: not by hand, file, vote or signature."""

from __future__ import annotations

import pytest
from django.db import transaction

from concerted.act.petitions.models import Petition
from concerted.act.petitions.operations.sponsors import accept_sponsorship, invite_sponsor
from concerted.act.petitions.tests.factories import make_petition
from concerted.base.errors import Refused
from concerted.decide.proposals.operations.voters import invite_voters
from concerted.people.models import Person
from concerted.people.operations import record_person
from concerted.people.operations.imports import start_import
from concerted.pool.partners.operations.profiles import save_profile
from concerted.pool.partners.tests.factories import make_alliance, make_partner, page


@pytest.fixture
def shelter(other):
    save_profile(organization=other, sector="safety", is_victim_service=True, by=None)
    other.refresh_from_db()
    return other


def test_no_name_comes_in_by_hand_file_or_vote(shelter, sam, tmp_path, browse):
    file = tmp_path / "list.csv"
    file.write_text("First name,Email\nAda,ada@example.com\n")

    with pytest.raises(Refused, match="No names are kept here"), transaction.atomic():
        record_person(organization=shelter, given_name="Ada", source="typed", by=sam)
    with pytest.raises(Refused, match="No names are kept here"):
        start_import(organization=shelter, path=file, by=sam)
    with pytest.raises(Refused, match="No names are kept here"):
        invite_voters(organization=shelter, guests=[("Ada", "ada@example.com")], by=sam)
    typed = browse(sam).post("/en/work/harbor/people/new/", {"given_name": "Ada"})

    assert typed.status_code in (409, 422)
    assert not Person.objects.exists()


def test_behind_a_petition_it_asks_nobody_for_a_name_and_has_none_of_its_own(
    shelter, union, sam, browse
):
    petition = make_petition(union)
    sponsorship = invite_sponsor(petition=petition, slug=shelter.slug, by=None)
    accept_sponsorship(sponsorship=sponsorship, by=sam)

    shown = browse().get(petition.get_absolute_url()).content.decode()

    assert "Harbor Tenants" in shown
    assert "news-harbor" not in shown
    with pytest.raises(Refused, match="No names are kept here"):
        make_petition(shelter)
    assert not Petition.objects.filter(organization=shelter, published_at__isnull=False).exists()


def test_the_page_of_such_a_partner_says_so(shelter, sam, omar, union, browse):
    alliance = make_alliance(owner=omar)
    membership = make_partner(alliance, shelter)

    assert "no names here" in browse(omar).get(page(alliance, membership)).content.decode()
