"""Giving a text in another language: the operation, the form and the state, for every translatable record.

A room's view reads the record through its own gate, shows ``TranslationForm`` and calls ``save_translation``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.forms import Form
from concerted.base.gates import Viewer
from concerted.base.languages import own_name
from concerted.organizations.models import ContentTranslation
from concerted.organizations.translations import TranslatableRecord


@dataclass(frozen=True)
class TranslationState:
    """How far a record is in one language."""

    language: str
    name: str
    direction: str
    is_there: bool
    is_outdated: bool


def is_known(language: str) -> bool:
    """Whether pages can be read in ``language``."""
    return language in dict(settings.LANGUAGES)


def language_choices() -> list[tuple[str, str]]:
    """Every language of the installation, each by its own name."""
    return [(code, own_name(code)) for code, _name in settings.LANGUAGES]


def translation_states(record: TranslatableRecord, *, also: str = "") -> list[TranslationState]:
    """The languages ``record`` is, or should be, translated into: those of its organization's pages first.

    ``also`` is one more that somebody asks for; any language of the installation will do.
    """
    given = {row.language: row for row in record.translations()}
    wanted = dict.fromkeys([*record.organization.page_languages, *given, also])
    digest = record.source_digest()
    return [
        TranslationState(
            language=code,
            name=own_name(code),
            direction="rtl" if get_language_info(code)["bidi"] else "ltr",
            is_there=code in given,
            is_outdated=code in given and given[code].source_digest != digest,
        )
        for code in wanted
        if code != record.language and is_known(code)
    ]


class TranslationForm(Form):
    """One field for each text of a record, with the original beside it."""

    source_digest = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, record: TranslatableRecord, language: str, data: Any = None) -> None:
        given = next((row for row in record.translations() if row.language == language), None)
        initial: dict[str, Any] = dict(given.texts) if given else {}
        initial["source_digest"] = record.source_digest()
        super().__init__(data, initial=initial)
        self.originals: list[tuple[str, str]] = []
        for name in record.translatable_fields:
            column: Any = record._meta.get_field(name)
            original = str(getattr(record, name))
            if not original:
                continue
            field = column.formfield(required=False, help_text="")
            self.fields[name] = field
            self.fields[name].widget.attrs.update(lang=language, dir="auto")
            self.originals.append((name, original))

    def pairs(self) -> list[tuple[forms.BoundField, str]]:
        """Each field beside the original text."""
        return [(self[name], original) for name, original in self.originals]

    def values(self) -> dict[str, Any]:
        texts = {name: self.cleaned_data[name] for name, _original in self.originals}
        return {"texts": texts, "source_digest": self.cleaned_data["source_digest"]}


@transaction.atomic
def save_translation(
    *,
    record: TranslatableRecord,
    language: str,
    texts: Mapping[str, str],
    source_digest: str = "",
    by: Viewer | None,
) -> ContentTranslation | None:
    """Keep ``texts`` as ``record`` in ``language``; texts that are all empty take the translation away.

    ``source_digest`` is that of the original the translator saw: if the original has moved on since,
    the translation is marked as out of date from the start.
    """
    if language == record.language or not is_known(language):
        raise Refused(_("Please choose another language than that of the original."))
    record = type(record)._default_manager.select_for_update().get(pk=record.pk)
    kept = {name: texts[name] for name in record.translatable_fields if texts.get(name)}
    subject: dict[str, Any] = {"subject_type": record._meta.label_lower, "subject_id": record.pk}
    rows = ContentTranslation.objects.filter(**subject, language=language)
    before = rows.first()
    if not kept:
        rows.delete()
        if before is not None:
            _note_translation(record, language, before.texts, {}, by)
        return None
    digest = source_digest or record.source_digest()
    if before is not None and (before.texts, before.source_digest) == (kept, digest):
        return before
    translation, _is_new = ContentTranslation.objects.update_or_create(
        **subject,
        language=language,
        defaults={
            "organization_id": record.organization_id,
            "texts": kept,
            "source_digest": digest,
        },
    )
    _note_translation(record, language, before.texts if before else {}, kept, by)
    return translation


def _note_translation(
    record: TranslatableRecord,
    language: str,
    before: Mapping[str, str],
    after: Mapping[str, str],
    by: Viewer | None,
) -> None:
    note(
        verb="translated",
        subject=record,
        by=by,
        before={**before, "language": language},
        after={**after, "language": language},
    )
