"""The letters of the demonstration. None of them leaves: the council is invented, and legislators who are real get none."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from concerted.act.letters.models import Audience, Delivery, Letter, LetterCampaign, State
from concerted.act.letters.operations.campaigns import (
    add_letters,
    add_official,
    add_paper,
    publish_letters,
)
from concerted.act.letters.operations.deliveries import (
    hand_over,
    mark_bounced,
    mark_printed,
    record_reply,
)
from concerted.act.letters.operations.writing import confirm_letter, write_letter
from concerted.act.letters.queries.addressees import Addressee, addressees, of_official
from concerted.act.letters.queries.composing import Words
from concerted.act.officials.models import Official
from concerted.act.policies.models import PolicyItem
from concerted.organizations.zones import today_in
from concerted.people.models import ContactPoint
from concerted.site.demo import letter_words as words
from concerted.site.demo import past
from concerted.site.demo.cast import Cast
from concerted.site.demo.loop import Loop, translate
from concerted.site.demo.residents import Resident, residents

POSTS = ("State Senator", "State Representative")


def write_letters(cast: Cast, loop: Loop) -> None:
    """Letters in English and Spanish: to the council on Item 114, to legislators about a bill, and to newspapers."""
    people = (one for one in residents(seed=77, with_comments=False) if one.email)
    _to_council(cast, loop, list(islice(people, len(words.TO_COUNCIL))))
    _to_legislators(cast, loop, list(islice(people, len(words.TO_LEGISLATORS))))
    _to_papers(cast, loop, list(islice(people, len(words.TO_PAPERS))))
    past.forget_mail("letters/")


def _to_council(cast: Cast, loop: Loop, people: Sequence[Resident]) -> None:
    letters = add_letters(
        campaign=loop.clinic, policy=_item_114(cast), by=cast.organizer, **words.COUNCIL_LETTERS
    )
    translate(letters, words.COUNCIL_LETTERS_IN, cast)
    add_official(letters=letters, official=loop.council, by=cast.organizer)
    letters = publish_letters(letters=letters, by=cast.organizer)
    to = addressees(letters)
    for resident, told in zip(people, words.TO_COUNCIL, strict=True):
        _write(letters, resident, told, to)
    past.send_letters(letters, days=16)
    answered = Delivery.objects.filter(campaign=letters, state=State.SENT).earliest("created_at")
    record_reply(
        delivery=answered,
        text=words.REPLY,
        received_on=today_in(cast.coalition) - datetime.timedelta(days=3),
        by=cast.organizer,
    )


def _to_legislators(cast: Cast, loop: Loop, people: Sequence[Resident]) -> None:
    letters = add_letters(
        campaign=loop.clinic,
        audience=Audience.OWN,
        own_posts=POSTS,
        by=cast.organizer,
        **words.BILL_LETTERS,
    )
    translate(letters, words.BILL_LETTERS_IN, cast)
    letters = publish_letters(letters=letters, by=cast.organizer)
    rows = Official.objects.filter(organization=cast.coalition).current().with_posts()
    sitting = [one for one in rows if one.tenure and one.tenure.post.title in POSTS]
    for number, (resident, told) in enumerate(zip(people, words.TO_LEGISLATORS, strict=True)):
        # On paper only: a demonstration writes to nobody who is real.
        to = [replace(of_official(one), email="") for one in sitting[number * 2 : number * 2 + 2]]
        letter = _write(letters, resident, told, to)
        if number == 0:
            mark_printed(letter=letter)
    today = today_in(cast.coalition)
    hand_over(
        campaign=letters,
        to="Staff of the Massachusetts State House",
        handed_on=today - datetime.timedelta(days=2),
        by=cast.organizer,
    )


def _to_papers(cast: Cast, loop: Loop, people: Sequence[Resident]) -> None:
    """One of these letters came back, so that organizers see how they are told."""
    letters = add_letters(
        campaign=loop.clinic,
        policy=_item_114(cast),
        audience=Audience.NEWSPAPER,
        by=cast.organizer,
        **words.PAPER_LETTERS,
    )
    translate(letters, words.PAPER_LETTERS_IN, cast)
    papers = [
        add_paper(letters=letters, by=cast.organizer, **one) for one in (words.POST, words.VOICE)
    ]
    letters = publish_letters(letters=letters, by=cast.organizer)
    for number, (resident, told) in enumerate(zip(people, words.TO_PAPERS, strict=True)):
        _write(letters, resident, told, addressees(letters, paper=papers[number % 2]))
    past.send_letters(letters, days=9)
    back = Delivery.objects.filter(campaign=letters, paper=papers[1]).earliest("created_at")
    mark_bounced(delivery=back, reason=words.BOUNCED, by=cast.organizer)


def _item_114(cast: Cast) -> PolicyItem:
    return PolicyItem.objects.get(organization=cast.coalition, identifier="Item 114")


def _write(
    letters: LetterCampaign,
    resident: Resident,
    told: tuple[str, str, str],
    to: Sequence[Addressee],
) -> Letter:
    language, who, why = told
    letter = write_letter(
        campaign=letters,
        words=Words(
            name=resident.name,
            language=language,
            who=who,
            why=why,
            ask=letters.in_language(language).ask,
            email=resident.email,
            address=f"Riverside, MA {resident.postal_code}",
        ),
        to=to,
        shows_words=resident.is_shown,
    )
    point = ContactPoint.objects.get(person=letter.person, kind=ContactPoint.Kind.EMAIL)
    return confirm_letter(letter=letter, contact_point=point)
