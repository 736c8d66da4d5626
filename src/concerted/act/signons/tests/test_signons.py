"""A letter that organizations sign: frozen, signed by who may, reminded once, taken back in time."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.pages import visit

from concerted.accounts.models import User
from concerted.act.officials.tests.factories import make_official
from concerted.act.policies.participants import companions_of, counts
from concerted.act.policies.tests.factories import make_policy
from concerted.act.signons.links import linked, token_of
from concerted.act.signons.models import Mailed, SignOn, SignOnLetter, step_due
from concerted.act.signons.operations import (
    ask_outside,
    ask_partners,
    close_letter,
    decline,
    edit_letter,
    mail_letter,
    open_letter,
    remind,
    take_back,
)
from concerted.act.signons.queries import desk_cards, letter_document
from concerted.act.signons.tests.factories import make_letter, sign
from concerted.base.errors import Refused
from concerted.base.models import OutgoingMail
from concerted.organizations.models import Role, RoleKind
from concerted.organizations.translating import save_translation
from concerted.organizations.zones import today_in
from concerted.pool.offers.tests.factories import make_alliance

pytestmark = pytest.mark.django_db

LOGO = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)
OUTSIDE = {"name": "Harbor Clinic", "email": "ada@harbor.example", "language": "en"}

#           sees    edits
TABLE = {
    "omar": (True, True),
    "olga": (True, True),
    "cleo": (True, False),
    "vera": (True, False),
    "sam": (False, False),
    "anonymous": (False, False),
}


@pytest.mark.parametrize("person", TABLE)
def test_letters_and_who_is_asked_by_role(request, union, person):
    viewer = request.getfixturevalue(person)
    draft = make_letter(union, opened=False)
    ask_outside(letter=draft, by=None, **OUTSIDE)
    sees, edits = TABLE[person]

    for model in (SignOnLetter, SignOn):
        assert model.objects.visible_to(viewer).exists() is sees
        assert model.objects.editable_by(viewer).exists() is edits
        assert not model.objects.public().exists()


def _owner(member, kind=RoleKind.OWNER):
    user = User.objects.create_user(f"{kind}@nurses.example", name="Mia")
    Role.objects.create(organization=member, user=user, kind=kind)
    return user


def test_a_partner_is_signed_for_by_its_owners_alone():
    coalition, member = make_alliance()
    owner, viewer = _owner(member), _owner(member, RoleKind.ORGANIZER)

    asked = ask_partners(letter=make_letter(coalition), partners=[member], by=None)

    assert list(SignOn.objects.answerable_by(owner)) == asked
    assert not SignOn.objects.answerable_by(viewer).exists()


def test_what_is_open_is_frozen_word_for_word(union):
    letter = make_letter(union)

    with pytest.raises(Refused, match="stay as they were"):
        edit_letter(letter=letter, title="Another", by=None)

    assert open_letter(letter=letter, by=None).text_hash == letter.text_hash
    assert letter.is_unchanged


def test_a_text_that_was_not_read_is_not_signed_and_none_is_tampered_with(union):
    letter = make_letter(union)
    asked = ask_outside(letter=letter, by=None, **OUTSIDE)

    with pytest.raises(Refused, match="not the one"):
        sign(asked, text_hash="0" * 64)
    for told in ({"body": "Close it."}, {"title": "Other"}, {"opened_at": None}):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            SignOnLetter.objects.update(**told)


def test_a_signature_says_by_what_right_and_counts_once(union):
    asked = ask_outside(letter=make_letter(union), by=None, **OUTSIDE)

    first, again = sign(asked), sign(asked, signer="Somebody else")

    assert first.statement == "I am Director of Harbor Clinic, and I may sign for it."
    assert again.signer == "Ada Moss"
    assert SignOn.objects.public().count() == 1


def test_a_signature_is_taken_back_up_to_the_last_day_and_not_after(union):
    asked = ask_outside(letter=make_letter(union), by=None, **OUTSIDE)
    sign(asked)

    take_back(signon=asked)

    assert not SignOn.objects.public().exists()
    sign(asked)
    yesterday = today_in(union) - datetime.timedelta(days=1)
    SignOnLetter.objects.update(due_on=yesterday)
    asked.refresh_from_db()
    with pytest.raises(Refused, match="last day has passed"):
        take_back(signon=asked)


def test_after_the_last_day_and_once_closed_nobody_signs(union):
    late = ask_outside(letter=make_letter(union), by=None, **OUTSIDE)
    SignOnLetter.objects.update(due_on=today_in(union) - datetime.timedelta(days=1))
    late.refresh_from_db()

    with pytest.raises(Refused, match="no more"):
        sign(SignOn.objects.select_related("letter__organization").get())
    SignOnLetter.objects.update(due_on=today_in(union))
    close_letter(letter=late.letter, by=None)
    with pytest.raises(Refused, match="no more"):
        sign(SignOn.objects.select_related("letter__organization").get())


def test_each_reminder_goes_out_once_and_none_to_who_answered_or_was_asked_today(union):
    letter = make_letter(union, days=7)
    silent = ask_outside(letter=letter, by=None, **OUTSIDE)
    signed = ask_outside(letter=letter, by=None, **{**OUTSIDE, "email": "b@harbor.example"})
    sign(signed)
    no = ask_outside(letter=letter, by=None, **{**OUTSIDE, "email": "c@harbor.example"})
    decline(signon=no)

    late = ask_outside(letter=letter, by=None, **{**OUTSIDE, "email": "d@harbor.example"})
    before = timezone.now() - datetime.timedelta(days=23)
    SignOnLetter.objects.update(opened_at=before)
    SignOn.objects.exclude(pk=late.pk).update(asked_at=before)

    told = [remind(signon=one) for one in (silent, silent, signed, no, late)]

    assert told == [True, False, False, False, False]
    mails = OutgoingMail.objects.filter(template="signons/mail/reminder")
    assert [one.to for one in mails] == ["ada@harbor.example"]


def test_who_declines_is_on_no_page_and_may_still_sign(union, client):
    letter = make_letter(union)
    asked = ask_outside(letter=letter, by=None, **OUTSIDE)
    ask_outside(letter=letter, by=None, name="Silent", email="s@x.example", language="en")

    first, again = decline(signon=asked, reason="Our board is split."), decline(signon=asked)

    public = visit(client, letter.get_absolute_url()).content.decode()
    assert first.declined_at == again.declined_at
    assert not any(name in public for name in ("Harbor Clinic", "Silent", "split"))
    signed = sign(asked)
    assert (signed.is_declined, signed.reason) == (False, "")
    with pytest.raises(Refused, match="Take your signature back"):
        decline(signon=signed)


def test_an_organization_declines_by_its_link_and_the_writer_reads_why(
    union, client, olga, browse
):
    letter = make_letter(union)
    link = f"/en/i/{token_of(ask_outside(letter=letter, by=None, **OUTSIDE))}/signon/"

    asked = visit(client, f"{link}decline/").content.decode()
    client.post(f"{link}decline/", {"reason": "Our board is split."})

    assert "reminded no more" in asked
    assert "You said that you do not sign" in visit(client, link).content.decode()
    desk = visit(browse(olga), f"/en/work/elm-street/signons/{letter.slug}/").content.decode()
    assert "Our board is split." in desk


def test_a_reminder_is_due_at_its_steps():
    letter = SignOnLetter(due_on=datetime.date(2026, 6, 30))
    days = {
        left: step_due(letter, letter.due_on - datetime.timedelta(days=left))
        for left in (15, 14, 8, 7, 2, 0, -1)
    }

    assert days == {15: None, 14: 14, 8: 14, 7: 7, 2: 2, 0: 2, -1: None}


def test_another_organization_signs_by_its_link_with_a_logo_it_agreed_to(union, client):
    letter = make_letter(union)
    asked = ask_outside(letter=letter, by=None, **OUTSIDE)
    page = f"/en/i/{token_of(asked)}/signon/"
    told = {"signer": "Ada Moss", "post": "Director", "text_hash": letter.text_hash}

    unsure = client.post(page, told)
    script = SimpleUploadedFile("a.png", b"<svg>")
    no_logo = client.post(page, {**told, "may_sign": "on", "shows_logo": "on", "logo": script})
    done = client.post(
        page,
        {**told, "may_sign": "on", "shows_logo": "on", "logo": SimpleUploadedFile("a.png", LOGO)},
    )
    public = visit(client, letter.get_absolute_url()).content.decode()

    assert (unsure.status_code, no_logo.status_code, done.status_code) == (422, 422, 302)
    assert "Harbor Clinic" in public
    assert "Ada Moss, Director" in public
    assert "Each who signed stated that they may sign" in public
    assert SignOn.objects.get().has_logo
    assert letter_document(letter, "letter").startswith(b"%PDF")
    assert linked("forged") is None


def test_a_letter_is_written_opened_and_asked_on_pages(union, olga, vera, browse):
    letter = make_letter(union, opened=False)
    client, page = browse(olga), f"/en/work/elm-street/signons/{letter.slug}/"

    client.post(f"{page}others/", OUTSIDE)
    before = OutgoingMail.objects.count()
    client.post(f"{page}open/")
    after = visit(browse(vera), page).content.decode()

    assert before == 0
    assert OutgoingMail.objects.get().to == "ada@harbor.example"
    assert "Asked, not signed" in after
    assert "Open it for signing" not in after
    assert visit(client, letter.get_absolute_url()).status_code == 200


def test_a_signed_letter_is_mailed_to_each_official_once(union):
    letter = make_letter(union)
    vega = make_official(union, email="vega@senate.example")
    with pytest.raises(Refused, match="Nobody has signed"):
        mail_letter(letter=letter, officials=[vega], by=None)
    sign(ask_outside(letter=letter, by=None, **OUTSIDE))

    first = mail_letter(letter=letter, officials=[vega], by=None)
    again = mail_letter(letter=letter, officials=[vega], by=None)
    with pytest.raises(Refused, match="no e-mail"):
        mail_letter(letter=letter, officials=[make_official(union, "Lee", email="")], by=None)

    mail = OutgoingMail.objects.get(template="signons/mail/letter")
    assert first == again == list(Mailed.objects.all())
    assert (mail.to, mail.context["signers"]) == (
        "vega@senate.example",
        ["Harbor Clinic: Ada Moss, Director"],
    )
    letter.refresh_from_db()
    assert letter.delivered_on == today_in(union)


def test_an_organizer_mails_the_letter_on_a_page(union, olga, browse, client):
    letter = make_letter(union, official=make_official(union, email="vega@senate.example"))
    sign(ask_outside(letter=letter, by=None, **OUTSIDE))
    page = f"/en/work/elm-street/signons/{letter.slug}/"

    browse(olga).post(f"{page}mail/", {"officials": [str(letter.official_id)]})

    assert "by e-mail" in visit(browse(olga), page).content.decode()
    assert "to 1 of those who decide" in visit(client, letter.get_absolute_url()).content.decode()


def test_a_desk_tells_owners_what_to_sign_and_writers_what_closes(olga):
    coalition, member = make_alliance()
    letter = make_letter(coalition, days=5)
    owner, organizer = _owner(member), _owner(member, RoleKind.ORGANIZER)
    Role.objects.create(organization=coalition, user=olga, kind=RoleKind.ORGANIZER)
    [asked] = ask_partners(letter=letter, partners=[member], by=None)

    waiting = desk_cards(member, owner)
    closing = desk_cards(coalition, olga)

    assert [one.url for one in waiting] == [f"/en/work/nurses/signons/asked/{asked.pk}/"]
    assert [one.number for one in closing] == ["0 of 1"]
    assert desk_cards(member, organizer) == []
    sign(asked)
    assert desk_cards(member, owner) == []


def test_owners_of_who_signed_hear_what_came_of_the_policy():
    coalition, member = make_alliance()
    owner, policy = _owner(member), make_policy(coalition)
    letter = make_letter(coalition, policy=policy)
    [asked] = ask_partners(letter=letter, partners=[member], by=None)
    sign(ask_outside(letter=letter, by=None, **OUTSIDE))

    before = [one.email for one in companions_of(policy)]
    sign(asked)

    assert before == ["ada@harbor.example"]
    assert {one.email for one in companions_of(policy)} == {owner.email, "ada@harbor.example"}
    assert counts(policy).acts == ("2 organizations signed letters",)


def test_a_translation_is_read_beside_the_text_that_is_signed(union, client):
    letter = make_letter(union)
    texts = {"title": "Mantengan la clínica", "addressed_to": "Concejo", "body": "Voten que no."}
    save_translation(record=letter, language="es", texts=texts, by=None)

    page = visit(client, letter.get_absolute_url().replace("/en/", "/es/")).content.decode()

    letter.refresh_from_db()
    assert letter.is_unchanged
    assert "Voten que no." in page
    assert "Please vote no on Item 114." in page


def test_a_letter_waits_to_be_classified_on_its_desk(union, olga, browse):
    letter = make_letter(union)

    page = visit(browse(olga), f"/en/work/elm-street/signons/{letter.slug}/").content.decode()

    assert f"/acts/signon/{letter.pk}/" in page
