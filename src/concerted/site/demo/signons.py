"""Letters that organizations sign together: one to the council, still open, and an older one that was delivered."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

from django.utils import timezone

from concerted.act.policies.models import PolicyItem
from concerted.act.signons.models import SignOn, SignOnLetter
from concerted.act.signons.operations import (
    add_letter,
    ask_outside,
    ask_partners,
    close_letter,
    decline,
    note_delivery,
    open_letter,
    sign_on,
)
from concerted.organizations.models import Organization
from concerted.site.demo import past
from concerted.site.demo import signon_words as words
from concerted.site.demo.cast import Cast
from concerted.site.demo.loop import Loop, translate

DATA = Path(__file__).parent / "data"
OPENED, DUE = 9, 6
"""Days ago, and days from now."""
OLD_OPENED, OLD_SIGNED, OLD_DELIVERED = 74, 66, 58
"""Days ago."""


def sign_together(cast: Cast, loop: Loop) -> None:
    """Seven members and one church council signed; one partner's owner finds the letter on her desk."""
    members = {one.slug: one for one in cast.partners}
    _deliver_to_the_district(cast, loop, members)
    _write_to_the_council(cast, loop, members)
    past.forget_mail("signons/")


def _write_to_the_council(cast: Cast, loop: Loop, members: Mapping[str, Organization]) -> None:
    with past.on_day(OPENED):
        letter = add_letter(
            campaign=loop.clinic,
            policy=PolicyItem.objects.get(organization=cast.coalition, identifier="Item 114"),
            official=loop.council,
            due_on=timezone.localdate() + datetime.timedelta(days=OPENED + DUE),
            by=cast.organizer,
            **words.LETTER,
        )
        translate(letter, words.LETTER_IN, cast)
        letter = open_letter(letter=letter, by=cast.organizer)
        asked = [members[slug] for slug in (*words.SIGNERS, *words.ASKED)]
        ask_partners(letter=letter, partners=asked, by=cast.organizer)
    for days, (slug, told) in enumerate(words.SIGNERS.items(), 1):
        with past.on_day(OPENED - days):
            _sign(letter, members[slug], *told)
    outside = ask_outside(letter=letter, by=cast.organizer, **words.OUTSIDE)
    _put_name(outside, *words.OUTSIDE_SIGNER)
    no = ask_outside(letter=letter, by=cast.organizer, **words.DECLINER)
    decline(signon=no, reason=words.WHY_NOT)


def _deliver_to_the_district(cast: Cast, loop: Loop, members: Mapping[str, Organization]) -> None:
    """A letter of last season, signed, closed and handed over."""
    with past.on_day(OLD_OPENED):
        letter = add_letter(
            campaign=loop.clinic,
            policy=None,
            official=None,
            due_on=timezone.localdate() + datetime.timedelta(days=OLD_OPENED - OLD_SIGNED),
            by=cast.organizer,
            **words.OLD_LETTER,
        )
        letter = open_letter(letter=letter, by=cast.organizer)
        asked = [members[slug] for slug in words.OLD_SIGNERS]
        ask_partners(letter=letter, partners=asked, by=cast.organizer)
    with past.on_day(OLD_SIGNED):
        for slug in words.OLD_SIGNERS:
            _sign(letter, members[slug], *words.SIGNERS[slug])
        close_letter(letter=letter, by=cast.organizer)
    with past.on_day(OLD_DELIVERED):
        note_delivery(
            letter=letter,
            delivered_on=timezone.localdate(),
            words=words.OLD_DELIVERY,
            by=cast.organizer,
        )
    letter.refresh_from_db()
    handed = {"delivery_words": words.OLD_DELIVERY_IN_SPANISH}
    spanish = {"es": {**words.OLD_LETTER_IN["es"], **handed}}
    translate(letter, spanish, cast)


def _sign(
    letter: SignOnLetter, member: Organization, signer: str, post: str, shows_logo: bool
) -> None:
    logo = DATA / f"logo_{member.slug.replace('-', '_')}.png"
    rows = letter.signons.select_related("letter", "partner")
    _put_name(rows.get(partner=member), signer, post, logo.read_bytes() if shows_logo else None)


def _put_name(signon: SignOn, signer: str, post: str, logo: bytes | None = None) -> None:
    sign_on(
        signon=signon,
        signer=signer,
        post=post,
        text_hash=signon.letter.text_hash,
        language=signon.language,
        shows_logo=logo is not None,
        logo=logo,
    )
