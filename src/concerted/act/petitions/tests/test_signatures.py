"""What becomes of a signature: confirmed, disowned, looked after, forgotten, counted."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from concerted.act.petitions.models import Display, NamesMode, Petition, Signature
from concerted.act.petitions.operations.erasure import erase_signatures
from concerted.act.petitions.operations.petitions import close_petition
from concerted.act.petitions.operations.signatures import (
    confirm_signature,
    disown_signature,
    hide_comment,
    remove_signature,
    restore_signature,
    show_comment,
)
from concerted.act.petitions.operations.signing import sign_petition
from concerted.act.petitions.queries.desk import grouped_places
from concerted.act.petitions.queries.news import news_readers
from concerted.act.petitions.tests.factories import ROSA, make_petition
from concerted.base.models import AuditEntry, OutgoingMail
from concerted.organizations.models import Organization
from concerted.people.models import Consent, ContactPoint
from concerted.people.models.consents import standing_answer
from concerted.people.operations import merge_people

SHOWN = {**ROSA, "comment": "Two buses are too many.", "display": Display.SHOWN}


def signed(petition, **values):
    return sign_petition(petition=petition, **{**SHOWN, "language": "en", **values})


def count(petition):
    petition.refresh_from_db()
    assert (
        petition.signature_count == Signature.objects.filter(petition=petition).counted().count()
    )
    return petition.signature_count


def token():
    return OutgoingMail.objects.latest("created_at").context["token"]


pytestmark = pytest.mark.django_db


def test_a_mailed_link_shows_first_and_acts_only_when_asked_to(union, browse):
    petition = make_petition(union, needs_confirmation=True)
    signature = signed(petition)
    address = f"/en/i/{token()}/signature/confirm/"

    assert count(petition) == 0
    assert browse().get(address).status_code == 200
    assert count(petition) == 0

    response = browse().post(address, follow=True)

    signature.refresh_from_db()
    assert response.status_code == 200
    assert signature.confirmed_at is not None
    assert count(petition) == 1


def test_confirming_proves_what_was_ticked_for_each_organization(union, other, browse):
    petition = make_petition(union)
    petition.sponsorships.create(organization=union, sponsor=other, accepted_at=timezone.now())
    signed(petition, consents=[(union, "Union may"), (other, "Harbor may")])

    for _ in range(2):
        browse().post(f"/en/i/{token()}/signature/confirm/")

    proven = Consent.objects.filter(is_proven=True)
    assert sorted(proven.values_list("organization__slug", "purpose")) == [
        ("elm-street", "news"),
        ("elm-street", f"pass:{other.pk.hex}"),
        ("harbor", "news"),
    ]


def test_i_did_not_sign_this_acts_only_on_post(union, browse):
    petition = make_petition(union)
    signed(petition)
    address = f"/en/i/{token()}/signature/disown/"

    browse().get(address)
    assert count(petition) == 1

    for _ in range(2):
        assert browse().post(address, follow=True).status_code == 200
    assert count(petition) == 0
    assert "Two buses" not in browse().get(petition.get_absolute_url()).content.decode()


def test_who_disowned_by_mistake_comes_back_by_confirming(union):
    petition = make_petition(union)
    signature = disown_signature(signature=signed(petition))
    point = signature.person.contact_points.get()

    signed(petition)
    assert count(petition) == 0

    confirm_signature(signature=signature, contact_point=point)
    assert count(petition) == 1


def confirmed(signature):
    point = signature.person.contact_points.get(kind="email")
    return confirm_signature(signature=signature, contact_point=point)


def allowed(organization):
    """Whom ``organization`` may mail news."""
    points = ContactPoint.objects.filter(organization=organization, kind="email")
    stands = points.annotate(stands=standing_answer("email", "news"))
    return [point.value for point in stands.filter(stands="granted")]


def test_who_disowns_a_confirmed_signature_gets_no_news_of_anybody_behind_it(union, other):
    petition = make_petition(union)
    behind = petition.sponsorships.create(
        organization=union, sponsor=other, accepted_at=timezone.now()
    )
    both = [(union, "Union may"), (other, "Harbor may")]
    signature = confirmed(signed(petition, consents=both, phone="+1 617 555 0134"))
    assert [allowed(union), allowed(other)] == [["rosa@example.org"]] * 2
    behind.delete()

    for _ in range(2):
        disown_signature(signature=signature)

    taken_back = Consent.objects.filter(answer="withdrawn")
    assert [allowed(union), allowed(other)] == [[], []]
    purpose = f"pass:{other.pk.hex}"
    assert sorted(taken_back.values_list("organization__slug", "purpose", "channel")) == [
        (slug, about, channel)
        for slug, about in (("elm-street", "news"), ("elm-street", purpose), ("harbor", "news"))
        for channel in ("email", "text")
    ]
    assert set(taken_back.values_list("words", "source_ref")) == {
        ("I did not sign this", str(signature.pk))
    }
    assert news_readers(petition)[0] == []


def test_a_disowned_yes_is_not_proven_by_confirming_another_signature(union):
    forged = signed(make_petition(union), consents=[(union, "Union may")])
    disown_signature(signature=forged)

    confirmed(signed(make_petition(union, title="The library")))

    assert allowed(union) == []


def test_disowning_one_signature_leaves_what_was_allowed_with_a_later_one(union):
    forged = signed(make_petition(union), consents=[(union, "Union may")])
    confirmed(signed(make_petition(union, title="The library"), consents=[(union, "Union may")]))

    disown_signature(signature=forged)

    assert allowed(union) == ["rosa@example.org"]


def test_confirming_after_disowning_brings_back_no_news_until_it_is_ticked_again(union):
    petition = make_petition(union)
    signature = confirmed(signed(petition, consents=[(union, "Union may")]))
    signature = confirmed(disown_signature(signature=signature))
    assert (count(petition), allowed(union)) == (1, [])

    disown_signature(signature=signature)
    confirmed(signed(petition, consents=[(union, "Union may")]))

    assert (count(petition), allowed(union)) == (1, ["rosa@example.org"])


@pytest.mark.parametrize("wrong", ["", "x", "a:b:c", "WyJhIiwgImIiXQ:1:2"])
def test_a_forged_link_leads_nowhere(union, browse, wrong):
    assert browse().get(f"/en/i/{wrong or '-'}/signature/confirm/").status_code == 404


def test_an_organizer_removes_a_fake_with_a_reason_and_puts_it_back(union, olga, browse):
    petition = make_petition(union)
    signature = signed(petition, name="Mickey Mouse")
    address = f"/en/work/elm-street/petitions/{petition.slug}/signatures/{signature.pk}/"
    client = browse(olga)

    assert client.post(f"{address}remove/", {"reason": ""}).status_code == 422
    assert count(petition) == 1

    client.post(f"{address}remove/", {"reason": "A cartoon"})
    assert count(petition) == 0
    assert AuditEntry.objects.filter(verb="removed", actor_id=olga.pk).exists()

    client.post(f"{address}restore/")
    assert count(petition) == 1


def test_a_hidden_comment_is_off_the_page_and_still_counts(union, browse):
    petition = make_petition(union)
    signature = hide_comment(signature=signed(petition), by=None)
    page = petition.get_absolute_url()

    assert "Two buses" not in browse().get(page).content.decode()
    assert count(petition) == 1

    show_comment(signature=signature, by=None)
    assert "Two buses" in browse().get(page).content.decode()


def test_only_who_chose_so_is_shown_by_first_name_and_place(union, browse):
    petition = make_petition(union)
    signed(petition)
    signed(
        petition,
        name="Luis Cruz",
        email="l@example.org",
        display=Display.HIDDEN,
        comment="Keep me off",
    )

    text = browse().get(petition.get_absolute_url()).content.decode()

    assert "— Rosa, 02134" in text
    assert "Alvarez" not in text
    assert "Luis" not in text
    assert "Keep me off" not in text


@pytest.mark.parametrize("mode", [NamesMode.COUNTS, NamesMode.DELAYED])
def test_names_that_are_kept_back_are_nowhere_on_the_page(union, browse, mode):
    later = timezone.now() + datetime.timedelta(days=1)
    petition = make_petition(union, names_mode=mode, names_from=later)
    signed(petition)

    text = browse().get(petition.get_absolute_url()).content.decode()

    assert "Rosa" not in text
    assert "Two buses" not in text


def test_delayed_names_appear_on_their_day(union, browse):
    petition = make_petition(
        union,
        names_mode=NamesMode.DELAYED,
        names_from=timezone.now() - datetime.timedelta(minutes=1),
    )
    signed(petition)

    assert "— Rosa" in browse().get(petition.get_absolute_url()).content.decode()


def test_erasure_forgets_the_person_and_keeps_the_count(union):
    petition = make_petition(union)
    signature = signed(petition)

    erase_signatures(signature.person)

    signature.refresh_from_db()
    assert count(petition) == 1
    assert (signature.person, signature.name, signature.postal_code, signature.comment) == (
        None,
        "",
        "",
        "",
    )


def test_the_trail_of_a_signature_names_nobody(union):
    signed(make_petition(union))

    for entry in AuditEntry.objects.filter(subject_type="petitions.signature"):
        told = f"{entry.before}{entry.after}"
        assert "Rosa" not in told
        assert "02134" not in told


def test_merging_two_records_of_one_signer_keeps_count_and_rows_true(union):
    petition = make_petition(union)
    first = signed(petition)
    second = signed(petition, name="Rosa A", email="other@example.org", postal_code="02139")

    merge_people(kept=first.person, gone=second.person, by=None)

    assert count(petition) == 2


def test_who_signed_after_closing_cannot_confirm(union, browse):
    petition = make_petition(union, needs_confirmation=True)
    signed(petition)
    close_petition(petition=petition, by=None)

    response = browse().post(f"/en/i/{token()}/signature/confirm/")

    assert response.status_code == 409
    assert count(petition) == 0


def test_a_list_of_signatures_is_paged_searched_and_asks_a_fixed_number_of_times(
    union, olga, browse, django_assert_max_num_queries
):
    petition = make_petition(union)
    for number in range(60):
        signed(petition, name=f"Signer{number} Lee", email=f"s{number}@example.org")
    client = browse(olga)
    address = f"/en/work/elm-street/petitions/{petition.slug}/signatures/"

    with django_assert_max_num_queries(10):
        first = client.get(address).content.decode()
    found = client.get(address, {"q": "signer7 lee"}).content.decode()
    odd = client.get(address, {"q": "\x00%_'", "show": "nonsense", "page": "-1"})

    assert first.count('<th scope="row"') == 50
    assert found.count('<th scope="row"') == 1
    assert odd.status_code in (200, 400)


@given(st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(1, 12)))
def test_no_small_group_of_a_place_can_be_worked_out(counts):
    told = grouped_places(counts)

    named = {one.postal_code: one.number for one in told if one.postal_code}
    rest = sum(counts.values()) - sum(named.values())
    assert all(counts[place] == number >= 5 for place, number in named.items())
    assert rest == 0 or rest >= 5 or not named


VERBS = {
    "sign": lambda one: sign_petition(
        petition=one.petition, language="en", name=one.name, email=one.email, postal_code="02134"
    ),
    "disown": lambda one: disown_signature(signature=one.signature),
    "confirm": lambda one: confirm_signature(
        signature=one.signature, contact_point=one.signature.person.contact_points.get()
    ),
    "remove": lambda one: remove_signature(signature=one.signature, reason="Fake", by=None),
    "restore": lambda one: restore_signature(signature=one.signature, by=None),
}


class Signer:
    def __init__(self, petition, number):
        self.petition = petition
        self.name, self.email = f"Signer{number} Lee", f"{number}@example.org"

    @property
    def signature(self):
        return Signature.objects.get(petition=self.petition, name=self.name)


class CountsStayTrue(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(
        st.booleans(),
        st.lists(st.tuples(st.integers(0, 2), st.sampled_from(sorted(VERBS))), max_size=12),
    )
    def test_whatever_happens_the_count_is_that_of_the_rows(self, needs_confirmation, steps):
        union = Organization.objects.create(name="Union", slug="union")
        petition = make_petition(union, needs_confirmation=needs_confirmation)
        signers = [Signer(petition, number) for number in range(3)]
        for signer in signers:
            VERBS["sign"](signer)

        for number, verb in steps:
            VERBS[verb](signers[number])
            assert count(petition) == Petition.objects.get(pk=petition.pk).signature_count
