from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.act.campaigns.models import Campaign
from concerted.act.officials.models import Official
from concerted.act.policies.models import PolicyItem
from concerted.act.signons.links import path_of
from concerted.act.signons.models import Mailed, SignOn, SignOnLetter, step_since
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.outbox.posting import post_mail
from concerted.base.records import change
from concerted.organizations.models import Membership, Organization, Role, RoleKind
from concerted.organizations.publishing import free_slug
from concerted.organizations.zones import today_in


class LetterValues(TypedDict, total=False):
    campaign: Campaign
    policy: PolicyItem | None
    official: Official | None
    title: str
    language: str
    addressed_to: str
    body: str
    due_on: datetime.date


@transaction.atomic
def add_letter(*, by: Viewer | None, **values: Unpack[LetterValues]) -> SignOnLetter:
    """Begin a letter, as a draft that only the organization sees."""
    organization = Organization.objects.select_for_update().get(
        pk=values["campaign"].organization_id
    )
    rows = SignOnLetter.objects.filter(organization=organization)
    slug = free_slug(rows, values["title"], otherwise="letter")
    letter = SignOnLetter.objects.create(
        organization=organization, slug=slug, **{"language": organization.language, **values}
    )
    note(verb="added", subject=letter, by=by, after={"title": letter.title})
    return letter


@transaction.atomic
def edit_letter(
    *, letter: SignOnLetter, by: Viewer | None, **values: Unpack[LetterValues]
) -> SignOnLetter:
    """Change a draft. What was opened stays as it is, word for word."""
    letter = _locked(letter)
    if not letter.is_draft:
        raise Refused(_("This letter is open. Its words stay as they were signed."))
    before, after = change(letter, **values)
    if after:
        note(verb="edited", subject=letter, by=by, before=before, after=after)
    return letter


@transaction.atomic
def open_letter(*, letter: SignOnLetter, by: Viewer | None) -> SignOnLetter:
    """Freeze the text and let organizations sign, up to its last day. Who is asked already is written to."""
    letter = _locked(letter)
    if not letter.is_draft:
        return letter
    if letter.is_over:
        raise Refused(_("Its last day has passed. Please choose a later one first."))
    change(letter, opened_at=timezone.now(), text_hash=letter.computed_hash())
    note(verb="opened", subject=letter, by=by, after={"text_hash": letter.text_hash})
    for signon in letter.signons.select_related("partner", "letter__organization"):
        _write(signon, "asked")
    return letter


@transaction.atomic
def close_letter(*, letter: SignOnLetter, by: Viewer | None) -> SignOnLetter:
    """Take no more signatures; the page stays."""
    letter = _locked(letter)
    if letter.is_draft:
        raise Refused(_("A draft cannot be closed."))
    if letter.closed_at is None:
        change(letter, closed_at=timezone.now())
        note(verb="closed", subject=letter, by=by)
    return letter


@transaction.atomic
def ask_partners(
    *, letter: SignOnLetter, partners: Iterable[Organization], by: Viewer | None
) -> list[SignOn]:
    """Ask members of the coalition. Who was asked before is not asked again."""
    letter = _locked(letter)
    members = Membership.objects.filter(organization=letter.organization)
    allowed = set(members.values_list("member_id", flat=True))
    asked = []
    for partner in partners:
        if partner.pk not in allowed:
            raise Refused(_("Only members of your coalition are asked here."), field="partners")
        asked.append(_ask(letter, by, partner=partner, name=partner.name))
    return asked


@transaction.atomic
def ask_outside(
    *, letter: SignOnLetter, name: str, email: str, language: str, by: Viewer | None
) -> SignOn:
    """Ask an organization that is not here, by a link in a mail. The same address again is asked once."""
    return _ask(_locked(letter), by, name=name, email=email.lower(), language=language)


def _ask(letter: SignOnLetter, by: Viewer | None, **who: object) -> SignOn:
    if letter.closed_at is not None or letter.is_over:
        raise Refused(_("This letter takes no more signatures."))
    found = {name: who[name] for name in ("partner", "email") if name in who}
    known = letter.signons.filter(**found).select_related("partner").first()
    if known is not None:
        return known
    partner = who.get("partner")
    if isinstance(partner, Organization):
        who = {**who, "language": partner.language}
    signon = SignOn.objects.create(
        organization=letter.organization, letter=letter, asked_at=timezone.now(), **who
    )
    note(verb="invited", subject=signon, by=by, after={"name": signon.name})
    if not letter.is_draft:
        _write(signon, "asked")
    return signon


@transaction.atomic
def sign_on(
    *,
    signon: SignOn,
    signer: str,
    post: str,
    text_hash: str,
    language: str,
    by: Viewer | None = None,
    shows_logo: bool = False,
    logo: bytes | None = None,
) -> SignOn:
    """Sign for an organization. ``text_hash`` is that of the text that was read; signing twice is signing once."""
    letter = _locked(signon.letter)
    signon = _locked_signon(signon)
    if signon.is_signed:
        return signon
    _check_open(letter, text_hash)
    with override(language):
        statement = _("I am %(post)s of %(name)s, and I may sign for it.") % {
            "post": post,
            "name": signon.name,
        }
    change(
        signon,
        signer=signer,
        post=post,
        statement=statement,
        shows_logo=shows_logo and logo is not None,
        logo=logo,
        signed_by_id=by.pk if by is not None else None,
        signed_hash=letter.text_hash,
        signed_at=timezone.now(),
        taken_back_at=None,
        declined_at=None,
        reason="",
    )
    _note_both("signed", signon, by, after={"text_hash": letter.text_hash})
    return signon


def _check_open(letter: SignOnLetter, text_hash: str) -> None:
    if not letter.takes_signatures:
        raise Refused(_("This letter takes no more signatures."))
    if not letter.is_unchanged or letter.text_hash != text_hash:
        raise Refused(_("This text is not the one that was opened. Please tell the organizers."))


@transaction.atomic
def take_back(*, signon: SignOn, by: Viewer | None = None) -> SignOn:
    """Take a signature back, up to the last day. After it, what was signed was signed."""
    letter = _locked(signon.letter)
    signon = _locked_signon(signon)
    if not signon.is_signed:
        return signon
    if not letter.takes_signatures:
        raise Refused(_("The last day has passed. Please write to those who keep the letter."))
    change(signon, taken_back_at=timezone.now(), shows_logo=False, logo=None)
    _note_both("taken_back", signon, by)
    return signon


@transaction.atomic
def decline(*, signon: SignOn, reason: str = "", by: Viewer | None = None) -> SignOn:
    """An organization says that it does not sign, and is reminded no more. It may still sign up to the last day."""
    letter = _locked(signon.letter)
    signon = _locked_signon(signon)
    if signon.is_declined:
        return signon
    if signon.is_signed:
        raise Refused(_("You have signed this. Take your signature back first."))
    if not letter.takes_signatures:
        raise Refused(_("This letter takes no more signatures."))
    change(signon, declined_at=timezone.now(), reason=reason)
    _note_both("declined", signon, by)
    return signon


@transaction.atomic
def remind(*, signon: SignOn) -> bool:
    """Write to who has not answered, once at each step before the last day. Without a viewer: the clock asks."""
    letter = _locked(signon.letter)
    signon = _locked_signon(signon)
    if letter.opened_at is None or not letter.takes_signatures:
        return False
    asked_on = max(signon.asked_at, letter.opened_at).astimezone(letter.zone).date()
    step = step_since(letter, asked_on, today_in(letter.organization))
    if step is None or step in signon.reminded_steps:
        return False
    if signon.signed_at is not None or signon.is_declined:
        return False
    change(signon, reminded_steps=[*signon.reminded_steps, step])
    _write(signon, "reminder", key=f"signon-reminder:{signon.pk}:{step}")
    return True


@transaction.atomic
def note_delivery(
    *, letter: SignOnLetter, delivered_on: datetime.date, words: str, by: Viewer | None
) -> SignOnLetter:
    """Note that the letter was handed over, and how."""
    letter = _locked(letter)
    if letter.is_draft:
        raise Refused(_("A draft cannot be delivered."))
    if delivered_on > today_in(letter.organization):
        raise Refused(_("This day has not come yet."), field="delivered_on")
    _before, after = change(letter, delivered_on=delivered_on, delivery_words=words)
    if after:
        note(verb="delivered", subject=letter, by=by, after=after)
    return letter


@transaction.atomic
def mail_letter(
    *, letter: SignOnLetter, officials: Iterable[Official], by: Viewer | None
) -> list[Mailed]:
    """Mail the letter with all who signed it to ``officials``. Who has it already gets no second one."""
    letter = _locked(letter)
    signers = list(letter.signons.signed().in_order().defer("logo"))
    if letter.is_draft or not signers:
        raise Refused(_("Nobody has signed this letter yet."))
    if not letter.is_unchanged:
        raise Refused(_("The text is not the one that was opened."))
    mailed = [_mail(letter, one, signers) for one in officials]
    if mailed and letter.delivered_on is None:
        change(letter, delivered_on=today_in(letter.organization))
        note(verb="delivered", subject=letter, by=by, after={"delivered_on": letter.delivered_on})
    return mailed


def _mail(letter: SignOnLetter, official: Official, signers: Iterable[SignOn]) -> Mailed:
    if not official.email:
        raise Refused(
            _("%(name)s has no e-mail here.") % {"name": official.name}, field="officials"
        )
    known = letter.mailed.filter(Q(official=official) | Q(email=official.email)).first()
    if known is not None:
        return known
    mailed = Mailed.objects.create(
        organization=letter.organization,
        letter=letter,
        official=official,
        name=official.name,
        email=official.email,
    )
    with override(letter.language):
        path = letter.get_absolute_url()
    post_mail(
        to=mailed.email,
        template="signons/mail/letter",
        language=letter.language,
        organization_id=letter.organization_id,
        reply_to=letter.organization.contact_email,
        context={
            "title": letter.title,
            "addressed_to": letter.addressed_to,
            "body": letter.body,
            "organization": letter.organization.name,
            "signers": [f"{one.name}: {one.signer}, {one.post}" for one in signers],
            "path": path,
        },
        key=f"signon-letter:{mailed.pk}",
    )
    return mailed


def _write(signon: SignOn, kind: str, key: str | None = None) -> None:
    letter = signon.letter
    title = letter.in_language(signon.language).title
    for number, to in enumerate(_addresses(signon)):
        with override(signon.language):
            day = date_format(letter.due_on)
        post_mail(
            to=to,
            template=f"signons/mail/{kind}",
            language=signon.language,
            organization_id=letter.organization_id,
            reply_to=letter.organization.contact_email,
            context={
                "title": title,
                "organization": letter.organization.name,
                "name": signon.name,
                "day": day,
                "path": path_of(signon),
            },
            key=f"{key}:{number}" if key else None,
        )


def _addresses(signon: SignOn) -> list[str]:
    """The owners of a partner, or its address for questions; else the address that was given."""
    if signon.partner is None:
        return [signon.email]
    roles = Role.objects.filter(organization=signon.partner, kind=RoleKind.OWNER)
    owners = list(roles.order_by("pk").values_list("user__email", flat=True))
    return owners or [one for one in [signon.partner.contact_email] if one]


def _note_both(
    verb: str, signon: SignOn, by: Viewer | None, after: dict[str, object] | None = None
) -> None:
    """In the trail of the letter's organization and of the partner's."""
    for organization_id in {signon.organization_id, signon.partner_id} - {None}:
        note(verb=verb, subject=signon, organization_id=organization_id, by=by, after=after)


def _locked(letter: SignOnLetter) -> SignOnLetter:
    rows = SignOnLetter.objects.select_for_update(of=("self",)).select_related("organization")
    return rows.get(pk=letter.pk)


def _locked_signon(signon: SignOn) -> SignOn:
    rows = SignOn.objects.select_for_update(of=("self",))
    return rows.select_related("letter__organization", "partner").get(pk=signon.pk)
