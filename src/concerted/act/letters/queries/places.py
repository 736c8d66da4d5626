"""Whose officials a person's own are: found by a point, a postal code, or a name they type. Nothing of it is kept."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from concerted.act.letters.models import LetterCampaign
from concerted.act.officials.models import Official, PostalPlace, Tenure
from concerted.act.officials.queries.answering import Choice, Question, answer_for_code
from concerted.act.officials.queries.representing import represented
from concerted.act.officials.reading.coordinates import point_of
from concerted.act.officials.reading.postal import as_listed
from concerted.base.errors import Refused
from concerted.organizations.zones import today_in

MOST_OF_A_NAME = 12
"""Of more officials than these nobody is asked which are theirs."""
MOST_WORDS = 8


class WhichOnes(Refused):
    """The place leaves something open, which its writer can choose: ``questions``, beside what is ``chosen``."""

    def __init__(
        self, message: str, questions: Sequence[Question], chosen: Sequence[str] = ()
    ) -> None:
        super().__init__(message, field="place")
        self.questions = tuple(questions)
        self.chosen = tuple(chosen)


def own_officials(
    campaign: LetterCampaign, place: str, chosen: Sequence[str] = ()
) -> list[uuid.UUID]:
    """The officials of somebody who lives at ``place``, of those whom the letters go to; each once.

    Raises ``WhichOnes`` where the writer has to choose first, and ``Refused`` where nobody is found.
    """
    point = point_of(place)
    code = as_listed(place)
    if point is not None:
        found = _at(campaign, point)
    elif PostalPlace.objects.filter(code=code).exists():
        found = _in_code(campaign, code, chosen)
    else:
        return _of_name(campaign, place, chosen)
    if not found:
        message = _(
            "Nobody is in office there now, or we do not know them. Please check the place."
        )
        raise Refused(message, field="place")
    return found


def _at(campaign: LetterCampaign, point: tuple[float, float]) -> list[uuid.UUID]:
    latitude, longitude = point
    organization = campaign.organization
    [found] = represented(
        [(longitude, latitude)],
        day=today_in(organization),
        organization=organization,
        is_public=True,
    )
    titles = ((one.official.pk, one.tenure.post.title) for one in found.sitting)
    return list(dict.fromkeys(pk for pk, title in titles if _is_asked(campaign, title)))


def _in_code(campaign: LetterCampaign, code: str, chosen: Sequence[str]) -> list[uuid.UUID]:
    told = answer_for_code(campaign.organization, code, chosen)
    if told.answer is None:
        message = _("%(code)s lies in more than one district. Please choose yours below.")
        raise WhichOnes(message % {"code": code}, told.questions, told.chosen)
    held = [
        holder.tenure
        for division in told.answer.divisions
        for seats in division.seats
        for holder in seats.holders
    ]
    found = [one.official_id for one in held if _is_asked(campaign, one.post.title)]
    if not found and told.answer.missing_kinds:
        raise Refused(
            _("A ZIP code does not tell who they are. Please give two numbers from a map."),
            field="place",
        )
    return list(dict.fromkeys(found))


def _is_asked(campaign: LetterCampaign, title: str) -> bool:
    return not campaign.own_posts or title in campaign.own_posts


def _of_name(campaign: LetterCampaign, words: str, chosen: Sequence[str]) -> list[uuid.UUID]:
    """By the name of an official, or of their district: for who knows it, and where no map is loaded."""
    posts = Tenure.objects.current().filter(official=OuterRef("pk"), post__division__isnull=False)
    if campaign.own_posts:
        posts = posts.filter(post__title__in=campaign.own_posts)
    known = Official.objects.public().known_to(campaign.organization).filter(Exists(posts))
    named = " ".join(words.split()[:MOST_WORDS])
    fitting = list(known.matching(named).with_posts()[: MOST_OF_A_NAME + 1])
    mine = [one.pk for one in fitting if str(one.pk) in chosen]
    if len(fitting) == 1 or mine:
        return mine or [fitting[0].pk]
    if not fitting:
        message = _(
            "We do not know this place. Please give two numbers from a map, or the name of your official or your district."
        )
        raise Refused(message, field="place")
    if len(fitting) > MOST_OF_A_NAME:
        raise Refused(_("Many fit this. Please write the whole name."), field="place")
    choices = tuple(Choice(str(one.pk), one.name, one.post, None) for one in fitting)
    question = Question("official", _("Which of them are yours?"), choices, takes_several=True)
    raise WhichOnes(_("Several fit this. Please choose yours below."), [question])
