"""What the coalition knows of people besides their signatures: a list from a forum, tags, refusals, segments."""

from __future__ import annotations

from itertools import islice

from concerted.people.models import Answer, Channel, Person
from concerted.people.models.consents import NEWS
from concerted.people.operations import (
    record_answers,
    record_person,
    save_segment,
    tag_person,
    withdraw_channel,
)
from concerted.people.queries.segments import SegmentQuery
from concerted.site.demo.cast import Cast
from concerted.site.demo.residents import Resident, residents

FORUM = "Came to the forum"
HELPS = "Wants to help"
INTERPRETS = "Can interpret"
FORUM_WORDS = "The alliance may write to me about the clinic."
AT_THE_FORUM = 46


def know_people(cast: Cast) -> None:
    """People from the forum's list, what they offered, who said stop, and the questions organizers ask."""
    for number, resident in enumerate(
        islice(residents(seed=7, with_comments=False), AT_THE_FORUM)
    ):
        person = _guest(cast, resident)
        tag_person(person=person, name=FORUM, by=cast.organizer)
        if number % 4 == 0:
            tag_person(person=person, name=HELPS, by=cast.organizer)
        if resident.language != "en" and number % 2 == 0:
            tag_person(person=person, name=INTERPRETS, by=cast.organizer)
    _said_stop(cast)
    _segments(cast)


def _guest(cast: Cast, resident: Resident) -> Person:
    given_name, _space, family_name = resident.name.partition(" ")
    person = record_person(
        organization=cast.coalition,
        given_name=given_name,
        family_name=family_name,
        email=resident.email,
        phone=resident.phone,
        postal_code=resident.postal_code,
        language=resident.language,
        source="forum",
        by=cast.organizer,
    )
    channel = Channel.EMAIL if resident.email else Channel.TEXT
    answer = Answer.GRANTED if resident.wants_news else Answer.REFUSED
    record_answers(
        person=person,
        answers=[(channel, NEWS, answer)],
        words=FORUM_WORDS,
        value=resident.email or resident.phone,
        source="forum",
        language=resident.language,
        proven=True,
        by=cast.organizer,
    )
    return person


def _said_stop(cast: Cast) -> None:
    rows = Person.objects.filter(organization=cast.coalition).order_by("pk")
    for person in rows[60:600:60]:
        withdraw_channel(person=person, channels=[Channel.EMAIL], source="self-service")


def _segments(cast: Cast) -> None:
    tags = {
        name: tag_person(person=_first(cast), name=name, by=cast.organizer).tag_id
        for name in (HELPS, INTERPRETS)
    }
    questions = {
        "Spanish speakers we may e-mail": SegmentQuery(languages=("es",), channel=Channel.EMAIL),
        "Around Elm Street": SegmentQuery(postal_codes=("02134",)),
        "Volunteers who can interpret": SegmentQuery(
            tags=(str(tags[HELPS]), str(tags[INTERPRETS]))
        ),
        "Signed, and may be e-mailed": SegmentQuery(actions=("signed",), channel=Channel.EMAIL),
    }
    for name, query in questions.items():
        save_segment(organization=cast.coalition, name=name, query=query, by=cast.organizer)


def _first(cast: Cast) -> Person:
    """Somebody who does all of it."""
    return Person.objects.filter(organization=cast.coalition, source="forum").order_by("pk")[0]
