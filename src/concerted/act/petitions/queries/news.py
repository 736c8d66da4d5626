"""Who wanted news of a petition, and what its page shows of them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from concerted.act.petitions.models import Answer, NewsItem, Petition, Signature
from concerted.base.links import read, sign
from concerted.organizations.translations import Rendition, renditions
from concerted.people.models import ContactPoint, Person
from concerted.people.queries.contactable import news_points

BATCH = 200
STOP = "petition-news"
"""What the link that ends news is signed for."""


@dataclass(frozen=True)
class NewsReader:
    """A signer who allowed news, and where they read them."""

    signature_id: uuid.UUID
    person: Person
    contact_point: ContactPoint
    language: str

    @property
    def email(self) -> str:
        return self.contact_point.value


def news_readers(
    petition: Petition, after: str = "", most: int = BATCH
) -> tuple[list[NewsReader], str]:
    """Those of the next ``most`` signers who want news by mail, and where to go on.

    For the job that mails, which has no viewer. Somebody wants news when they said so, provably, under this
    petition, and neither they nor anybody for them has taken it back since.
    """
    rows = Signature.objects.filter(petition=petition, person__isnull=False).standing()
    if after:
        rows = rows.filter(pk__gt=uuid.UUID(after))
    signatures = list(rows.order_by("pk").select_related("person")[:most])
    if not signatures:
        return [], ""
    points = allowed_points(signatures)
    readers = [
        NewsReader(one.pk, one.person, points[one.person_id], one.language)
        for one in signatures
        if one.person is not None and one.person_id in points
    ]
    return readers, str(signatures[-1].pk) if len(signatures) == most else ""


def allowed_points(signatures: Sequence[Signature]) -> dict[uuid.UUID | None, ContactPoint]:
    """By person the address to which news of what they signed may go."""
    return news_points([one.person_id for one in signatures], [str(one.pk) for one in signatures])


def stop_token(reader: NewsReader) -> str:
    """For the one-click link in a mail of news."""
    return sign([reader.signature_id.hex, reader.contact_point.pk.hex], purpose=STOP)


def stopping_reader(token: str) -> tuple[NewsReader, Petition] | None:
    """Whose news a link ends; the link itself is the gate."""
    given = read(token, purpose=STOP)
    if not isinstance(given, list) or len(given) != 2:
        return None
    signature_id, point_id = (uuid.UUID(one) for one in given)
    rows = Signature.objects.select_related("petition__organization")
    signature = rows.filter(pk=signature_id).first()
    point = ContactPoint.objects.filter(pk=point_id).select_related("person").first()
    if signature is None or point is None:
        return None
    reader = NewsReader(signature.pk, point.person, point, signature.language)
    return reader, signature.petition


@dataclass(frozen=True)
class Told:
    """News or an answer in the reader's language."""

    item: NewsItem | Answer
    text: Rendition


def public_news(petition: Petition, language: str) -> list[Told]:
    """News that the public page shows, the newest first; two queries."""
    items = list(NewsItem.objects.public().filter(petition=petition)[:20])
    texts = renditions(items, language)
    return [Told(one, texts[one.pk]) for one in items]


def public_answers(petition: Petition, language: str) -> list[Told]:
    """Answers that the public page shows, the newest first; two queries."""
    items = list(Answer.objects.public().filter(petition=petition)[:10])
    texts = renditions(items, language)
    return [Told(one, texts[one.pk]) for one in items]
