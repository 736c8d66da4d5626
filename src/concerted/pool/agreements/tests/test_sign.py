"""Signing with an account and by a mailed link, declining, and what a change does to signatures."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.organizations.models import Organization
from concerted.pool.agreements.models import AgreementVersion, Party, Signature, Signer
from concerted.pool.agreements.operations.drafting import change_agreement
from concerted.pool.agreements.operations.sending import send_agreement, withdraw_agreement
from concerted.pool.agreements.operations.signing import (
    ask_signer,
    decline_agreement,
    withdraw_signer,
)
from concerted.pool.agreements.queries.standing import standing_of
from concerted.pool.agreements.tests.factories import make_agreed, make_draft, make_sent, sign

pytestmark = pytest.mark.django_db


def party_of(version, organization):
    return Party.objects.get(agreement=version.agreement, partner=organization)


def ask(version, organization, by, email="sol@example.org"):
    return ask_signer(
        party=party_of(version, organization),
        name="Sol",
        email=email,
        language="es",
        asked_by=by,
        by=None,
    )


def mailed_path():
    """The link that Sol got."""
    return OutgoingMail.objects.filter(to="sol@example.org").latest("created_at").context["path"]


def revise(version, title="Working together, and on Sundays"):
    changed = change_agreement(agreement=version.agreement, title=title, by=None)
    return send_agreement(agreement=changed, by=None)


def test_the_last_signature_makes_the_agreement(union, other):
    version = make_sent(union, other)
    assert standing_of(version.agreement).state == "sent"

    sign(version, other)
    assert standing_of(version.agreement).state == "signed by some"
    sign(version, union)

    version.refresh_from_db()
    assert version.completed_at is not None
    assert standing_of(version.agreement).state == "in force"


def test_a_signature_keeps_who_with_what_authority_when_and_which_text(union, other):
    version = make_sent(union, other)
    before = timezone.now()

    signature = sign(version, other, name="Marie Joseph", capacity="director")

    assert signature.statement == "I am Marie Joseph, director, and may sign for Harbor Tenants."
    assert signature.text_hash == version.text_hash
    assert before <= signature.signed_at <= timezone.now()
    assert len(signature.record_hash) == 64


def test_signing_twice_keeps_the_first_signature(union, other):
    version = make_sent(union, other)

    first = sign(version, other)
    again = sign(version, other, name="Somebody Else")

    assert first == again
    assert Signature.objects.get().name == "Marie Joseph"


def test_sending_twice_without_a_change_sends_once(union, other):
    draft = make_draft(union, other)

    assert send_agreement(agreement=draft, by=None) == send_agreement(agreement=draft, by=None)


def test_a_changed_text_needs_all_signatures_anew_and_the_old_one_holds_until_then(union, other):
    first = make_agreed(union, other)

    second = revise(first)
    sign(second, other)
    standing = standing_of(second.agreement)
    assert (standing.binding, standing.waiting, standing.state) == (first, second, "in force")

    sign(second, union)
    assert standing_of(second.agreement).binding == second
    first.refresh_from_db()
    assert first.replaced_at is not None
    assert first.text_hash != second.text_hash
    assert first.signatures.count() == 2


def test_parties_do_not_see_the_draft_of_a_change(union, other, sam, browse):
    version = make_agreed(union, other)
    change_agreement(agreement=version.agreement, title="Our plans", by=None)

    for path in ("", f"{version.agreement.number}/"):
        page = browse(sam).get(f"/en/work/harbor/agreements/{path}").content.decode()
        assert version.title in page
        assert "Our plans" not in page


def test_what_was_signed_by_some_is_replaced_by_the_change(union, other):
    first = make_sent(union, other)
    sign(first, other)

    second = revise(first)

    assert standing_of(second.agreement).state == "sent"
    with pytest.raises(Refused, match="changed in the meantime"):
        sign(first, union)


def test_who_read_another_text_does_not_sign_this_one(union, other):
    with pytest.raises(Refused, match="changed in the meantime"):
        sign(make_sent(union, other), other, text_hash="0" * 64)


def test_a_text_that_was_altered_in_the_database_is_not_signed(union, other):
    version = make_sent(union, other)
    AgreementVersion.objects.update(texts={"en": "Give us everything."})

    with pytest.raises(Refused, match="not the one that was sent"):
        sign(version, other)


def test_declining_tells_all_why_and_ends_the_signing(union, other, omar, sam):
    version = make_sent(union, other)
    told = {"reason": "Two years are too long.", "text_hash": version.text_hash}

    decline_agreement(party=party_of(version, other), **told)
    decline_agreement(party=party_of(version, other), **told)

    assert standing_of(version.agreement).state == "declined"
    mails = OutgoingMail.objects.filter(template="agreements/mail/declined")
    assert {mail.to for mail in mails} == {"omar@example.org", "sam@example.org"}
    assert mails[0].context["reason"] == "Two years are too long."
    with pytest.raises(Refused, match="no more signatures"):
        sign(version, union)


def test_a_withdrawn_text_waits_for_nobody_and_what_binds_goes_on(union, other):
    first = make_agreed(union, other)
    second = revise(first)

    withdraw_agreement(agreement=second.agreement, by=None)

    standing = standing_of(second.agreement)
    assert (standing.binding, standing.waiting) == (first, None)


def test_a_signature_is_in_the_trail_of_both_sides_without_a_name(union, other, omar, sam, browse):
    sign(make_sent(union, other), other, by=sam)

    for viewer, slug in ((omar, "elm-street"), (sam, "harbor")):
        page = browse(viewer).get(f"/en/work/{slug}/trail/").content.decode()
        assert "signed" in page
        assert "Marie Joseph" not in page


def test_an_owner_reads_and_signs_in_the_browser(union, other, sam, browse):
    version = make_sent(union, other)
    url = f"/en/work/harbor/agreements/{version.agreement.number}/sign/"
    page = browse(sam).get(url).content.decode()
    assert version.text_hash in page
    assert "Care close to home." in page
    form = {"text_hash": version.text_hash, "name": "Sam Ruiz", "capacity": "chair"}

    unticked = browse(sam).post(url, form)
    assert unticked.status_code == 422
    assert not Signature.objects.exists()
    browse(sam).post(url, {**form, "may_sign": "on"})

    signature = Signature.objects.get()
    assert (signature.via, signature.user, signature.party.name) == (
        "account",
        sam,
        "Harbor Tenants",
    )


def test_who_only_contributes_or_views_does_not_sign(union, other, cleo, vera, browse):
    version = make_sent(union, other)
    url = f"/en/work/elm-street/agreements/{version.agreement.number}/sign/"
    form = {"text_hash": version.text_hash, "name": "C", "capacity": "c", "may_sign": "on"}

    for viewer in (cleo, vera):
        assert browse(viewer).post(url, form).status_code == 404


def test_a_mailed_link_shows_on_get_and_signs_on_post_without_an_account(union, other):
    version = make_sent(union, other)
    ask(version, other, union)
    url = mailed_path()
    client = Client(enforce_csrf_checks=True)

    page = client.get(url)
    assert not page.cookies
    assert "Por favor, léalo antes" in page.content.decode()
    assert not Signature.objects.exists()
    form = {"text_hash": version.text_hash, "name": "Sol Núñez", "capacity": "directora"}
    wrong = client.post(url + "sign/", form)
    assert wrong.status_code == 422
    client.post(url + "sign/", {**form, "may_sign": "on"})

    signature = Signature.objects.get()
    assert (signature.via, signature.named_by) == ("link", "Elm Street Neighbors")
    assert signature.statement == "Soy Sol Núñez, directora, y puedo firmar por Harbor Tenants."
    assert "Usted firmó esto" in client.get(url).content.decode()
    assert client.get(url + "pdf/").content.startswith(b"%PDF")


def test_who_read_the_old_text_is_shown_the_new_one_and_can_sign_that(union, other):
    version = make_sent(union, other)
    ask(version, other, union)
    url = mailed_path()
    second = revise(version)
    form = {"text_hash": version.text_hash, "name": "Sol", "capacity": "chair", "may_sign": "on"}

    answer = Client().post(url + "sign/", form)

    assert answer.status_code == 422
    assert f'value="{second.text_hash}"' in answer.content.decode()
    assert not Signature.objects.exists()


def test_a_mailed_link_declines_with_a_reason(union, other):
    version = make_sent(union, other)
    ask(version, other, union)
    url = mailed_path()

    assert Client().post(url + "decline/", {"text_hash": version.text_hash}).status_code == 422
    Client().post(url + "decline/", {"text_hash": version.text_hash, "reason": "Not now."})

    version.refresh_from_db()
    assert (version.decline_reason, version.declined_by) == ("Not now.", party_of(version, other))


def test_a_link_that_was_taken_back_or_is_old_or_forged_opens_nothing(union, other):
    version = make_sent(union, other)
    signer = ask(version, other, union)
    url = mailed_path()

    assert Client().get(re.sub(r"/i/.", "/i/x", url)).status_code == 404
    Signer.objects.update(asked_at=timezone.now() - Signer.GOOD_FOR)
    assert Client().get(url).status_code == 404
    Signer.objects.update(asked_at=timezone.now())
    assert Client().get(url).status_code == 200
    withdraw_signer(signer=signer, by=None)
    assert Client().get(url).status_code == 404


def test_asking_the_same_address_again_mails_again_and_adds_nobody(union, other):
    version = make_sent(union, other)

    assert ask(version, other, union) == ask(version, other, other, email="SOL@example.org")
    assert OutgoingMail.objects.filter(to="sol@example.org").count() == 2


def test_thirteen_partners_sign_one_agreement(union):
    partners = [
        Organization.objects.create(name=f"Partner {number}", slug=f"partner-{number}")
        for number in range(13)
    ]

    version = make_agreed(union, *partners)

    assert version.completed_at is not None
    assert version.signatures.count() == 14
