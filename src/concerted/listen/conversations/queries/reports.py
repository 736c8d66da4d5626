"""The report of a conversation, to print: what its map tells, in two languages on the same pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language_info, ngettext, override
from django.utils.translation import gettext as _

from concerted.analysis.opinion import Outcome
from concerted.base.languages import own_name, page_language
from concerted.base.papers import PaperSize, paper_name
from concerted.base.pdf import render_pdf
from concerted.listen.conversations.models import (
    Conversation,
    ConversationSource,
    Origin,
    Reading,
    Reason,
    Statement,
    StatementState,
    Via,
    Vote,
)
from concerted.listen.conversations.queries.maps import MapPage, Share, map_page
from concerted.listen.conversations.queries.report_room import room
from concerted.listen.conversations.queries.sessions import rooms_told
from concerted.listen.conversations.queries.telling import FLOOR
from concerted.organizations.translations import Rendition

Text = dict[str, str]
"""``text`` with its ``lang`` and ``direction``, and a ``note`` on it."""


def offered(conversation: Conversation) -> list[tuple[str, str]]:
    """The languages a report can be had in, with their names: that of the conversation first."""
    translated = [one.language for one in conversation.translations()]
    pages = conversation.organization.page_languages
    codes = dict.fromkeys([conversation.language, *translated, *pages])
    return [(code, own_name(code)) for code in codes]


def report_document(
    conversation: Conversation,
    reading: Reading,
    languages: Sequence[str],
    size: str = PaperSize.LETTER,
) -> bytes:
    """The report as PDF, in one language or two; figures and picture stand once, words in each."""
    pages = {code: _page(conversation, reading, code) for code in languages}
    first = pages[languages[0]]
    data = {
        "document_title": first.text.title,
        "paper": paper_name(size),
        "organization": conversation.organization.name,
        "title": _renditions({code: page.text for code, page in pages.items()}, "title"),
        "words": _in_each(languages, lambda: _words(conversation, reading)),
        "chart": first.chart.standalone() if first.chart else "",
        "chart_alt": first.finding,
        "groups": [list(row) for row in first.chart.rows] if first.chart else [],
        "lists": [
            _list(languages, pages, "common", "common_title"),
            _list(languages, pages, "apart", ""),
            _list(languages, pages, "divisive", "divisive_title"),
        ],
        "room": room(conversation, languages, _texts),
        "findings": _texts({code: page.finding for code, page in pages.items()}),
        "map_title": _texts({code: page.title for code, page in pages.items()}),
        "address": f"{settings.ADDRESS}{conversation.get_absolute_url()}",
    }
    return render_pdf("conversations/report.typ", data, language=languages[0])


def _page(conversation: Conversation, reading: Reading, language: str) -> MapPage:
    with override(language):
        return map_page(conversation, reading, language)


def _in_each(languages: Iterable[str], say: Any) -> dict[str, list[Text]]:
    """The words of ``say`` in each language; of a language that the software does not speak, in English, once."""
    said = {}
    for code in languages:
        with override(code):
            said[code] = say()
    names = next(iter(said.values()))
    return {name: _texts({code: words[name] for code, words in said.items()}) for name in names}


def _texts(by_language: Mapping[str, str]) -> list[Text]:
    """Each text of the software once, with the language it is in: English where it does not speak the one asked for."""
    told: dict[str, Text] = {}
    for code, text in by_language.items():
        told.setdefault(text, _text(text, code if code in settings.SHELL_LANGUAGES else "en"))
    return list(told.values())


def _text(text: str, language: str, note: str = "") -> Text:
    return {
        "text": text,
        "lang": language.partition("-")[0],
        "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "note": note,
    }


def _renditions(by_language: Mapping[str, Rendition], name: str = "text") -> list[Text]:
    """A text that people wrote: in each language it is in, else the original; what is out of date says so."""
    told: dict[str, Text] = {}
    for code, one in by_language.items():
        told.setdefault(one.language, _text(one.texts[name], one.language))
        with override(code):
            if one.is_outdated:
                told[one.language]["note"] = _(
                    "The original has changed since this translation was made."
                )
            elif one.language != code:
                told[one.language]["note"] = _("Not translated into %(language)s yet.") % {
                    "language": own_name(code)
                }
    return list(told.values())


def _list(
    languages: Sequence[str], pages: Mapping[str, MapPage], name: str, title: str
) -> dict[str, Any]:
    """One of the lists of statements, each in every language, with its bars."""
    told = {code: getattr(pages[code], name) for code in languages}
    titles = {}
    for code in languages:
        with override(code):
            titles[code] = getattr(pages[code], title) if title else _("What sets groups apart")
    return {
        "title": _texts(titles),
        "statements": [
            {
                "text": _renditions(dict(zip(languages, (one.text for one in same), strict=True))),
                "label": _texts(dict(zip(languages, (one.label for one in same), strict=True))),
                "shares": _shares([one.shares for one in same]),
            }
            for same in zip(*told.values(), strict=True)
        ],
    }


def _shares(shares: Sequence[Sequence[Share]]) -> list[dict[str, Any]]:
    return [
        {
            "name": " / ".join(dict.fromkeys(one.name for one in same)),
            "agree": same[0].agree,
            "passed": same[0].passed,
            "disagree": same[0].disagree,
            "is_told": same[0].is_told,
        }
        for same in zip(*shares, strict=True)
    ]


def _words(conversation: Conversation, reading: Reading) -> dict[str, str]:
    """Everything the report says that nobody wrote, in the language of now."""
    return {
        "eyebrow": _("What people said, and what they agree on"),
        "took_part": _("Who took part, and how"),
        "numbers": _numbers(conversation, reading),
        "ways": _ways(conversation),
        "came": _came(conversation),
        "group": _("Group"),
        "people": _("People"),
        "legend": _("Green: share who agree. Grey: who pass. Red: who disagree."),
        "agree": _("agree"),
        "few": _("too few to tell"),
        "nothing": _("So far there is nothing that all agree on and enough people voted on."),
        "method": _("How this was worked out"),
        "how": _method(reading),
        "privacy": _(
            "Nothing here tells of fewer than %(floor)s people. Shares and sizes are told anew only once %(floor)s people "
            "are others behind them, and no mark of the picture is the place of one person."
        )
        % {"floor": FLOOR},
        "moderation": _("What was shown and what was not, and why"),
        "moderated": _moderated(conversation),
        "source": _("Where this comes from"),
        "read": _("The votes as they were on %(date)s. Printed on %(today)s.")
        % {"date": _date(reading.computed_at), "today": _date(timezone.now())},
        "made": _("Made with Concerted, which is open: anybody can check how it counts."),
    }


def _numbers(conversation: Conversation, reading: Reading) -> str:
    shown = Statement.objects.public().filter(conversation=conversation)
    told = shown.aggregate(statements=Count("pk"))
    return _("%(people)s people gave %(votes)s votes on %(statements)s statements.") % {
        "people": _figure(reading.participant_count),
        "votes": _figure(reading.vote_count),
        "statements": _figure(told["statements"]),
    }


def _ways(conversation: Conversation) -> str:
    source = ConversationSource.objects.filter(conversation=conversation).first()
    if source is not None:
        return _(
            "The conversation was held elsewhere, and its files were brought here: %(name)s."
        ) % {"name": source.credit or source.name}
    if conversation.is_anonymous:
        return _(
            "Everybody could vote on a phone or a computer, without an account and without a name."
        )
    return _("Everybody could vote on a phone or a computer, without an account.")


def _came(conversation: Conversation) -> str:
    """How the votes came, where it was in more than one way; a way of fewer votes than the floor is not told."""
    votes = Vote.objects.filter(participant__conversation=conversation).order_by()
    cast = dict(votes.values_list("via").annotate(number=Count("pk")))
    told = [
        f"{via.label}: {_figure(cast[via.value])}"
        for via in Via
        if cast.get(via.value, 0) >= FLOOR
    ]
    rooms = rooms_told(conversation, page_language())
    if rooms is not None:
        words = ngettext(
            "In %(number)s session, %(votes)s hands and dots were counted besides: they are not on the map.",
            "In %(number)s sessions, %(votes)s hands and dots were counted besides: they are not on the map.",
            rooms.session_count,
        )
        told.append(words % {"number": rooms.session_count, "votes": _figure(rooms.vote_count)})
    return "; ".join(told) if told[1:] else ""


def _method(reading: Reading) -> str:
    if reading.outcome == Outcome.GROUPS.value:
        return _(
            "People say agree, disagree or pass to one statement at a time. Those whose votes are most alike are put into "
            "groups. How many groups there are is not chosen by hand: it is the number that parts them most clearly, and "
            "only if votes dealt out by chance would look less grouped. Common ground is what most of each group agree "
            "with, so that no large group outvotes a small one."
        )
    return _(
        "People say agree, disagree or pass to one statement at a time. No groups are drawn here. What unites is what most "
        "people agree with, allowing for chance; what divides is what splits them nearly in halves."
    )


def _moderated(conversation: Conversation) -> str:
    rows = Statement.objects.filter(conversation=conversation)
    counted = rows.order_by().values("state", "reason", "origin").annotate(count=Count("pk"))
    told = [(one["state"], one["reason"], one["origin"], one["count"]) for one in counted]
    shown = sum(count for state, _why, _by, count in told if state == StatementState.ACCEPTED)
    own = sum(
        count
        for state, _why, by, count in told
        if state == StatementState.ACCEPTED and by == Origin.PARTICIPANT
    )
    waiting = sum(
        count
        for state, *_rest, count in told
        if state in (StatementState.WAITING, StatementState.HELD)
    )
    parts = [
        ngettext("%(count)s statement was shown", "%(count)s statements were shown", shown)
        % {"count": _figure(shown)},
        ngettext("%(count)s of them by a participant", "%(count)s of them by participants", own)
        % {"count": _figure(own)},
    ]
    parts += [
        f"{Reason(why).label}: {_figure(sum(n for s, w, _by, n in told if s == StatementState.REJECTED and w == why))}"
        for why in sorted({w for s, w, _by, _n in told if s == StatementState.REJECTED and w})
    ]
    if waiting:
        parts.append(
            ngettext("%(count)s waits to be read", "%(count)s wait to be read", waiting)
            % {"count": _figure(waiting)}
        )
    return "; ".join(parts) + "."


def _figure(number: int) -> str:
    return number_format(number, force_grouping=True)


def _date(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "DATE_FORMAT")
