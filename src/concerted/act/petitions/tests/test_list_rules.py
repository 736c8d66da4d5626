"""To which partner a signer's name goes: by the rule of the petition, and by a yes of their own to that partner."""

from __future__ import annotations

from collections import Counter

import pytest

from concerted.act.petitions.models import ListRule, NamesMode, Passing, Petition, Signature
from concerted.act.petitions.operations.passing import pass_names
from concerted.act.petitions.operations.petitions import edit_petition
from concerted.act.petitions.operations.signatures import confirm_signature, disown_signature
from concerted.act.petitions.operations.signing import sign_petition
from concerted.act.petitions.operations.sponsors import accept_sponsorship, invite_sponsor
from concerted.act.petitions.queries.paper import consent_boxes
from concerted.act.petitions.queries.passing import partner_counts
from concerted.act.petitions.tests.factories import ROSA, make_petition
from concerted.base.audit.models import AuditEntry
from concerted.base.errors import Refused
from concerted.organizations.models import Organization
from concerted.organizations.operations import create_organization
from concerted.people.models import ContactPoint, Person
from concerted.people.models.consents import standing_answer
from concerted.people.operations import withdraw_channel
from concerted.people.registry import timeline_of


@pytest.fixture
def petition(union, other, sam):
    made = make_petition(union)
    asked = invite_sponsor(petition=made, slug=other.slug, by=None)
    accept_sponsorship(sponsorship=asked, by=sam)
    return made


@pytest.fixture
def proportional(petition, cleo):
    """With two partners behind it, Harbor and the Parish."""
    parish = create_organization(name="Parish", slug="parish", owner=cleo)
    asked = invite_sponsor(petition=petition, slug=parish.slug, by=None)
    accept_sponsorship(sponsorship=asked, by=cleo)
    return edit_petition(petition=petition, list_rule=ListRule.PROPORTIONAL, by=None)


def asks(page):
    return {slug for slug in ("elm-street", "harbor") if f'name="news-{slug}"' in page}


def signed(petition, name="Rosa", *partners, brought_by="", is_confirmed=True):
    """A signature of ``name`` with a yes to each of ``partners``."""
    signature = sign_petition(
        petition=petition,
        name=f"{name} Alvarez",
        email=f"{name.lower()}@example.org",
        postal_code="02134",
        language="en",
        consents=[(one, f"{one} may write") for one in partners],
        brought_by=brought_by,
    )
    if is_confirmed:
        point = signature.person.contact_points.get(kind="email")
        confirm_signature(signature=signature, contact_point=point)
    return signature


def names(organization):
    return sorted(
        Person.objects.filter(organization=organization).values_list("given_name", flat=True)
    )


def may_write(organization):
    points = ContactPoint.objects.filter(organization=organization, kind="email")
    stands = points.annotate(stands=standing_answer("email", "news")).filter(stands="granted")
    return sorted(stands.values_list("value", flat=True))


@pytest.mark.parametrize("rule", ListRule)
def test_each_organization_asks_with_a_box_of_its_own_unticked(petition, browse, rule):
    petition = edit_petition(petition=petition, list_rule=rule, by=None)

    page = browse().get(petition.get_absolute_url()).content.decode()

    assert asks(page) == {"elm-street", "harbor"}
    assert "checked" not in page
    assert len([box for box in consent_boxes(petition, "en") if box["kind"] == "consent"]) == 2


def test_a_partner_gets_a_name_once_its_owner_has_proven_the_yes(petition, other):
    signature = signed(petition, "Rosa", other, is_confirmed=False)
    assert pass_names(petition=petition, by=None) == 0
    assert names(other) == []

    confirm_signature(signature=signature, contact_point=signature.person.contact_points.get())

    assert names(other) == ["Rosa"]
    assert may_write(other) == ["rosa@example.org"]
    assert pass_names(petition=petition, by=None) == 0


def test_who_ticks_nothing_comes_into_no_partners_list(petition, other):
    signed(petition, "Rosa", brought_by="harbor")

    assert pass_names(petition=petition, by=None) == 0
    assert names(other) == []


def test_in_proportion_who_came_by_a_link_goes_there_and_others_by_what_links_brought(
    proportional, union, other
):
    parish = Organization.objects.get(slug="parish")
    for number in range(3):
        signed(proportional, f"Harbors{number}", other, brought_by="harbor")
    signed(proportional, "Parishs", parish, brought_by="parish")
    assert (len(names(other)), len(names(parish))) == (3, 1)

    for number in range(8):
        signed(proportional, f"Free{number}", other, parish)
    assert (len(names(other)), len(names(parish))) == (3, 1)
    told = {one.partner.slug: one for one in partner_counts(proportional)}
    number = pass_names(petition=proportional, by=None)

    assert number == told["harbor"].due + told["parish"].due == 8
    assert (told["harbor"].brought, told["harbor"].said_yes, told["harbor"].due) == (3, 11, 6)
    assert (len(names(other)), len(names(parish))) == (9, 3)
    reasons = Counter(Passing.objects.values_list("partner__slug", "reason"))
    assert reasons["harbor", "shared_out"] == 6


@pytest.mark.parametrize(
    ("yes_to", "brought_by"), [("parish", "harbor"), ("harbor", ""), ("parish", "stranger")]
)
def test_in_proportion_a_partner_gets_nobody_it_did_not_bring_while_no_link_brought_anybody(
    proportional, yes_to, brought_by
):
    signed(proportional, "Rosa", Organization.objects.get(slug=yes_to), brought_by=brought_by)

    assert pass_names(petition=proportional, by=None) == 0
    assert Person.objects.count() == 1


def test_a_yes_that_was_taken_back_before_gives_no_name(proportional, other):
    signed(proportional, "Ada", brought_by="harbor")
    signature = signed(proportional, "Rosa", other)
    withdraw_channel(person=signature.person, source="self-service")

    assert pass_names(petition=proportional, by=None) == 0
    assert names(other) == []


@pytest.mark.parametrize("way", ["stop", "disown"])
def test_a_yes_that_is_taken_back_later_is_taken_back_from_the_partner(petition, other, way):
    signature = signed(petition, "Rosa", other)
    assert may_write(other) == ["rosa@example.org"]

    if way == "stop":
        withdraw_channel(person=signature.person, source="self-service")
    else:
        disown_signature(signature=signature)
    pass_names(petition=petition, by=None)

    assert may_write(other) == []
    assert Passing.objects.get().taken_back_at is not None


def test_who_said_no_to_the_partner_itself_is_not_given_to_it_again(petition, other):
    signed(petition, "Rosa", other)
    withdraw_channel(person=Person.objects.get(organization=other), source="unsubscribe")

    pass_names(petition=petition, by=None)

    assert may_write(other) == []


def test_a_help_for_survivors_neither_gives_nor_gets_a_name(petition, union, other):
    signed(petition, "Rosa", other, is_confirmed=False)
    Organization.objects.filter(pk=other.pk).update(is_victim_service=True)
    signature = Signature.objects.select_related("petition").get()
    confirm_signature(signature=signature, contact_point=signature.person.contact_points.get())
    assert names(other) == []

    Organization.objects.filter(pk=other.pk).update(is_victim_service=False)
    Organization.objects.filter(pk=union.pk).update(is_victim_service=True)

    with pytest.raises(Refused, match="No names are kept here"):
        pass_names(petition=petition, by=None)
    assert names(other) == []


def test_where_only_counts_leave_the_organization_no_partner_asks_or_is_given_a_name(
    petition, other, browse
):
    signed(petition, "Rosa", other, is_confirmed=False)
    petition = edit_petition(petition=petition, names_mode=NamesMode.COUNTS, by=None)

    with pytest.raises(Refused, match="counts only"):
        pass_names(petition=petition, by=None)
    assert asks(browse().get(petition.get_absolute_url()).content.decode()) == {"elm-street"}


def test_the_trail_of_both_tells_how_many_and_no_name(petition, union, other, olga):
    signed(petition, "Rosa", other)

    told = AuditEntry.objects.filter(verb="names_passed")

    assert {one.organization_id for one in told} == {union.pk, other.pk}
    assert {one.after["number"] for one in told} == {1}
    assert "Rosa" not in str([one.after for one in told])


def test_the_link_goes_through_the_form_to_the_signature(petition, other, browse):
    here = petition.get_absolute_url()

    page = browse().get(f"{here}?by=harbor").content.decode()
    embedded = browse().get(f"{here}embed/?by=harbor").content.decode()

    assert "sign/?by=harbor#sign" in page
    assert "embed/sign/?by=harbor#sign" in embedded
    sign_petition(petition=petition, language="en", brought_by="harbor", **ROSA)
    assert Signature.objects.get().brought_by == other


def test_an_organizer_sees_counts_first_then_gives_the_names(petition, union, other, olga, browse):
    signed(petition, "Rosa", other)
    Passing.objects.all().delete()
    desk = f"/en/work/{union.slug}/petitions/{petition.slug}/names/"

    page = browse(olga).get(desk).content.decode()
    assert "Give 1 name now" in page
    assert "Rosa" not in page

    after = browse(olga).post(f"{desk}pass/", follow=True).content.decode()
    assert "1 name was given." in after
    assert "Nothing was due." in browse(olga).post(f"{desk}pass/", follow=True).content.decode()


def test_a_person_reads_who_was_given_their_name(petition, other):
    signature = signed(petition, "Rosa", other)

    from_timeline = [one.label for one in timeline_of(signature.person)]

    assert "Name given to Harbor Tenants, as they agreed" in from_timeline


def test_a_petition_without_partners_has_nothing_to_give(union, olga, browse):
    made = make_petition(union)

    page = browse(olga).get(f"/en/work/{union.slug}/petitions/{made.slug}/names/")

    assert "No partner can be given names" in page.content.decode()
    assert pass_names(petition=Petition.objects.get(), by=olga) == 0
