"""The words of a draft as they would be sent, and what is still missing in them."""

from __future__ import annotations

from typing import Any

from concerted.pool.agreements.fields import Field, fields_of, unfilled
from concerted.pool.agreements.models import Agreement, Party
from concerted.pool.agreements.wording import Frame, filled


def fields_to_fill(agreement: Agreement) -> list[Field]:
    texts = [agreement.template.texts[code] for code in agreement.languages]
    return fields_of(agreement.kind, texts)


def still_unfilled(agreement: Agreement) -> list[Field]:
    """Those that lack something."""
    return unfilled(fields_to_fill(agreement), agreement.values, agreement.languages)


def parties_to_sign(agreement: Agreement) -> list[Party]:
    """Who is asked to sign the next version: all that have not left, whoever drafts it first."""
    staying = [one for one in agreement.parties.select_related("partner") if one.left_on is None]
    return [one for one in staying if one.partner is not None]


def draft_texts(agreement: Agreement) -> dict[str, str]:
    """By language the filled text."""
    parties = parties_to_sign(agreement)
    frame = Frame(
        organization=agreement.organization.name,
        partners=[one.name for one in parties if not one.is_drafter],
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
    )
    return {
        code: filled(
            agreement.template.texts[code],
            kind=agreement.kind,
            values=agreement.values,
            frame=frame,
            languages=agreement.languages,
            language=code,
        )
        for code in agreement.languages
    }


def terms(agreement: Agreement) -> dict[str, Any]:
    """The filled fields of the text as data."""
    names = [one.name for one in fields_to_fill(agreement)]
    told = {name: agreement.values.get(name) for name in names}
    return {name: value for name, value in told.items() if value not in (None, "", [])}
