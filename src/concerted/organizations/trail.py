"""The audit trail of an organization, in sentences."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from concerted.accounts.models import User
from concerted.base.audit.models import AuditEntry
from concerted.base.audit.trail import CHANGED
from concerted.organizations.models import Organization, RoleKind

PER_PAGE = 50

_sentences: dict[tuple[str, str], str | Promise] = {
    ("organizations.organization", "created"): gettext_lazy("%(who)s created the organization"),
    ("organizations.organization", "changed"): gettext_lazy("%(who)s changed the settings"),
    ("organizations.organization", "handed_over"): gettext_lazy("%(who)s handed over ownership"),
    ("organizations.role", "joined"): gettext_lazy("%(whom)s joined the team"),
    ("organizations.role", "changed"): gettext_lazy("%(who)s changed the role of %(whom)s"),
    ("organizations.role", "removed"): gettext_lazy("%(who)s removed %(whom)s from the team"),
    ("organizations.role", "left"): gettext_lazy("%(who)s left the team"),
    ("organizations.invitation", "invited"): gettext_lazy("%(who)s invited somebody"),
    ("organizations.invitation", "changed"): gettext_lazy("%(who)s changed an invitation"),
    ("organizations.invitation", "sent_again"): gettext_lazy("%(who)s resent an invitation"),
    ("organizations.invitation", "revoked"): gettext_lazy("%(who)s took an invitation back"),
    ("organizations.invitation", "accepted"): gettext_lazy("%(who)s accepted an invitation"),
    ("organizations.membershipinvitation", "invited"): gettext_lazy(
        "%(who)s asked an organization to join the coalition"
    ),
    ("organizations.membershipinvitation", "declined"): gettext_lazy(
        "%(who)s declined to join the coalition"
    ),
    ("organizations.membershipinvitation", "withdrawn"): gettext_lazy(
        "%(who)s withdrew an invitation to the coalition"
    ),
    ("organizations.membership", "joined"): gettext_lazy("%(who)s joined the coalition"),
    ("organizations.membership", "ended"): gettext_lazy("%(who)s ended a membership"),
}

_verbs: dict[str, str | Promise] = {
    "accepted": gettext_lazy("accepted"),
    "add": gettext_lazy("added"),
    "add_address": gettext_lazy("added an address"),
    "add_contact_point": gettext_lazy("added a contact"),
    "added": gettext_lazy("added"),
    "answered": gettext_lazy("noted an answer"),
    "changed": gettext_lazy("changed"),
    "checked": gettext_lazy("checked"),
    "closed": pgettext_lazy("trail", "closed"),
    "collector_named": gettext_lazy("wrote down who collects"),
    "correct": gettext_lazy("corrected"),
    "corrected": gettext_lazy("corrected"),
    "created": gettext_lazy("created"),
    "declined": gettext_lazy("declined"),
    "delete": gettext_lazy("deleted"),
    "deleted": gettext_lazy("deleted"),
    "delivered": gettext_lazy("delivered"),
    "edited": gettext_lazy("edited"),
    "ended": gettext_lazy("ended"),
    "erase": gettext_lazy("erased"),
    "erased": gettext_lazy("erased"),
    "export": gettext_lazy("exported"),
    "exported": gettext_lazy("exported"),
    "import": gettext_lazy("imported"),
    "imported": gettext_lazy("imported"),
    "imported officials": gettext_lazy("imported"),
    "invited": gettext_lazy("invited"),
    "merge": gettext_lazy("merged"),
    "merged": gettext_lazy("merged"),
    "note_answer": gettext_lazy("noted an answer"),
    "opened": gettext_lazy("opened"),
    "printed": gettext_lazy("printed"),
    "published": pgettext_lazy("trail", "published"),
    "remove_address": gettext_lazy("removed an address"),
    "removed": gettext_lazy("removed"),
    "rename": gettext_lazy("renamed"),
    "reopened": gettext_lazy("reopened"),
    "sent": gettext_lazy("sent"),
    "set_contact_points": gettext_lazy("changed contacts"),
    "set_retention": gettext_lazy("changed how long data is kept"),
    "signed": gettext_lazy("signed"),
    "tag": gettext_lazy("tagged"),
    "translated": gettext_lazy("translated"),
    "typed": gettext_lazy("typed in"),
    "undo import": gettext_lazy("undid an import"),
    "unmerge": gettext_lazy("undid a merge"),
    "untag": gettext_lazy("took a tag off"),
}


def register(sentences: Mapping[tuple[str, str], str | Promise]) -> None:
    """Add sentences of a higher room: (subject type, verb) → text with ``%(who)s``."""
    _sentences.update(sentences)


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
    sentence = _sentences.get((entry.subject_type, entry.verb))
    if sentence is None:
        verb = str(_verbs.get(entry.verb, entry.verb.replace("_", " ")))
        text = _("%(who)s: %(verb)s (%(thing)s)") % {
            "who": who,
            "verb": verb,
            "thing": _thing(entry.subject_type),
        }
    else:
        text = str(sentence) % {"who": who, "whom": names.get(str(whom), gone)}
    return Line(entry.created_at, text, _changes(entry, names))


def _thing(subject_type: str) -> str:
    try:
        return str(apps.get_model(subject_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return subject_type


def _changes(entry: AuditEntry, names: Mapping[str, str]) -> tuple[Change, ...]:
    """What was different before; keys of rows say nothing to people and are left out."""
    fields = [name for name in {**entry.before, **entry.after} if name != "user"]
    changes = (
        Change(
            _label(entry.subject_type, name),
            _said(entry.before.get(name), names),
            _said(entry.after.get(name), names),
        )
        for name in fields
    )
    return tuple(change for change in changes if change.before or change.after)


def _label(subject_type: str, name: str) -> str:
    try:
        field = apps.get_model(subject_type)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return capfirst(name.replace("_", " "))
    return capfirst(str(getattr(field, "verbose_name", name)))


def _said(value: Any, names: Mapping[str, str]) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value == CHANGED:
        return _("not kept in the trail")
    if isinstance(value, list):
        return ", ".join(_said(one, names) for one in value)
    if value in RoleKind.values:
        return str(RoleKind(value).label)
    text = str(value)
    return names.get(text, "" if _keys([text]) else text)
