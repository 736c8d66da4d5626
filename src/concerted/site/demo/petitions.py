"""The petitions of the demonstration, and who put their names to them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache
from itertools import islice

from django.utils import timezone
from django.utils.translation import override

from concerted.act.petitions.models import Display, PaperSheet, Petition, RowState
from concerted.act.petitions.operations.answers import record_answer
from concerted.act.petitions.operations.deliveries import deliver_petition, write_delivery
from concerted.act.petitions.operations.news import add_news, publish_news
from concerted.act.petitions.operations.paper import (
    Written,
    check_sheet,
    finish_sheet,
    print_sheets,
    type_row,
)
from concerted.act.petitions.operations.petitions import add_petition, publish_petition
from concerted.act.petitions.operations.signatures import confirm_signature
from concerted.act.petitions.operations.signing import sign_petition
from concerted.act.petitions.operations.sponsors import accept_sponsorship, invite_sponsor
from concerted.act.petitions.queries.consents import consent_words
from concerted.organizations.models import Organization
from concerted.site.demo import past, words
from concerted.site.demo.cast import Cast
from concerted.site.demo.loop import Loop, translate
from concerted.site.demo.residents import Resident, residents

SIGNATURES = 1284
ANSWERED_SIGNATURES = 187


def make_petitions(cast: Cast, loop: Loop) -> None:
    """One that is open, one that was delivered and answered, one that is still a draft."""
    people = residents()
    _answered_petition(cast, loop, residents(seed=40, with_comments=False))
    _open_petition(cast, loop, people)
    add_petition(
        by=cast.organizer,
        campaign=loop.exam,
        target_name="Board of Registration of Social Workers",
        goal_counts=[500],
        **words.EXAM_PETITION,
    )


def _open_petition(cast: Cast, loop: Loop, people: Iterator[Resident]) -> None:
    petition = add_petition(
        by=cast.organizer,
        campaign=loop.clinic,
        official=loop.council,
        target_name=loop.council.name,
        target_email=loop.council.email,
        goal_counts=[500, 1000, 2000],
        deliver_at=1200,
        **words.CLINIC_PETITION,
    )
    translate(petition, words.CLINIC_PETITION_IN, cast)
    petition = publish_petition(petition=petition, by=cast.organizer)
    behind = _sponsors(petition, cast)
    sheets = _sheets(petition, cast)
    typed = sum(_type_sheet(sheet, cast, people) for sheet in sheets)
    for resident in islice(people, SIGNATURES - typed):
        _sign(petition, resident, behind)
    news = add_news(petition=petition, by=cast.organizer, is_mailed=False, **words.NEWS)
    translate(news, words.NEWS_IN, cast)
    publish_news(item=news, by=cast.organizer)
    past.move_petition(petition, days=38)
    past.move_news(news, days=9)


def _answered_petition(cast: Cast, loop: Loop, people: Iterator[Resident]) -> None:
    today = timezone.localdate()
    petition = add_petition(
        by=cast.organizer,
        campaign=loop.language,
        official=loop.hospital,
        target_name=loop.hospital.name,
        target_role=loop.hospital.post,
        target_email=loop.hospital.email,
        goal_counts=[150],
        **words.LANGUAGE_PETITION,
    )
    translate(petition, words.LANGUAGE_PETITION_IN, cast)
    petition = publish_petition(petition=petition, by=cast.organizer)
    behind = _sponsors(petition, cast, first=2, last=3)
    for resident in islice(people, ANSWERED_SIGNATURES):
        _sign(petition, resident, behind)
    past.move_petition(petition, days=120, until=75)
    delivery = deliver_petition(
        petition=petition,
        recipient="Grace Whitfield, chair of the board",
        delivered_on=today - datetime.timedelta(days=70),
        by=cast.organizer,
        words="Six families came along.",
    )
    write_delivery(delivery=delivery)
    answer = record_answer(
        petition=petition,
        by=cast.organizer,
        stance="yes",
        text=words.LANGUAGE_ANSWER,
        answered_on=today - datetime.timedelta(days=32),
    )
    translate(answer, words.LANGUAGE_ANSWER_IN, cast)
    past.move_delivery(delivery, days=70)


def _sponsors(
    petition: Petition, cast: Cast, *, first: int = 0, last: int = 4
) -> list[Organization]:
    """The organizations that stand behind ``petition``; each has said yes for itself."""
    behind = cast.partners[first:last]
    for partner in behind:
        asked = invite_sponsor(petition=petition, slug=partner.slug, by=cast.organizer)
        accept_sponsorship(sponsorship=asked, by=None)
    return [petition.organization, *behind]


def _sign(petition: Petition, resident: Resident, behind: list[Organization]) -> None:
    """As somebody does on the page; the mail of thanks is left out, so that nothing waits to be sent."""
    asked = [behind[0]] if resident.wants_news else []
    if resident.hears_partner is not None and resident.hears_partner + 1 < len(behind):
        asked.append(behind[resident.hears_partner + 1])
    signature = sign_petition(
        petition=petition,
        name=resident.name,
        email=resident.email,
        phone=resident.phone,
        postal_code=resident.postal_code,
        comment=resident.comment,
        display=Display.SHOWN if resident.is_shown else Display.HIDDEN,
        consents=[(one, _words(one, resident.language)) for one in asked],
        language=resident.language,
        is_thanked=False,
    )
    if resident.confirms and signature.person is not None:
        point = signature.person.recorded_points[0]
        confirm_signature(signature=signature, contact_point=point)


@cache
def _words(organization: Organization, language: str) -> str:
    with override(language):
        return consent_words(organization)


def _sheets(petition: Petition, cast: Cast) -> list[PaperSheet]:
    return [
        *print_sheets(
            petition=petition, count=2, language="en", by=cast.organizer, collector="Bea Lawson"
        ),
        *print_sheets(
            petition=petition, count=2, language="es", by=cast.organizer, collector="Luis Peña"
        ),
    ]


ROWS_READ = {1: 10, 2: 9, 3: 7}
"""How many names each sheet bears; the fourth is still out with its collector."""


def _type_sheet(sheet: PaperSheet, cast: Cast, people: Iterator[Resident]) -> int:
    """Type a sheet in, row by row; the first is checked by a second person already."""
    rows = ROWS_READ.get(sheet.number, 0)
    if not rows:
        return 0
    letters = frozenset(box["letter"] for box in sheet.consents[:1])
    for number, resident in enumerate(islice(people, rows), start=1):
        written = Written(
            name=resident.name,
            contact=resident.email or resident.phone,
            postal_code=resident.postal_code,
            letters=letters if resident.wants_news else frozenset(),
        )
        type_row(sheet=sheet, number=number, by=cast.organizer, written=written)
    if rows < sheet.row_count:
        type_row(sheet=sheet, number=rows + 1, by=cast.organizer, state=RowState.ILLEGIBLE)
        finish_sheet(sheet=sheet, by=cast.organizer)
    if sheet.number == 1:
        check_sheet(sheet=sheet, by=cast.owner)
    return rows
