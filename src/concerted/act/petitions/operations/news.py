"""News of a petition: written, shown on its page, and mailed to signers who wanted them."""

from __future__ import annotations

import uuid
from typing import TypedDict, Unpack

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.act.petitions.models import Answer, NewsItem, Petition, PetitionState
from concerted.act.petitions.queries.news import NewsReader, news_readers, stop_token
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.outbox.models import OutgoingMail
from concerted.base.outbox.posting import post_mail
from concerted.base.records import change
from concerted.people.models import Answer as Said
from concerted.people.models import Channel
from concerted.people.models.consents import NEWS
from concerted.people.operations import record_answers


class NewsValues(TypedDict, total=False):
    title: str
    text: str
    language: str
    is_mailed: bool


@transaction.atomic
def add_news(
    *,
    petition: Petition,
    by: Viewer | None,
    key: uuid.UUID | None = None,
    **values: Unpack[NewsValues],
) -> NewsItem:
    """Write news as a draft. Asked twice with one ``key``, writes them once."""
    petition = Petition.objects.select_for_update().get(pk=petition.pk)
    known = NewsItem.objects.filter(pk=key, petition=petition).first() if key else None
    if known is not None:
        return known
    item = NewsItem(
        organization_id=petition.organization_id,
        petition=petition,
        written_by_id=by.pk if by else None,
        **{"language": petition.language, **values},
        **({"id": key} if key else {}),
    )
    item.save(force_insert=True)
    note(verb="added", subject=item, by=by, after={"petition": petition, "title": item.title})
    return item


@transaction.atomic
def edit_news(*, item: NewsItem, by: Viewer | None, **values: Unpack[NewsValues]) -> NewsItem:
    """Change news. What was mailed already is not mailed again."""
    item = NewsItem.objects.select_for_update().get(pk=item.pk)
    if item.published_at is not None:
        values.pop("is_mailed", None)
    before, after = change(item, **values)
    if after:
        note(verb="changed", subject=item, by=by, before=before, after=after)
    return item


@transaction.atomic
def publish_news(*, item: NewsItem, by: Viewer | None) -> NewsItem:
    """Show news on the page. Mail, where asked for, follows in batches; publishing twice is publishing once."""
    rows = NewsItem.objects.select_for_update(of=("self",)).select_related("petition")
    item = rows.get(pk=item.pk)
    if item.published_at is not None:
        return item
    if item.petition.state == PetitionState.DRAFT:
        raise Refused(_("Publish the petition first, then its news."))
    item.published_at = timezone.now()
    item.save(update_fields=["published_at"])
    told = {"petition": item.petition, "is_mailed": item.is_mailed}
    note(verb="published", subject=item, by=by, after=told)
    return item


@transaction.atomic
def mail_news(*, item: NewsItem, after: str = "") -> str:
    """Post news to the next readers after ``after``; where to go on, or nothing when all were reached.

    Each mail has a key, so that a batch that runs twice posts nothing twice.
    """
    if item.published_at is None or not item.is_mailed:
        return ""
    return _mail_batch(item, item.petition, "news", after)


@transaction.atomic
def mail_answer(*, answer: Answer, after: str = "") -> str:
    """Post the target's answer to the next readers after ``after``, as ``mail_news`` does."""
    return _mail_batch(answer, answer.petition, "answer", after)


def _mail_batch(item: NewsItem | Answer, petition: Petition, kind: str, after: str) -> str:
    readers, onward = news_readers(petition, after)
    for reader in readers:
        _post(item, petition, kind, reader)
    if not onward and item.mailed_at is None:
        # Counted by their keys, so that a batch that ran twice counts once.
        posted = OutgoingMail.objects.filter(key__startswith=f"{kind}:{item.pk.hex}:").count()
        type(item)._base_manager.filter(pk=item.pk).update(
            mailed_at=timezone.now(), mailed_count=posted
        )
    return onward


def _post(item: NewsItem | Answer, petition: Petition, kind: str, reader: NewsReader) -> None:
    with override(reader.language):
        stop = reverse("petitions:stop_news", args=[stop_token(reader)])
        path = petition.get_absolute_url()
    post_mail(
        to=reader.email,
        template=f"petitions/mail/{kind}",
        language=reader.language,
        organization_id=petition.organization_id,
        reply_to=petition.organization.contact_email,
        context={
            "item": item,
            "petition": petition,
            "path": path,
            **_texts(item, petition, reader.language),
        },
        unsubscribe_path=stop,
        key=f"{kind}:{item.pk.hex}:{reader.signature_id.hex}",
    )


def _texts(item: NewsItem | Answer, petition: Petition, language: str) -> dict[str, str]:
    """The words in the reader's language, as they are when the mail is posted."""
    text, about = item.in_language(language), petition.in_language(language)
    words = {"petition_title": about.title, "item_text": text.text}
    if isinstance(item, NewsItem):
        words["item_title"] = text.title
    return words


@transaction.atomic
def stop_news(*, reader: NewsReader) -> None:
    """Send no more news to this address. Asked twice, done once."""
    record_answers(
        person=reader.person,
        contact_point=reader.contact_point,
        answers=[(Channel.EMAIL, NEWS, Said.WITHDRAWN)],
        words="",
        source="petition",
        source_ref=str(reader.signature_id),
        proven=True,
    )
