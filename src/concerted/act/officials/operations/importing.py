"""Bringing a directory up to date from what a source tells."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from concerted.act.officials.models import Contact, Office, Official, Post, Tenure
from concerted.act.officials.operations.places import ensure_posts
from concerted.act.officials.reading.records import (
    ContactTold,
    More,
    OfficeTold,
    Reading,
    Term,
    Told,
)
from concerted.act.officials.reading.seats import People, post_key, sort_out
from concerted.act.officials.reading.states import COUNTRY, state_of
from concerted.base.audit.trail import note
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization

COLUMNS = (
    *("name", "given_name", "family_name", "party", "email", "phone"),
    *("identifiers", "source_url"),
)
OFFICE = tuple(OfficeTold.__dataclass_fields__)
CONTACT = tuple(ContactTold.__dataclass_fields__)
TENURE = ("post_id", "starts_on", "ends_on", "expires_on", "is_acting")
BATCH = 500


@dataclass(frozen=True)
class ImportReport:
    """What an import of officials did."""

    added: int
    changed: int
    unchanged: int
    ended: int
    """Whom we had, and whose post is over now."""
    left_out: int
    """Whose posts were over already; they are not stored."""
    completed: int
    """To whom offices or accounts were added from a file of their own."""
    vacant: int
    """Seats of which the source says that nobody holds them."""
    repeated: list[str]
    unreadable: list[str]
    passed_over: list[str]
    """Files of something else, as committees."""


@transaction.atomic
def import_officials(
    *,
    organization: Organization | None,
    reading: Reading,
    checked_on: datetime.date,
    by: Viewer | None,
    source: str = "",
    is_public: bool = False,
) -> ImportReport:
    """Bring the officials of a source up to date, each known by its id there. A second time changes nothing.

    Without an organization they are the installation's, for everybody; an organization's are shown on its pages where
    ``is_public`` says so, or somebody did since. Who has left office is marked as past where we have
    them, and never added.
    """
    if organization is not None:
        Organization.objects.select_for_update().get(pk=organization.pk)
    people = sort_out(reading.people, checked_on)
    terms = [term for told in people.sitting for term in told.terms] + reading.vacant
    posts = ensure_posts(
        organization=organization, terms=terms, places=reading.places, posts=reading.posts
    )
    directory = _Directory(organization, (source or reading.source)[:60], checked_on, is_public)
    for told in people.sitting:
        directory.take(told, posts)
    gone = [told for told in people.past if directory.end(told)]
    gone_silently = directory.end_the_absent(people, reading.rosters)
    gone_silently += directory.end_the_replaced(people, terms, posts)
    completed = sum(directory.complete(more) for more in reading.more)
    directory.write()
    ended = len(gone) + gone_silently
    report = ImportReport(
        added=len(directory.new),
        changed=len(directory.changed),
        unchanged=len(people.sitting) - len(directory.new) - len(directory.changed),
        ended=ended,
        left_out=len(people.past) - len(gone),
        completed=completed,
        vacant=len(reading.vacant),
        repeated=people.repeated,
        unreadable=reading.unreadable,
        passed_over=reading.passed_over,
    )
    if organization is not None and (directory.new or directory.changed or ended):
        counts = {"added": report.added, "changed": report.changed, "ended": ended}
        note(
            verb="imported officials",
            subject=organization,
            organization_id=organization.pk,
            by=by,
            after={"source": directory.source, **counts},
        )
    return report


class _Directory:
    """The officials of one source as they are stored, and what is to be written of them at the end."""

    def __init__(
        self,
        organization: Organization | None,
        source: str,
        checked_on: datetime.date,
        is_public: bool,
    ) -> None:
        self.organization, self.source, self.checked_on = organization, source, checked_on
        self.is_public = is_public
        rows = Official.objects.filter(organization=organization, source=source)
        whole = rows.prefetch_related("tenures__post__division", "offices", "contacts")
        self.known = {one.source_id: one for one in whole}
        self.new: dict[uuid.UUID, Official] = {}
        self.changed: dict[uuid.UUID, Official] = {}
        self.parts: list[Tenure | Office | Contact] = []
        self.moved: list[Tenure] = []
        self.dropped: list[Tenure | Office | Contact] = []
        self._indexes: dict[str, dict[str, Official]] = {}

    def take(self, told: Told, posts: Mapping[str, Post]) -> None:
        row = self.known.get(told.source_id)
        if row is None:
            row = Official(
                organization=self.organization,
                source=self.source,
                source_id=told.source_id,
                is_public=self.is_public,
            )
            self.new[row.pk] = row
            self.known[told.source_id] = row
        values = {name: getattr(told, name) for name in COLUMNS} | {"checked_on": self.checked_on}
        differs = any(getattr(row, name) != value for name, value in values.items())
        for name, value in values.items():
            setattr(row, name, value)
        terms = {(posts[post_key(term)].pk, term.starts_on): term for term in told.terms}
        held = {
            place: {name: getattr(term, name) for name in TENURE[1:]} | {"post_id": place[0]}
            for place, term in terms.items()
        }
        moved = [
            self._hold(row, held),
            self._replace(row, Office, OFFICE, told.offices, self.source),
            self._replace(row, Contact, CONTACT, told.contacts, self.source),
        ]
        if (differs or any(moved)) and row.pk not in self.new:
            self.changed[row.pk] = row

    def _hold(self, row: Official, held: Mapping[Any, Mapping[str, Any]]) -> bool:
        """Give ``row`` the tenures in ``held``; one it has no more ends on the day before."""
        waiting, touched = dict(held), False
        for tenure in row.tenures.all() if row.pk not in self.new else ():
            told = waiting.pop(_same(tenure, waiting), None)
            if told is None and tenure.is_current:
                told = {"ends_on": self._yesterday(tenure)}
            if told and any(getattr(tenure, name) != value for name, value in told.items()):
                for name, value in told.items():
                    setattr(tenure, name, value)
                self.moved.append(tenure)
                touched = True
        self.parts += [Tenure(official=row, **told) for told in waiting.values()]
        return touched or bool(waiting)

    def _replace(
        self,
        row: Official,
        model: type[Office] | type[Contact],
        names: Sequence[str],
        told: Iterable[OfficeTold | ContactTold],
        source: str,
    ) -> bool:
        """Let ``row`` have these offices, or contacts, of ``source``; true if it had others."""
        wanted = {tuple(asdict(one).values()): asdict(one) for one in told}
        had: dict[tuple[Any, ...], Any] = {}
        if row.pk not in self.new:
            known = row.offices.all() if model is Office else row.contacts.all()
            had = {
                tuple(getattr(one, name) for name in names): one
                for one in known
                if one.source == source
            }
        if had.keys() == wanted.keys():
            return False
        self.dropped += [one for values, one in had.items() if values not in wanted]
        fresh = [values for place, values in wanted.items() if place not in had]
        self.parts += [
            model(official=row, source=source, checked_on=self.checked_on, **values)
            for values in fresh
        ]
        return True

    def _yesterday(self, tenure: Tenure) -> datetime.date:
        day = self.checked_on - datetime.timedelta(days=1)
        return max(day, tenure.starts_on) if tenure.starts_on else day

    def end(self, told: Told) -> bool:
        """Mark somebody whose posts are over as past; true if we had them as sitting."""
        row = self.known.get(told.source_id)
        if row is None:
            return False
        ends = [term.ends_on for term in told.terms if term.ends_on]
        return self._end(row, max(ends, default=None))

    def _end(self, row: Official, last: datetime.date | None) -> bool:
        sitting = [one for one in row.tenures.all() if one.is_current]
        self._end_these(sitting, last)
        return bool(sitting)

    def _end_these(self, tenures: Sequence[Tenure], last: datetime.date | None) -> None:
        for tenure in tenures:
            day = last or self._yesterday(tenure)
            tenure.ends_on = max(day, tenure.starts_on) if tenure.starts_on else day
        self.moved += tenures

    def end_the_absent(self, people: People, rosters: Iterable[tuple[str, str]]) -> int:
        """End those whom a roster of all who sit no longer names: the file, not the date, says who sits."""
        listed = frozenset(rosters)

        def is_listed(tenure: Tenure) -> bool:
            role, division = tenure.post.role, tenure.post.division
            state = state_of(division.ocd_id) if division is not None else ""
            return bool({(role, state), (role, COUNTRY)} & listed)

        return sum(
            self._end(row, None)
            for row in self._unnamed(people)
            if any(one.is_current and is_listed(one) for one in row.tenures.all())
        )

    def end_the_replaced(
        self, people: People, terms: Sequence[Term], posts: Mapping[str, Post]
    ) -> int:
        """End those whom the source no longer names where others hold all seats of their post now, or where it says it is vacant."""
        told = Counter(posts[post_key(term)].pk for term in terms)
        full = {post.pk for post in posts.values() if told[post.pk] >= post.seats}
        ended = 0
        for row in self._unnamed(people):
            left = [one for one in row.tenures.all() if one.is_current and one.post_id in full]
            self._end_these(left, None)
            ended += bool(left)
        return ended

    def _unnamed(self, people: People) -> list[Official]:
        """Those of the source of whom it told before, and now tells nothing."""
        named = {one.source_id for one in (*people.sitting, *people.past)}
        return [
            row
            for source_id, row in self.known.items()
            if source_id not in named and row.pk not in self.new
        ]

    def complete(self, more: More) -> bool:
        """Add offices and accounts to whom the identifier belongs."""
        scheme, value = more.identifier
        row = self._by_identifier(scheme).get(value)
        if row is None:
            return False
        offices = bool(more.offices) and self._replace(
            row, Office, OFFICE, more.offices, f"{self.source}, offices"
        )
        contacts = bool(more.contacts) and self._replace(
            row, Contact, CONTACT, more.contacts, f"{self.source}, accounts"
        )
        return offices or contacts

    def _by_identifier(self, scheme: str) -> Mapping[str, Official]:
        index = self._indexes.get(scheme)
        if index is None:
            index = self._indexes[scheme] = {
                str(row.identifiers[scheme]): row
                for row in self.known.values()
                if scheme in row.identifiers
            }
        return index

    def write(self) -> None:
        Official.objects.bulk_create(self.new.values(), batch_size=BATCH)
        Official.objects.bulk_update(
            self.changed.values(), [*COLUMNS, "checked_on"], batch_size=BATCH
        )
        Tenure.objects.bulk_update(self.moved, TENURE, batch_size=BATCH)
        models: tuple[type[Any], ...] = (Tenure, Office, Contact)
        for model in models:
            gone = [one.pk for one in self.dropped if isinstance(one, model)]
            model.objects.filter(pk__in=gone).delete()
            fresh = [one for one in self.parts if isinstance(one, model)]
            model.objects.bulk_create(fresh, batch_size=BATCH)


def _same(tenure: Tenure, held: Mapping[Any, Mapping[str, Any]]) -> tuple[uuid.UUID, Any]:
    """Which of ``held`` is this tenure; one from before posts had roles is known by when it began."""
    place = (tenure.post_id, tenure.starts_on)
    if place in held or tenure.post.role:
        return place
    return next((one for one in held if one[1] == tenure.starts_on), place)
