"""What a person does with their letter: write, confirm, change, take back, erase."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from concerted.act.campaigns.capacity import Capacity
from concerted.act.letters.models import UNSENT, Audience, Delivery, Letter, LetterCampaign, State
from concerted.act.letters.models.letters import SOURCE
from concerted.act.letters.queries.addressees import Addressee
from concerted.act.letters.queries.composing import (
    Composed,
    Composer,
    Words,
    addressee_of,
    words_of,
)
from concerted.act.letters.queries.links import token_of
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.limits.buckets import take_each
from concerted.base.outbox.posting import post_mail, recall
from concerted.base.records import change
from concerted.people.models import Answer, Channel, ContactPoint, Person, normalize_email
from concerted.people.models.consents import NEWS
from concerted.people.operations import (
    disown_answers,
    prove_answers,
    record_answers,
    record_person,
)

ANSWERS = ("who", "why", "ask")
EVERYTHING: dict[str, Any] = {
    **dict.fromkeys(("name", "email", "address", "capacity_of", *ANSWERS), ""),
    "capacity": Capacity.PERSONAL,
    "shows_capacity": False,
    "shows_words": False,
}
"""What a letter is without its writer."""


@transaction.atomic
def write_letter(
    *,
    campaign: LetterCampaign,
    words: Words,
    to: Sequence[Addressee],
    news_words: str = "",
    shows_words: bool = False,
    capacity: str = Capacity.PERSONAL,
    capacity_of: str = "",
    shows_capacity: bool = False,
    visitor: str = "",
) -> Letter:
    """Keep a letter for each of ``to`` and mail its writer the link that sends it.

    Who has written in this campaign already gets the link to that letter again, once a day at most; it stays as it
    was, and waits for its writer to send it to officials whom the organizers have added since. Whoever reads the mail
    proves the address: only then anything leaves. Raises ``Refused`` where the campaign takes no letters, nobody would
    get one, or on a flood.
    """
    _hold_back_floods(campaign, visitor, words.email)
    campaign = LetterCampaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    _check(campaign, words, to)
    person = _person(campaign, words)
    letter = Letter.objects.filter(campaign=campaign, person=person).first()
    is_new = letter is None
    if letter is None:
        letter = Letter.objects.create(
            organization=campaign.organization,
            campaign=campaign,
            person=person,
            shows_words=shows_words,
            capacity=capacity,
            capacity_of=capacity_of,
            shows_capacity=shows_capacity,
            wordings=[asdict(one) for one in Composer(campaign).wordings(words.language)],
            **_given(words),
        )
        note(verb="wrote", subject=letter, by=None, after={"campaign": str(campaign.pk)})
    if is_new or campaign.audience == Audience.CHOSEN:
        _address(letter, to)
    if news_words:
        _record_yes(letter, person, words, news_words)
    _mail_link(letter, person, words, again=not is_new)
    return letter


def _given(words: Words) -> dict[str, str]:
    names = ("name", "email", "address", "language", *ANSWERS)
    return {name: getattr(words, name) for name in names}


def _check(campaign: LetterCampaign, words: Words, to: Sequence[Addressee]) -> None:
    if not campaign.is_open:
        raise Refused(_("No letters are taken here now."))
    if not to:
        raise Refused(_("Nobody is there yet to get a letter. Please come back soon."))
    composer = Composer(campaign)
    for one in to:
        refuse_long(composed=composer.compose(words, one))


def refuse_long(*, composed: Composed) -> None:
    """A newspaper prints letters up to a length; raises ``Refused`` beside the longest answer."""
    limit = composed.addressee.word_limit
    count = max(one.word_count for one in composed.versions)
    if limit and count > limit:
        message = _("%(paper)s prints letters of up to %(limit)s words. Yours has %(count)s.")
        told = {"paper": composed.addressee.name, "limit": limit, "count": count}
        raise Refused(message % told, field="why")


def _hold_back_floods(campaign: LetterCampaign, visitor: str, email: str) -> None:
    key = hashlib.blake2b(
        f"{campaign.pk.hex}|{normalize_email(email)}".encode(), digest_size=16
    ).hexdigest()
    buckets = [(f"write:{key}", 6, 1 / 600)]
    if visitor:
        buckets.append((f"{visitor}:{campaign.pk.hex}", 30, 0.05))
    if not all(take_each(buckets)):
        raise Refused(_("Many letters came from here just now. Please try again in an hour."))


def _person(campaign: LetterCampaign, words: Words) -> Person:
    given_name, _space, family_name = words.name.partition(" ")
    return record_person(
        organization=campaign.organization,
        given_name=given_name,
        family_name=family_name,
        email=words.email,
        language=words.language,
        source=SOURCE,
    )


def _address(letter: Letter, to: Sequence[Addressee]) -> None:
    """A delivery for each; who has one of this person already is left out."""
    known = set(letter.deliveries.values_list("official_id", flat=True))
    for one in to:
        if one.official_id in known:
            continue
        Delivery.objects.create(
            organization_id=letter.organization_id,
            letter=letter,
            campaign_id=letter.campaign_id,
            person_id=letter.person_id,
            official_id=one.official_id,
            paper_id=one.paper_id,
            is_to_paper=one.is_paper,
            addressee=one.name[:160],
            title=one.title,
            post=one.post[:400],
            email=one.email,
            form_url=one.form_url,
            address=one.address[:500],
        )


def _record_yes(letter: Letter, person: Person, words: Words, news_words: str) -> None:
    record_answers(
        person=person,
        answers=[(Channel.EMAIL, NEWS, Answer.GRANTED)],
        words=news_words,
        source=SOURCE,
        source_ref=str(letter.pk),
        value=words.email,
        language=words.language,
    )


def _mail_link(letter: Letter, person: Person, words: Words, *, again: bool) -> None:
    address = normalize_email(words.email)
    point = next(one for one in person.recorded_points if one.normalized == address)
    post_mail(
        to=words.email,
        template="letters/mail/written",
        language=words.language,
        organization_id=letter.organization_id,
        reply_to=letter.campaign.organization.contact_email,
        context={"letter": letter, "token": token_of(letter, point), "is_again": again},
        key=f"letter-again:{letter.pk.hex}:{timezone.now().date()}" if again else None,
    )


@transaction.atomic
def confirm_letter(*, letter: Letter, contact_point: ContactPoint) -> Letter:
    """Who reads the address says that the letter is theirs: what can go by mail goes, each once."""
    letter = _locked(letter)
    _refuse_erased(letter)
    if not letter.campaign.is_open:
        raise Refused(_("This campaign is over. Nothing was sent."))
    if letter.confirmed_at is None or letter.withdrawn_at is not None:
        change(letter, confirmed_at=timezone.now(), withdrawn_at=None)
        note(verb="confirmed", subject=letter, by=None)
        prove_answers(
            person=contact_point.person,
            contact_point=contact_point,
            source=SOURCE,
            source_ref=str(letter.pk),
        )
    waiting = letter.deliveries.filter(state__in=[State.WRITTEN, State.TAKEN_BACK])
    release(letter=letter, deliveries=list(waiting))
    return letter


def release(*, letter: Letter, deliveries: Sequence[Delivery]) -> None:
    """Let go by mail what has an address; what has none waits to be printed."""
    composer = Composer(letter.campaign)
    words = words_of(letter)
    for one in deliveries:
        one.state = State.QUEUED if one.email else State.CONFIRMED
        if one.email:
            composed = composer.compose(words, addressee_of(one))
            post_mail(
                to=one.email,
                template="letters/mail/letter",
                language=letter.campaign.official_language,
                organization_id=letter.organization_id,
                reply_to=letter.email,
                author=letter.name,
                # The row of the person takes the mail with it, if they are erased before it leaves.
                context={
                    "subject": composed.subject,
                    "body": composed.plain(_from_whom(letter)),
                    "person": letter.person,
                },
                key=one.mail_key,
            )
    Delivery.objects.bulk_update(deliveries, ["state"])


def _from_whom(letter: Letter) -> str:
    """Why the mail comes from us, and that an answer goes to the writer."""
    with override(letter.campaign.official_language):
        text = _("%(name)s wrote this letter and sent it through %(organization)s.")
        told = {"name": letter.name, "organization": letter.campaign.organization.name}
        answer = _("An answer to this mail goes to %(name)s alone.") % {"name": letter.name}
        return f"{text % told} {answer}"


@transaction.atomic
def change_letter(*, letter: Letter, words: Words) -> Letter:
    """Change what has not left. A mail that waits is taken back and goes with the new words; what left keeps its own."""
    letter = _locked(letter)
    _refuse_erased(letter)
    held = _held_back(letter)
    if not held:
        raise Refused(_("Your letter has left. It cannot be changed any more."))
    is_confirmed = letter.confirmed_at is not None and letter.withdrawn_at is None
    given = {name: getattr(words, name) for name in ANSWERS}
    before, after = change(letter, **given)
    composer = Composer(letter.campaign)
    for one in held:
        refuse_long(composed=composer.compose(words_of(letter), addressee_of(one)))
    if after:
        left = letter.deliveries.exclude(pk__in=[one.pk for one in held]).filter(words_sent={})
        left.update(words_sent={**given, **before})
        note(verb="changed", subject=letter, by=None, after=after)
    if is_confirmed:
        release(letter=letter, deliveries=[one for one in held if one.state != State.FAILED])
    return letter


def _held_back(letter: Letter) -> list[Delivery]:
    """What has not left, with its mail taken out of the outbox; without what a worker is sending now."""
    rows = letter.deliveries.select_for_update(of=("self",)).filter(state__in=UNSENT)
    rows = rows.select_related("paper")
    return [one for one in rows if one.state != State.QUEUED or recall(one.mail_key)]


@transaction.atomic
def take_back_letter(*, letter: Letter) -> int:
    """Stop what has not left; how many letters were stopped. Asked twice, nothing more happens."""
    letter = _locked(letter)
    held = _held_back(letter)
    for one in held:
        one.state = State.TAKEN_BACK
    Delivery.objects.bulk_update(held, ["state"])
    if (
        letter.withdrawn_at is None
        and not letter.deliveries.exclude(state=State.TAKEN_BACK).exists()
    ):
        change(letter, withdrawn_at=timezone.now())
        if letter.person is not None:
            disown_answers(
                person=letter.person,
                source_ref=str(letter.pk),
                words=_("I take my letter back"),
                language=get_language() or letter.language,
            )
    if held:
        note(verb="taken_back", subject=letter, by=None)
    return len(held)


@transaction.atomic
def erase_letter(*, letter: Letter) -> Letter:
    """Take back what has not left, and forget who wrote and what. That a letter went is still counted."""
    take_back_letter(letter=letter)
    letter = _locked(letter)
    _erase(letter)
    note(verb="erased", subject=letter, by=None)
    return letter


def erase_letters(person: Person, /) -> None:
    """As ``erase_letter``, for all that ``person`` wrote in any campaign."""
    for letter in Letter.objects.select_for_update().filter(person=person):
        for one in _held_back(letter):
            one.state = State.TAKEN_BACK
            one.save(update_fields=["state"])
        _erase(letter)


def _erase(letter: Letter) -> None:
    letter.deliveries.update(person=None, words_sent={})
    for one in letter.deliveries.prefetch_related("replies"):
        one.replies.all().delete()
    change(letter, person=None, **EVERYTHING)


def _refuse_erased(letter: Letter) -> None:
    if letter.person is None:
        raise Refused(_("This letter was erased."))


def _locked(letter: Letter) -> Letter:
    """The row as it is now; whoever else changes the same letter waits."""
    rows = Letter.objects.select_for_update(of=("self",))
    return rows.select_related("campaign__organization", "person").get(pk=letter.pk)
