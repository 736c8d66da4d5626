"""Making two rows of one person one, and taking that back."""

from __future__ import annotations

import uuid
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.people import registry
from concerted.people.models import (
    Answer,
    Consent,
    ContactPoint,
    Merge,
    Person,
    PostalAddress,
    Tagging,
)
from concerted.people.registry import Reference

FILLED = (
    "given_name",
    "family_name",
    "additional_name",
    "honorific_prefix",
    "honorific_suffix",
    "preferred_language",
    "birth_date",
    "postal_code",
    "locality",
    "source",
)

OWN = (
    Reference(ContactPoint, "person_id", ("kind", "normalized")),
    Reference(PostalAddress, "person_id", ()),
    Reference(Tagging, "person_id", ("tag_id",)),
    Reference(Consent, "person_id", ()),
)

Change = list[str | bool]
"""Table, column, key of the row, old value, new value, as JSON holds them."""


@transaction.atomic
def merge_people(*, kept: Person, gone: Person, by: Viewer | None = None) -> Merge:
    """Let ``kept`` have all that ``gone`` had, and hide ``gone``. What was filled in ``kept`` stays.

    The most careful answer stands: a no of either is a no of the one. Merging the same two again gives the
    first merge.
    """
    done = Merge.objects.filter(kept=kept, gone=gone, undone_at__isnull=True).first()
    if done is not None:
        return done
    kept, gone = _locked(kept, gone)
    changes: list[Change] = []
    changes += _clashing_points(kept, gone)
    changes += _second_primaries(kept, gone)
    for reference in (*OWN, *registry.references()):
        changes += _moves(reference, kept.pk, gone.pk)
    _apply(changes)
    merge = Merge.objects.create(
        organization_id=kept.organization_id,
        kept=kept,
        gone=gone,
        by_id=by.pk if by is not None else None,
        moved=changes,
        before=_fill(kept, gone),
    )
    gone.merged_into = kept
    gone.save(update_fields=["merged_into", "name_key"])
    note(verb="merge", subject=kept, by=by, after={"gone": gone, "rows": len(changes)})
    return merge


def _locked(kept: Person, gone: Person) -> tuple[Person, Person]:
    found = Person.objects.select_for_update().in_bulk(sorted((kept.pk, gone.pk)))
    if len(found) < 2 or kept.organization_id != gone.organization_id:
        raise Refused(_("Choose two different people of one list."))
    if any(person.merged_into_id for person in found.values()):
        raise Refused(_("One of the two was merged into somebody else already."))
    return found[kept.pk], found[gone.pk]


def _clashing_points(kept: Person, gone: Person) -> list[Change]:
    """Answers about a point that both have follow to the point of ``kept``."""
    theirs = {
        (point.kind, point.normalized): point.pk
        for point in ContactPoint.objects.filter(person=kept)
    }
    changes: list[Change] = []
    for point in ContactPoint.objects.filter(person=gone):
        twin = theirs.get((point.kind, point.normalized))
        if twin is not None:
            answers = Consent.objects.filter(contact_point=point).values_list("pk", flat=True)
            changes += [
                ["people.consent", "contact_point_id", str(key), str(point.pk), str(twin)]
                for key in answers
            ]
    return changes


def _second_primaries(kept: Person, gone: Person) -> list[Change]:
    """What was the first to use of ``gone`` is no longer, where ``kept`` has such a one."""
    points = ContactPoint.objects.filter(is_primary=True)
    kinds = points.filter(person=kept).values_list("kind", flat=True)
    keys: list[tuple[str, uuid.UUID]] = [
        ("people.contactpoint", key)
        for key in points.filter(person=gone, kind__in=list(kinds)).values_list("pk", flat=True)
    ]
    addresses = PostalAddress.objects.filter(is_primary=True)
    if addresses.filter(person=kept).exists():
        theirs = addresses.filter(person=gone).values_list("pk", flat=True)
        keys += [("people.postaladdress", key) for key in theirs]
    return [[table, "is_primary", str(key), True, False] for table, key in keys]


def _moves(reference: Reference, kept: uuid.UUID, gone: uuid.UUID) -> list[Change]:
    """The rows of ``gone`` in one table that can be those of ``kept``."""
    rows = reference.model._default_manager.filter(**{reference.column: gone})
    if reference.unique_with:
        theirs = reference.model._default_manager.filter(**{reference.column: kept})
        taken = set(theirs.values_list(*reference.unique_with))
        keys = [
            key
            for key, *values in rows.values_list("pk", *reference.unique_with)
            if tuple(values) not in taken
        ]
    else:
        keys = list(rows.values_list("pk", flat=True))
    table = reference.model._meta.label_lower
    return [[table, reference.column, str(key), str(gone), str(kept)] for key in keys]


def _apply(changes: list[Change], *, back: bool = False) -> None:
    """Write ``changes``, or take those back that nobody has changed since."""
    groups: dict[tuple[Any, ...], list[Any]] = {}
    for table, column, key, old, new in changes:
        groups.setdefault((table, column, old, new), []).append(key)
    for (table, column, old, new), keys in groups.items():
        model: type[models.Model] = apps.get_model(table)
        rows = model._default_manager.filter(pk__in=keys)
        if back:
            rows.filter(**{column: new}).update(**{column: old})
        else:
            rows.update(**{column: new})


def _fill(kept: Person, gone: Person) -> dict[str, list[Any]]:
    """Put what ``gone`` had where ``kept`` had nothing; the old and new of what changed."""
    new: dict[str, Any] = {
        name: getattr(gone, name)
        for name in FILLED
        if getattr(gone, name) and not getattr(kept, name)
    }
    spoken = [one for one in gone.languages_spoken if one not in kept.languages_spoken]
    if spoken:
        new["languages_spoken"] = [*kept.languages_spoken, *spoken]
    fields = {**gone.custom_fields, **kept.custom_fields}
    if fields != kept.custom_fields:
        new["custom_fields"] = fields
    if gone.last_active_at > kept.last_active_at:
        new["last_active_at"] = gone.last_active_at
    before = {name: [_stored(kept, name), None] for name in new}
    for name, value in new.items():
        setattr(kept, name, value)
    kept.save()
    return {name: [old, _stored(kept, name)] for name, (old, _new) in before.items()}


def _stored(person: Person, name: str) -> Any:
    """A value as JSON can hold it."""
    value = getattr(person, name)
    if name in ("languages_spoken", "custom_fields"):
        return value
    field: Any = Person._meta.get_field(name)
    return field.value_to_string(person) if value is not None else None


@transaction.atomic
def unmerge_people(*, merge: Merge, by: Viewer | None = None) -> Merge:
    """Give back to both what each had. What was changed since stays as it is; a no given since holds for both.

    Taking back twice does nothing more. A later merge of the same person is taken back first.
    """
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at is not None:
        return merge
    kept = Person.objects.select_for_update().get(pk=merge.kept_id)
    gone = Person.objects.select_for_update().get(pk=merge.gone_id)
    later = Merge.objects.filter(
        kept=kept, undone_at__isnull=True, created_at__gt=merge.created_at
    )
    if kept.merged_into_id is not None or later.exists():
        raise Refused(_("This person was merged again later. Take that back first."))
    _apply(merge.moved[::-1], back=True)
    _restore(kept, merge.before)
    gone.merged_into = None
    gone.save(update_fields=["merged_into", "name_key"])
    _share_answers_since(merge, kept, gone)
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    note(verb="unmerge", subject=kept, by=by, after={"gone": gone})
    return merge


def _restore(person: Person, before: dict[str, list[Any]]) -> None:
    """Put old values back where nobody has changed the new ones since."""
    for name, (old, new) in before.items():
        if _stored(person, name) == new:
            field: Any = Person._meta.get_field(name)
            setattr(person, name, field.to_python(old) if isinstance(old, str) else old)
    person.save()


def _share_answers_since(merge: Merge, kept: Person, gone: Person) -> None:
    """Answers given since about a point of ``gone`` go with it; every other no holds for both."""
    since = Consent.objects.filter(person=kept, created_at__gt=merge.created_at)
    since.filter(contact_point__person=gone).update(person=gone)
    twins = {
        (point.kind, point.normalized): point.pk
        for point in ContactPoint.objects.filter(person=gone)
    }
    refusals = since.filter(person=kept).exclude(answer=Answer.GRANTED)
    for answer in refusals.select_related("contact_point"):
        point = answer.contact_point
        twin = twins.get((point.kind, point.normalized)) if point else None
        if point is None or twin is not None:
            answer.pk = answer.id = Consent._meta.pk.get_default()
            answer._state.adding = True
            answer.person, answer.contact_point_id, answer.proves_id = gone, twin, None
            answer.save(force_insert=True)
