"""The words of an agreement: a template filled in, and the canonical text whose SHA-256 is its hash."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from concerted.base.forms import clean_text
from concerted.pool.agreements.fields import MARK, Field, Shape, fields_of
from concerted.pool.agreements.models import AgreementVersion, Signature

BLANK = "________"
"""Stands in a draft for what is not filled in yet."""


@dataclass(frozen=True)
class Frame:
    """What a text takes from the agreement itself."""

    organization: str
    partners: Sequence[str]
    starts_on: datetime.date
    ends_on: datetime.date | None


def filled(
    template: str,
    *,
    kind: str,
    values: Mapping[str, Any],
    frame: Frame,
    languages: Sequence[str],
    language: str,
) -> str:
    """``template`` in ``language`` with everything filled in; sections that stay empty are left out."""
    with override(language):
        words = {
            "organization": frame.organization,
            "partners": _listed(frame.partners),
            "parties": _listed([frame.organization, *frame.partners]),
            "period": _period(frame),
        }
        for field in fields_of(kind, [template]):
            words[field.name] = _worded(field, values.get(field.name), language)
        text = MARK.sub(lambda mark: words.get(mark[1], mark[0]), template)
        text = clean_text(text, lines=True) + "\n\n" + _about_languages(languages)
    return clean_text(_without_empty_sections(text), lines=True)


def _listed(names: Sequence[str]) -> str:
    return str(get_text_list(list(names), _("and")))


def _period(frame: Frame) -> str:
    starts = date_format(frame.starts_on, "DATE_FORMAT")
    if frame.ends_on is None:
        return _("from %(start)s on, with no end date") % {"start": starts}
    ends = date_format(frame.ends_on, "DATE_FORMAT")
    return _("from %(start)s to %(end)s") % {"start": starts, "end": ends}


def _worded(field: Field, value: Any, language: str) -> str:
    """A value as it stands in the text."""
    if field.is_worded:
        value = value.get(language, "") if isinstance(value, Mapping) else ""
    if value in (None, "", []):
        return "" if field.is_optional else BLANK
    if field.choices is None:
        return str(value)
    labels = dict(field.choices.choices)
    if field.shape == Shape.SEVERAL:
        return "\n".join(f"- {labels.get(one, one)}" for one in value)
    return str(labels.get(value, value))


def _about_languages(languages: Sequence[str]) -> str:
    if len(languages) < 2:
        return ""
    names = [str(get_language_info(code)["name_translated"]) for code in languages]
    words = _(
        "This agreement is written in %(languages)s. Both texts mean the same. Where they differ, we talk; the text in"
        " %(first)s counts."
    )
    told = {"languages": _listed(names), "first": names[0]}
    return f"## {_('Languages')}\n\n{words % told}"


def _without_empty_sections(text: str) -> str:
    parts = [part for part in re.split(r"\n{2,}", text) if part.strip()]
    kept = [
        part
        for part, after in zip(parts, [*parts[1:], "## "], strict=True)
        if not (part.startswith("## ") and after.startswith("## "))
    ]
    return "\n\n".join(kept)


@dataclass(frozen=True)
class Block:
    """A part of a text: a title, a heading, a paragraph, or a list of ``items``."""

    kind: str
    text: str = ""
    items: Sequence[str] = ()


def blocks(text: str) -> list[Block]:
    """``text`` as pages and paper lay it out."""
    return [_block(part) for part in re.split(r"\n{2,}", text) if part.strip()]


def _block(part: str) -> Block:
    if part.startswith("# "):
        return Block("title", part[2:].strip())
    if part.startswith("## "):
        return Block("heading", part[3:].strip())
    lines = part.split("\n")
    if all(line.startswith("- ") for line in lines):
        return Block("list", items=[line[2:] for line in lines])
    return Block("paragraph", part)


def statement(name: str, capacity: str, party: str) -> str:
    """The words with which somebody says that they may sign, in the language that is active."""
    words = _("I am %(name)s, %(capacity)s, and may sign for %(party)s.")
    return words % {"name": name, "capacity": capacity, "party": party}


def canonical_text(version: AgreementVersion, number: str, kind: str) -> str:
    """All that the parties agree on, as one text that is always the same.

    UTF-8, composed letters (NFC), lines that end with one line feed. Whoever has the file can compute its SHA-256 with
    any tool. ``number`` and ``kind`` are the agreement's.
    """
    lines = [
        "Concerted agreement, format 1",
        f"Number: {number}",
        f"Version: {version.number}",
        f"Kind: {kind}",
        f"Title: {version.title}",
        "Parties:",
        *(f"- {one['name']} ({one['address']})" for one in version.parties),
        f"Holds from: {version.starts_on.isoformat()}",
        f"Holds until: {version.ends_on.isoformat() if version.ends_on else 'no end date'}",
        f"Terms: {_plain(version.terms)}",
    ]
    texts = [f"\n[{code}]\n\n{version.texts[code]}" for code in version.languages]
    return clean_text("\n".join([*lines, *texts]), lines=True) + "\n"


def text_hash(version: AgreementVersion, number: str, kind: str) -> str:
    return _sha256(canonical_text(version, number, kind))


def record_hash(signature: Signature) -> str:
    """The hash of all that a signature says."""
    told = {
        "party": str(signature.party_id),
        "name": signature.name,
        "capacity": signature.capacity,
        "statement": signature.statement,
        "language": signature.language,
        "via": signature.via,
        "named_by": signature.named_by,
        "signed_at": signature.signed_at.astimezone(datetime.UTC).isoformat(),
        "text_hash": signature.text_hash,
    }
    return _sha256(_plain(told))


def _plain(value: Any) -> str:
    """``value`` as JSON in one way only."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
