"""A letter to the council of Riverside that organizations sign together. Most have; two are still asked."""

from __future__ import annotations

import datetime
from pathlib import Path

from django.utils import timezone

from concerted.act.policies.models import PolicyItem
from concerted.act.signons.models import SignOn, SignOnLetter
from concerted.act.signons.operations import (
    add_letter,
    ask_outside,
    ask_partners,
    open_letter,
    sign_on,
)
from concerted.site.demo import past
from concerted.site.demo import signon_words as words
from concerted.site.demo.cast import Cast
from concerted.site.demo.loop import Loop, translate

DATA = Path(__file__).parent / "data"
OPENED, DUE = 9, 6
"""Days ago, and days from now."""


def sign_together(cast: Cast, loop: Loop) -> SignOnLetter:
    """Seven members and one church council signed; one partner's owner finds the letter on her desk."""
    members = {one.slug: one for one in cast.partners}
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
    waiting = SignOn.objects.filter(letter=letter).select_related("letter", "partner")
    signons = {one.partner_id: one for one in waiting}
    for days, (slug, told) in enumerate(words.SIGNERS.items(), 1):
        with past.on_day(OPENED - days):
            _sign(signons[members[slug].pk], slug, *told)
    outside = ask_outside(letter=letter, by=cast.organizer, **words.OUTSIDE)
    _put_name(outside, *words.OUTSIDE_SIGNER)
    past.forget_mail("signons/")
    return letter


def _sign(signon: SignOn, slug: str, signer: str, post: str, shows_logo: bool) -> None:
    logo = DATA / f"logo_{slug.replace('-', '_')}.png"
    _put_name(signon, signer, post, logo.read_bytes() if shows_logo else None)


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
