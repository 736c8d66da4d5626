"""The words of a whole survey in another language, at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from concerted.base.gates import Viewer
from concerted.organizations.translating import save_translation
from concerted.organizations.translations import TranslatableRecord


@transaction.atomic
def translate_survey(
    *,
    texts: Iterable[tuple[TranslatableRecord, Mapping[str, str]]],
    language: str,
    by: Viewer | None,
) -> None:
    """Keep the ``texts`` of each record in ``language``; what is the same as before stays as it was."""
    for record, said in texts:
        given = {one.language: one for one in record.translations()}.get(language)
        kept = {name: text for name, text in said.items() if text}
        if given is None and not kept:
            continue
        if given is None or given.texts != kept or given.source_digest != record.source_digest():
            save_translation(record=record, language=language, texts=said, by=by)
