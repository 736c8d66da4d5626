"""The audit trail of an organization, in sentences."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Page, Paginator
from django.db.models import Field
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from concerted.accounts.models import User
from concerted.base.audit.models import AuditEntry
from concerted.base.audit.trail import CHANGED
from concerted.base.languages import own_name
from concerted.organizations.models import Organization, RoleKind
from concerted.organizations.trail_words import FIELDS, SENTENCES, THINGS, VERBS

PER_PAGE = 50


@dataclass(frozen=True)
class Change:
    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    at: datetime.datetime
    sentence: str
    changes: tuple[Change, ...]


def trail_of(organization: Organization, number: int) -> tuple[Page[AuditEntry], tuple[Line, ...]]:
    """Page ``number`` of the trail, newest first. Only for who edits: the caller has passed that gate."""
    entries = AuditEntry.objects.filter(organization_id=organization.pk).order_by("-created_at")
    page: Page[AuditEntry] = Paginator(entries, PER_PAGE).get_page(number)
    names = _names(page.object_list)
    return page, tuple(_line(entry, names) for entry in page.object_list)


def _names(entries: Iterable[AuditEntry]) -> dict[str, str]:
    """The users whom ``entries`` name. Who has gone since is not among them."""
    ids = {str(entry.actor_id) for entry in entries if entry.actor_id}
    for entry in entries:
        for side in (entry.before, entry.after):
            ids |= {str(side[key]) for key in ("user", "owner") if side.get(key)}
    return {str(user.pk): str(user) for user in User.objects.filter(pk__in=_keys(ids))}


def _keys(texts: Iterable[str]) -> list[uuid.UUID]:
    keys = []
    for text in texts:
        try:
            keys.append(uuid.UUID(text))
        except ValueError:
            continue
    return keys


def _line(entry: AuditEntry, names: Mapping[str, str]) -> Line:
    gone = _("Somebody who has left")
    who = names.get(str(entry.actor_id), gone) if entry.actor_id else _("Concerted")
    whom = {**entry.before, **entry.after}.get("user", "")
    sentence = SENTENCES.get((entry.subject_type, entry.verb))
    if sentence is None:
        verb = str(VERBS.get(entry.verb, entry.verb.replace("_", " ")))
        text = _("%(who)s: %(verb)s (%(thing)s)") % {
            "who": who,
            "verb": verb,
            "thing": _thing(entry.subject_type),
        }
    else:
        text = str(sentence) % {"who": who, "whom": names.get(str(whom), gone)}
    return Line(entry.created_at, text, _changes(entry, names))


def _thing(subject_type: str) -> str:
    return str(THINGS.get(subject_type, subject_type))


def _changes(entry: AuditEntry, names: Mapping[str, str]) -> tuple[Change, ...]:
    """What was different before; keys of rows say nothing to people and are left out."""
    changes = []
    for name in {**entry.before, **entry.after}:
        field = _field(entry.subject_type, name)
        known = {**names, **_choices(field, name)}
        before, after = (_said(side.get(name), known) for side in (entry.before, entry.after))
        if name != "user" and (before or after):
            changes.append(Change(_label(field, name), before, after))
    return tuple(changes)


def _field(subject_type: str, name: str) -> Field[Any, Any] | None:
    try:
        field = apps.get_model(subject_type)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
    return field if isinstance(field, Field) else None


def _choices(field: Field[Any, Any] | None, name: str) -> dict[str, str]:
    """The words of the values that ``name`` may have."""
    if name == "language":
        return {code: own_name(code) for code, _name in settings.LANGUAGES}
    return {str(key): str(label) for key, label in field.flatchoices} if field else {}


def _label(field: Field[Any, Any] | None, name: str) -> str:
    if name in FIELDS:
        return str(FIELDS[name])
    return capfirst(str(field.verbose_name)) if field else capfirst(name.replace("_", " "))


def _said(value: Any, known: Mapping[str, str]) -> str:
    """``value`` in words; ``known`` are the words of users and of choices."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value == CHANGED:
        return _("not kept in the trail")
    if isinstance(value, list):
        return ", ".join(_said(one, known) for one in value)
    if value in RoleKind.values:
        return str(RoleKind(value).label)
    text = str(value)
    return known.get(text, "" if _keys([text]) else _day(text) or text)


def _day(text: str) -> str:
    """A day or a moment as people read it; nothing where ``text`` is neither."""
    try:
        day = datetime.date.fromisoformat(text) if len(text) == 10 else None
        moment = datetime.datetime.fromisoformat(text) if len(text) > 19 else None
    except ValueError:
        return ""
    if moment is not None and moment.tzinfo is not None:
        return date_format(localtime(moment), "DATETIME_FORMAT")
    return date_format(day, "DATE_FORMAT") if day else ""
