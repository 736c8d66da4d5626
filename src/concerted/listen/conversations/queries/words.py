"""What became of somebody's words: shown or not and why, how people answered, and what was made of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.listen.conversations.becoming import Step, stories
from concerted.listen.conversations.models import Reading, Statement, StatementState
from concerted.listen.conversations.queries.maps import Share, map_page
from concerted.listen.conversations.queries.telling import FLOOR
from concerted.organizations.translations import Rendition


@dataclass(frozen=True)
class WordsPage:
    """``shares`` is empty while too few have answered to tell."""

    statement: Statement
    text: Rendition
    question: Rendition
    steps: list[Step]
    shares: list[Share]
    floor: int = FLOOR


def own_steps(statement: Statement) -> list[Step]:
    """What conversations themselves know: said, and shown or not."""
    url = statement.conversation.get_absolute_url()
    steps = [Step("said", statement.created_at, _("You said it"), url=url)]
    if statement.state == StatementState.ACCEPTED:
        at = statement.reviewed_at or statement.created_at
        steps.append(Step("accepted", at, _("Everybody can read it and vote on it"), url=url))
    elif statement.state == StatementState.REJECTED and statement.reviewed_at is not None:
        log = reverse(
            "conversations:moderation",
            args=[statement.conversation.organization.slug, statement.conversation.slug],
        )
        reason = statement.get_reason_display()
        steps.append(
            Step("rejected", statement.reviewed_at, _("It is not shown. The reason:"), reason, log)
        )
    closed = statement.conversation.closed_at
    if closed is not None and statement.state == StatementState.ACCEPTED:
        steps.append(Step("closed", closed, _("The conversation closed"), url=url))
    return steps


def steps_of(statements: Iterable[Statement], language: str) -> dict[uuid.UUID, list[Step]]:
    """Every step of each statement, in order; what was made of it only while it is shown."""
    statements = list(statements)
    with override(language):
        shown = [one for one in statements if one.state == StatementState.ACCEPTED]
        told = stories(shown, language)
        return {
            one.pk: sorted([*own_steps(one), *told.get(one.pk, [])], key=lambda step: step.at)
            for one in statements
        }


def words_page(statement: Statement, language: str) -> WordsPage:
    """The page of a statement's author, who holds its link."""
    return WordsPage(
        statement=statement,
        text=statement.in_language(language),
        question=statement.conversation.in_language(language),
        steps=steps_of([statement], language)[statement.pk],
        shares=_shares(statement, language),
    )


def _shares(statement: Statement, language: str) -> list[Share]:
    """How people answered, as the last map tells it."""
    rows = Reading.objects.public().filter(conversation=statement.conversation)
    reading = rows.first() if statement.state == StatementState.ACCEPTED else None
    if reading is None:
        return []
    told = map_page(statement.conversation, reading, language).answered
    return [share for share in told.get(statement.number, []) if share.is_told]
