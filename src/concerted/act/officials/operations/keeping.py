"""What people keep by hand: local decision makers, and what they notice to be wrong."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.act.officials.models import Contact, Correction, Office, Official, Post, Tenure
from concerted.act.officials.operations.places import ensure_posts
from concerted.act.officials.reading.records import Place, Term
from concerted.act.officials.reading.seats import post_key
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.limits.buckets import take
from concerted.base.records import change
from concerted.organizations.models import Organization

PERSON = ("name", "given_name", "family_name", "party", "email", "phone", "is_public")
SITTING = ("starts_on", "ends_on", "is_acting")


@transaction.atomic
def add_official(
    *, organization: Organization, values: Mapping[str, Any], by: Viewer | None
) -> Official:
    """A decision maker written down by hand. The same name for the same post again gives the one there is."""
    Organization.objects.select_for_update().get(pk=organization.pk)
    post = _post(organization, values)
    same = Official.objects.filter(organization=organization, name=values["name"])
    known = same.filter(tenures__post=post).first()
    if known is not None:
        return known
    person = {name: values[name] for name in PERSON if name in values}
    official = Official.objects.create(
        organization=organization, checked_on=timezone.localdate(), **person
    )
    Tenure.objects.create(
        official=official,
        post=post,
        **{name: values[name] for name in SITTING if values.get(name) is not None},
    )
    _seat_all(post)
    _reach(official, values)
    note(verb="added", subject=official, by=by, after=person | {"post": str(post)})
    return official


@transaction.atomic
def edit_official(*, official: Official, values: Mapping[str, Any], by: Viewer | None) -> Official:
    """Change what is known of a decision maker; further posts, offices and accounts that a source gave are kept."""
    official = Official.objects.select_for_update().get(pk=official.pk)
    person = {name: values[name] for name in PERSON if name in values}
    before, after = change(official, **person, checked_on=timezone.localdate())
    post = _post(official.organization, values)
    held = {name: values[name] for name in SITTING if name in values}
    tenure = official.tenure
    if tenure is None:
        Tenure.objects.create(official=official, post=post, **held)
        after["post"] = str(post)
    else:
        left = tenure.post
        was, now = change(tenure, post=post, **held)
        if left != post and not left.tenures.exists():
            # Nobody ever held it: it was this post, written differently.
            left.delete()
        before |= {name: str(value) for name, value in was.items()}
        after |= {name: str(value) for name, value in now.items()}
    _seat_all(post)
    if _reach(official, values):
        after["reached"] = "changed"
    if after:
        note(verb="edited", subject=official, by=by, before=before, after=after)
    return Official.objects.get(pk=official.pk)


def _post(organization: Organization | None, values: Mapping[str, Any]) -> Post:
    place = Place(
        values.get("jurisdiction") or values.get("body") or values["name"],
        level=values.get("level", ""),
        kind=values.get("kind") or "government",
    )
    told = {name: values.get(name, "") for name in ("title", "body", "district", "division_id")}
    term = Term(place, **told)
    return ensure_posts(organization=organization, terms=[term])[post_key(term)]


def _seat_all(post: Post) -> None:
    """A post that several are written down for has a seat for each of them, which is empty when they leave."""
    holders = post.tenures.current().count()
    if holders > post.seats:
        change(post, seats=holders)


def _reach(official: Official, values: Mapping[str, Any]) -> bool:
    """Give the first office this address and the first website this link; true if that changed anything."""
    moved = False
    today = timezone.localdate()
    for rows, kind, name in (
        (official.offices, "office", "address"),
        (official.contacts.filter(kind="website"), "website", "website"),
    ):
        if name not in values:
            continue
        column = "address" if name == "address" else "value"
        first, told = rows.order_by("created_at").first(), values[name]
        if first is None and told:
            model = Office if name == "address" else Contact
            model.objects.create(official=official, kind=kind, checked_on=today, **{column: told})
            moved = True
        elif first is not None and told and getattr(first, column) != told:
            change(first, **{column: told}, checked_on=today)
            moved = True
        elif first is not None and not told:
            first.delete()
            moved = True
    return moved


@transaction.atomic
def report_mistake(
    *,
    official: Official,
    organization: Organization,
    text: str,
    by: Viewer | None,
    visitor: str = "",
) -> Correction:
    """Say that something on an official's page is wrong. The same words again are one report.

    Of a ``visitor`` an organization takes a few in an hour.
    """
    if visitor and not take(f"{visitor}:{organization.pk}", capacity=5, per_second=1 / 600):
        raise Refused(_("That was a lot at once. Please come back in a while."))
    known = official.corrections.filter(
        organization=organization, text=text, settled_at=None
    ).first()
    if known is not None:
        return known
    found = Correction.objects.create(official=official, organization=organization, text=text)
    note(verb="reported a mistake", subject=found, by=by)
    return found


@transaction.atomic
def settle_mistake(*, correction: Correction, by: Viewer | None) -> Correction:
    """Say that somebody has looked, and the page is right now; its check date is today."""
    correction = Correction.objects.select_for_update().get(pk=correction.pk)
    if correction.settled_at is None:
        change(correction, settled_at=timezone.now())
        change(correction.official, checked_on=timezone.localdate())
        note(verb="settled a mistake", subject=correction, by=by)
    return correction


@transaction.atomic
def leave_post(
    *, official: Official, left_on: datetime.date, by: Viewer | None, text: str = ""
) -> Official:
    """Say that an official holds no post any more, from the day after ``left_on``; who comes after is added as another.

    Raises ``Refused`` where they began later than that.
    """
    official = Official.objects.select_for_update().get(pk=official.pk)
    held = [one for one in official.tenures.all() if one.ends_on is None or one.ends_on > left_on]
    for tenure in held:
        if tenure.starts_on is not None and left_on < tenure.starts_on:
            raise Refused(_("This day is before the first day in office."), field="left_on")
        change(tenure, ends_on=left_on)
    if held:
        change(official, checked_on=timezone.localdate())
        after = {"left_on": left_on.isoformat(), "why": text}
        note(verb="left office", subject=official, by=by, after=after)
    return official


OFFICE = (
    *("kind", "name", "address", "phone", "email"),
    *("hours", "time_zone", "opens_at", "closes_at", "weekdays"),
)


@transaction.atomic
def add_office(*, official: Official, values: Mapping[str, Any], by: Viewer | None) -> Office:
    """Another place where an official can be met, called or written to. The same again gives the one there is."""
    official = Official.objects.select_for_update().get(pk=official.pk)
    given = {name: values[name] for name in OFFICE if name in values}
    known = official.offices.filter(**given).first()
    if known is not None:
        return known
    added = Office.objects.create(official=official, checked_on=timezone.localdate(), **given)
    note(verb="added an office", subject=official, by=by, after={"office": added.name})
    return added


@transaction.atomic
def edit_office(*, office: Office, values: Mapping[str, Any], by: Viewer | None) -> Office:
    """Change what is known of an office; it counts as checked today."""
    office = Office.objects.select_for_update().get(pk=office.pk)
    given = {name: values[name] for name in OFFICE if name in values}
    _before, after = change(office, **given, checked_on=timezone.localdate())
    if after:
        note(
            verb="changed an office", subject=office.official, by=by, after={"office": office.name}
        )
    return office


@transaction.atomic
def remove_office(*, office: Office, by: Viewer | None) -> None:
    """Forget an office that is no more. A second time does nothing."""
    gone, _kinds = Office.objects.filter(pk=office.pk).delete()
    if gone:
        note(
            verb="removed an office", subject=office.official, by=by, after={"office": office.name}
        )
