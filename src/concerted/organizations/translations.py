"""Text that people write, in as many languages as people write it in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from concerted.organizations.models import ContentTranslation, OrganizationRecord


@dataclass(frozen=True)
class Rendition:
    """The texts of a row in the language nearest to the one asked for."""

    texts: Mapping[str, str]
    language: str
    is_original: bool
    is_outdated: bool

    def __getattr__(self, name: str) -> str:
        try:
            return self.texts[name]
        except KeyError as missing:
            raise AttributeError(name) from missing


class TranslatableRecord(OrganizationRecord):
    """A row whose ``translatable_fields`` may be given in other languages. ``language`` is the original's."""

    translatable_fields: ClassVar[tuple[str, ...]] = ()
    language: Any

    class Meta:
        abstract = True

    def texts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.translatable_fields}

    def source_digest(self) -> str:
        """Changes exactly when an original text changes."""
        source = json.dumps(self.texts(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(source.encode()).hexdigest()

    def in_language(self, language: str) -> Rendition:
        """The texts in ``language``, or the original where nobody has translated them yet."""
        return renditions([self], language)[self.pk]

    def translations(self) -> list[ContentTranslation]:
        """Its translations, for the workspace of who may see the row itself."""
        return list(
            ContentTranslation.objects.filter(
                subject_type=self._meta.label_lower, subject_id=self.pk
            ).order_by("language")
        )


Translated = TypeVar("Translated", bound=TranslatableRecord)


def renditions(rows: Iterable[Translated], language: str) -> dict[Any, Rendition]:
    """For each of ``rows`` (of one table) its texts in ``language``, in one query at most."""
    rows = list(rows)
    foreign = [row for row in rows if row.language != language]
    found: dict[Any, ContentTranslation] = {}
    if foreign:
        found = {
            translation.subject_id: translation
            for translation in ContentTranslation.objects.filter(
                subject_type=foreign[0]._meta.label_lower,
                subject_id__in=[row.pk for row in foreign],
                language=language,
            )
        }
    return {row.pk: _rendition(row, found.get(row.pk)) for row in rows}


def rendition_among(
    row: TranslatableRecord, translations: Iterable[ContentTranslation], language: str
) -> Rendition:
    """The texts of ``row`` in ``language``, from its ``translations`` that were read already."""
    if row.language == language:
        return _rendition(row, None)
    return _rendition(row, next((one for one in translations if one.language == language), None))


def _rendition(row: TranslatableRecord, translation: ContentTranslation | None) -> Rendition:
    texts = row.texts()
    if translation is None:
        return Rendition(texts, row.language, is_original=True, is_outdated=False)
    given = {name: text for name, text in translation.texts.items() if name in texts and text}
    return Rendition(
        {**texts, **given},
        translation.language,
        is_original=False,
        is_outdated=translation.source_digest != row.source_digest(),
    )
