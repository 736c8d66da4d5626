"""Agenda and minutes on paper."""

from __future__ import annotations

import datetime
import zoneinfo
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from concerted.base.languages import own_name
from concerted.base.papers import usual_paper
from concerted.base.pdf import render_pdf
from concerted.pool.workplan.models import Meeting
from concerted.pool.workplan.queries.minutes import Record, record_of


def minutes_pdf(meeting: Meeting, language: str) -> bytes:
    """The agenda, or once it has taken place the minutes, with their hash when they are approved."""
    record = meeting.record or record_of(meeting)
    with override(language):
        data = _data(meeting, record)
    paper = usual_paper(meeting.organization.region)
    return render_pdf("workplan/minutes.typ", {**data, "paper": paper}, language=language)


def _data(meeting: Meeting, record: Record) -> dict[str, Any]:
    kind = _("Minutes") if meeting.has_begun else _("Agenda")
    return {
        "document_title": f"{kind}: {record['title']}",
        "eyebrow": f"{kind} · {record['organization']}",
        "title": record["title"],
        "facts": _facts(meeting, record),
        "items": [_item(one) for one in record["items"]],
        "text_language": record["language"].partition("-")[0],
        "seal": _seal(meeting),
        "footer": record["organization"],
    }


def _facts(meeting: Meeting, record: Record) -> list[dict[str, str]]:
    came = [_partner(one) for one in record["partners"]]
    if record["guests"]:
        words = ngettext("%(count)d guest", "%(count)d guests", record["guests"])
        came.append(words % {"count": record["guests"]})
    start = datetime.datetime.fromisoformat(record["starts_at"])
    zone = zoneinfo.ZoneInfo(record["time_zone"])
    with timezone.override(zone):
        when = date_format(start.astimezone(zone), "DATETIME_FORMAT")
    told = (
        (_("When"), when),
        (_("Where"), record["place"]),
        (_("Link"), meeting.link if not meeting.has_begun else ""),
        (_("Languages"), ", ".join(own_name(code) for code in meeting.languages)),
        (_("Interpreters"), meeting.interpreter_note),
        (_("Childcare"), meeting.childcare_note),
        (_("Getting there and in"), meeting.access_note),
        (_("Who was there"), ", ".join(came)),
    )
    return [{"term": term, "value": value} for term, value in told if value]


def _partner(one: Record) -> str:
    return f"{one['name']} ({one['people']})" if one["people"] > 1 else str(one["name"])


def _item(one: Record) -> dict[str, Any]:
    """One point, in the words of the page."""
    about = [one["brought_by"], one["goal"], one["need"]]
    if one["minutes"]:
        about.append(
            ngettext("%(count)d minute", "%(count)d minutes", one["minutes"])
            % {"count": one["minutes"]}
        )
    return {
        "title": f"{one['number']}. {one['title']}",
        "about": " · ".join(words for words in about if words),
        "said": [part for part in one["said"].split("\n") if part],
        "decided": _decided(one),
        "tasks": [_task(task) for task in one["tasks"]],
    }


def _decided(one: Record) -> str:
    told = {"title": one["proposal"]}
    if one["decided"] == "passed":
        return _("Decided: %(title)s") % told
    if one["decided"] == "rejected":
        return _("Not passed: %(title)s") % told
    return _("Proposal: %(title)s") % told if one["proposal"] else ""


def _task(task: Record) -> str:
    day = date_format(datetime.date.fromisoformat(task["due_on"])) if task["due_on"] else ""
    who = task["partner"] or _("nobody yet")
    words = _("To do: %(title)s (%(who)s, by %(day)s)") if day else _("To do: %(title)s (%(who)s)")
    return words % {"title": task["title"], "who": who, "day": day}


def _seal(meeting: Meeting) -> str:
    if meeting.approved_in is None:
        return _("Not approved yet.") if meeting.has_begun else ""
    told = {
        "meeting": meeting.approved_in.title,
        "day": date_format(meeting.approved_in.local_start.date()),
        "digest": meeting.digest,
    }
    return _("Approved at “%(meeting)s” on %(day)s. Hash (SHA-256): %(digest)s") % told
