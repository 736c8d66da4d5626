"""The question that a segment keeps: as rows, and as a sentence."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.utils import formats, timezone
from django.utils.text import get_text_list
from django.utils.translation import get_language_info, gettext

from concerted.organizations.models import Organization
from concerted.people import registry
from concerted.people.models import Channel, Person, Tag, Tagging
from concerted.people.models.consents import NEWS
from concerted.people.models.persons import PersonQuerySet
from concerted.people.queries.contactable import allowed_points


@dataclass(frozen=True)
class SegmentQuery:
    """Who is meant. Every part narrows; a part left empty says nothing.

    ``tags`` are all had, ``without_tags`` none; of ``postal_codes`` (or their beginnings) and ``localities`` one
    fits, of ``languages`` one is preferred or spoken; ``actions`` (a name, or ``name:which``) were all done and
    ``without_actions`` none; ``channel`` is one on which ``purpose`` is allowed now.
    """

    tags: tuple[str, ...] = ()
    without_tags: tuple[str, ...] = ()
    postal_codes: tuple[str, ...] = ()
    localities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    without_actions: tuple[str, ...] = ()
    channel: str = ""
    purpose: str = NEWS
    added_after: str = ""
    added_before: str = ""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The question in ``data``; what it does not know is left out."""
        values: dict[str, Any] = {}
        for field in fields(cls):
            value = data.get(field.name)
            if isinstance(value, str):
                values[field.name] = value
            elif isinstance(value, list | tuple):
                values[field.name] = tuple(str(one) for one in value)
        return cls(**values)

    def as_json(self) -> dict[str, Any]:
        """The parts that say something."""
        values = asdict(self)
        if not self.channel:
            values.pop("purpose")
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in values.items()
            if value
        }


def people_in(
    query: SegmentQuery, *, organization: Organization, people: PersonQuerySet | None = None
) -> PersonQuerySet:
    """Those of ``people`` who are meant by ``query``: a view gives who may be seen, a job nothing for all."""
    if people is None:
        people = Person.objects.current().filter(organization=organization)
    if query.languages:
        # A list in JSON reads the same as text in every database.
        people = people.alias(spoken=Cast("languages_spoken", TextField()))
    conditions = [
        *(Q(pk__in=_tagged(tag)) for tag in _keys(query.tags)),
        *(~Q(pk__in=_tagged(tag)) for tag in _keys(query.without_tags)),
        *(Q(pk__in=_doers(action, organization)) for action in query.actions),
        *(~Q(pk__in=_known(_doers(action, organization))) for action in query.without_actions),
        _place(query),
        _language(query.languages),
        _added(query),
    ]
    if query.channel in Channel.values:
        points = allowed_points(query.channel, query.purpose).filter(person_id=OuterRef("pk"))
        conditions.append(Q(Exists(points)))
    return people.filter(*conditions)


def _keys(texts: Iterable[str]) -> list[uuid.UUID]:
    return [uuid.UUID(text) for text in texts]


def _tagged(tag: uuid.UUID) -> Any:
    return Tagging.objects.filter(tag_id=tag).values("person_id")


def _doers(action: str, organization: Organization) -> Any:
    name, _, which = action.partition(":")
    known = registry.actions().get(name)
    return known.people(organization, which) if known else Person.objects.none().values("pk")


def _known(keys: Any) -> Any:
    """``keys`` without those of people erased since: nothing is “not in” a list that holds a NULL."""
    return Person.objects.filter(pk__in=keys).values("pk")


def _place(query: SegmentQuery) -> Q:
    place = Q()
    for beginning in query.postal_codes:
        place |= Q(postal_code__startswith=beginning)
    for locality in query.localities:
        place |= Q(locality__iexact=locality)
    return place


def _language(languages: Iterable[str]) -> Q:
    """Preferred, or among those ``spoken``."""
    wanted = Q()
    for code in languages:
        wanted |= Q(preferred_language=code) | Q(spoken__contains=f'"{code}"')
    return wanted


def _added(query: SegmentQuery) -> Q:
    """From the beginning of the first day to the end of the last one."""
    added = Q()
    if first := _day(query.added_after):
        added &= Q(created_at__gte=_midnight(first))
    if last := _day(query.added_before):
        added &= Q(created_at__lt=_midnight(last + datetime.timedelta(days=1)))
    return added


def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def sentence(
    query: SegmentQuery, *, organization: Organization, names: Mapping[str, str] | None = None
) -> str:
    """``query`` in words, in the reader's language. One query for the names of tags, unless they are given."""
    if names is None:
        names = _tag_names(organization, (*query.tags, *query.without_tags))
    clauses = [
        *_tag_clauses(query, names),
        *_place_clauses(query),
        *_action_clauses(query, organization),
        *_consent_clauses(query),
        *_added_clauses(query),
    ]
    if not clauses:
        return gettext("Everybody in the list.")
    return gettext("People %(who)s.") % {"who": get_text_list(clauses, gettext("and"))}


def _tag_names(organization: Organization, keys: tuple[str, ...]) -> dict[str, str]:
    if not keys:
        return {}
    tags = Tag.objects.filter(organization=organization, pk__in=_keys(keys))
    return {str(pk): name for pk, name in tags.values_list("pk", "name")}


def _tag_clauses(query: SegmentQuery, names: Mapping[str, str]) -> list[str]:
    def listed(keys: Iterable[str], last: str) -> str:
        gone = gettext("(a deleted tag)")
        return get_text_list([quoted(names[key]) if key in names else gone for key in keys], last)

    clauses = []
    if query.tags:
        clauses.append(gettext("tagged %(tags)s") % {"tags": listed(query.tags, gettext("and"))})
    if query.without_tags:
        words = gettext("not tagged %(tags)s")
        clauses.append(words % {"tags": listed(query.without_tags, gettext("or"))})
    return clauses


def quoted(words: str) -> str:
    return gettext("“%(words)s”") % {"words": words}


def _place_clauses(query: SegmentQuery) -> list[str]:
    clauses = []
    if places := (*query.localities, *query.postal_codes):
        words = gettext("living in %(places)s")
        clauses.append(words % {"places": get_text_list(list(places), gettext("or"))})
    if query.languages:
        spoken = get_text_list([language_name(code) for code in query.languages], gettext("or"))
        clauses.append(gettext("who speak %(languages)s") % {"languages": spoken})
    return clauses


def language_name(code: str) -> str:
    """A language as the reader calls it; the code itself where it is not known."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def _action_clauses(query: SegmentQuery, organization: Organization) -> list[str]:
    clauses = []
    for action in query.actions:
        words = gettext("who %(action)s")
        clauses.append(words % {"action": action_label(action, organization)})
    for action in query.without_actions:
        words = gettext("except those who %(action)s")
        clauses.append(words % {"action": action_label(action, organization)})
    return clauses


def action_label(action: str, organization: Organization) -> str:
    """What was done, and to what where one thing is named."""
    name, _, which = action.partition(":")
    known = registry.actions().get(name)
    if known is None:
        return gettext("(something no longer known)")
    if not which:
        return str(known.label)
    return f"{known.label}: {quoted(dict(known.choices(organization)).get(which, which))}"


def _consent_clauses(query: SegmentQuery) -> list[str]:
    words = {
        Channel.EMAIL: gettext("who said yes to e-mail"),
        Channel.TEXT: gettext("who said yes to text messages"),
        Channel.CALL: gettext("who said yes to phone calls"),
    }
    return [words[Channel(query.channel)]] if query.channel in Channel.values else []


def _added_clauses(query: SegmentQuery) -> list[str]:
    clauses = []
    if first := _day(query.added_after):
        day = formats.date_format(first, "DATE_FORMAT")
        clauses.append(gettext("added on %(day)s or later") % {"day": day})
    if last := _day(query.added_before):
        day = formats.date_format(last, "DATE_FORMAT")
        clauses.append(gettext("added on %(day)s or earlier") % {"day": day})
    return clauses
